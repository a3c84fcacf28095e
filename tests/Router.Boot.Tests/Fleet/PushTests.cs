using System.Text.Json;
using Router.Boot.Tests.Lab;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Fleet;

public sealed class PushTests
{
    private static readonly int[] Routers = [1, 2, 3];

    public PushTests() => Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces want root");

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Push_ThreeRoutersOneCutOff_TwoChangeAndOneReturns()
    {
        await using var network = await LabNetwork.CreateAsync(Stopping);
        var keys = BuiltImage.NewFolder();
        var key = await SshLogin.MakeKeyAsync(LabRouter.KeyIn(keys), "push test", Stopping);
        List<LabRouter> routers = [];
        try
        {
            foreach (var router in Routers)
                routers.Add(await BootAsync(network, router, keys, key));
            foreach (var router in routers)
                await router.ReadyAsync(Stopping);

            var document = Path.Combine(keys, "new.yaml");
            await File.WriteAllTextAsync(document, CuttingOff(LabNetwork.OuterAddress(3), key), Stopping);
            var push = await network.Outside.RunAsync(Stopping, [
                BuiltImage.Routerctl, "push", "--config", document, "--identity", LabRouter.KeyIn(keys), "--known-hosts",
                Path.Combine(keys, "known_hosts"),
                "--accept-new", "--confirm", "1", "--wait-return", "--json", .. Routers.Select(r => $"admin@{LabNetwork.OuterAddress(r)}"),
            ]);

            Assert.NotEqual(0, push.ExitCode);
            Assert.Equal(["applied", "applied", "returned"], Outcomes(push.Output));
            Assert.Equal(["pushed", "pushed", "outpost3"], await Task.WhenAll(routers.Select(HostnameAsync)));
        }
        finally
        {
            foreach (var router in routers)
                await router.DisposeAsync();
            Directory.Delete(keys, recursive: true);
        }
    }

    private static async Task<LabRouter> BootAsync(LabNetwork network, int router, string keys, string key) => await LabRouter.BootAsync(
        $"outpost{router}", _ => LabDocuments.Outpost($"outpost{router}", key),
        _ => LabRouter.LoginIn(keys, LabNetwork.OuterAddress(router), "admin") with { Enter = network.Outside.Enter },
        await network.PlugAsync(router, withLan: false, Stopping), network.EnterWire, new Dictionary<string, string>(), Stopping);

    /// <summary>The same document for all; one of them drops what comes to its address.</summary>
    private static string CuttingOff(string address, string key) => LabDocuments.Outpost("pushed", key)
        .With("firewall", "rules", "cut off", "from", "wan")
        .With("firewall", "rules", "cut off", "destination", address)
        .With("firewall", "rules", "cut off", "action", "drop")
        .ToText();

    private static async Task<string> HostnameAsync(LabRouter router)
    {
        using var version = JsonDocument.Parse((await router.Login.RunAsync("show version --json", Stopping)).OrThrow("show version"));
        return version.RootElement.GetProperty("hostname").GetString()!;
    }

    private static IEnumerable<string?> Outcomes(string report)
    {
        using var json = JsonDocument.Parse(report);
        return [.. json.RootElement.EnumerateArray().OrderBy(d => d.GetProperty("device").GetString(), StringComparer.Ordinal)
            .Select(d => d.GetProperty("outcome").GetString())];
    }
}
