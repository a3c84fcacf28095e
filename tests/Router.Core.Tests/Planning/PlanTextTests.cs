using System.Text.Json;
using Router.Core.Planning;
using Router.Core.Plans;
using Router.Core.Rulesets;
using Router.Core.State;
using Router.Core.Tests.State;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Planning;

public class PlanTextTests
{
    private static readonly Change[] Plan =
    [
        new Change.ReplaceFirewall(new Ruleset(new Table("router", []), "00112233445566aa"), null),
        new Change.SetMaster("eth1", null, "lan"),
        new Change.AddAddress("lan", new(System.Net.IPAddress.Parse("10.1.0.1"), 24)),
        new Change.WriteFile(
            "samba",
            new ServiceFile("/etc/samba/smbpasswd", "anna:hash", Secret: true),
            new ServiceFile("/etc/samba/smbpasswd", "old", Secret: true)),
        new Change.StopService("squid"),
    ];

    [Fact]
    public void Render_OfAPlan_IsALineAStep() => Assert.Equal(
        "+ firewall 00112233445566aa\n~ link eth1 leaves lan\n+ address 10.1.0.1/24 on lan\n~ file /etc/samba/smbpasswd (samba)\n- service squid\n",
        PlanText.Render(Plan));

    [Fact]
    public void Json_OfAPlan_SaysTheSame()
    {
        using var json = JsonDocument.Parse(PlanJson.Render(Plan));
        Assert.Equal(
            PlanText.Render(Plan), string.Concat(json.RootElement.EnumerateArray().Select(s => $"{s.GetProperty("text").GetString()}\n")));
        Assert.Equal(
            ["add", "change", "add", "change", "remove"],
            json.RootElement.EnumerateArray().Select(s => s.GetProperty("action").GetString()));
        Assert.Equal("lan 10.1.0.1/24", json.RootElement[2].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Plan_OfADocumentWithSecrets_ShowsNone()
    {
        var kernel = FakeKernel.WithPorts(3);
        var desired = Example.Desired(Example.File("home.yaml"), kernel);
        var plan = Planner.Plan(desired, await kernel.ReadAsync(desired, TestContext.Current.CancellationToken));
        var secrets = desired.Services
            .SelectMany(s => s.Files)
            .Where(f => f.Secret)
            .SelectMany(f => f.Content.Split(':', '\n'))
            .Where(word => word.Length > 20)
            .ToList();
        Assert.NotEmpty(secrets);
        var shown = PlanText.Render(plan) + PlanJson.Render(plan);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, shown, StringComparison.Ordinal));
    }
}
