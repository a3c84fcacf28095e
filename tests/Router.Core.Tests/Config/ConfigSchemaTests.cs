using System.Text.Json;
using Router.Features.Configuration;

namespace Router.Core.Tests.Config;

public sealed class ConfigSchemaTests
{
    /// <summary><c>ROUTER_UPDATE_GOLDEN=1</c> writes the file again.</summary>
    [Fact]
    public void ToJson_Model_IsTheSchemaInConfigs()
    {
        var path = Path.Combine(Examples.Root(), "configs", "schema.json");
        var schema = ConfigSchema.ToJson();
        if (Environment.GetEnvironmentVariable("ROUTER_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, schema);

        Assert.Equal(File.ReadAllText(path), schema);
    }

    [Fact]
    public void ToJson_Leaf_HasTypeBoundsAndHelp()
    {
        using var schema = JsonDocument.Parse(ConfigSchema.ToJson());

        var mtu =
            schema.RootElement.GetProperty("properties").GetProperty("interfaces").GetProperty("additionalProperties")
                .GetProperty("properties").GetProperty("mtu");

        Assert.Equal("integer", mtu.GetProperty("type").GetString());
        Assert.Equal(68, mtu.GetProperty("minimum").GetInt32());
        Assert.Contains("kernel", mtu.GetProperty("description").GetString(), StringComparison.Ordinal);
    }
}
