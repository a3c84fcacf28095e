using System.Text;
using Router.Features.Configuration;

namespace Router.Core.Tests.Config;

public sealed class ConfigWriterTests
{
    [Theory]
    [MemberData(nameof(Examples.Names), MemberType = typeof(Examples))]
    public void ToText_Example_ReadsBackEqual(string name)
    {
        var config = ConfigReader.Read(Examples.Bytes(name)).Config;

        var again = ConfigReader.Read(Encoding.UTF8.GetBytes(ConfigWriter.ToText(config)));

        Assert.Empty(again.Problems);
        Assert.Equal(config, again.Config);
    }

    [Fact]
    public void ToText_Defaults_AreLeftOut() => Assert.Equal("version: 1\n", ConfigWriter.ToText(new RouterConfig()));
}
