using System.Globalization;
using System.Text.RegularExpressions;
using Router.Boot.Tests.Lab;
using Router.Documents.Editing;

namespace Router.Boot.Tests.Mesh;

/// <summary>
/// A hub and two spokes that are machines of their own, booted as they are with a document each, and looked at by the console over SSH.
/// Their tunnels are protected, and who has which network is told by BGP. What passes the wire between them is counted there.
/// </summary>
public sealed partial class GuestTests
{
    private const int Hub = 1, First = 2, Second = 3;

    /// <summary>Who sent how many encrypted packets to whom, and whether any went in clear.</summary>
    private const string Counting =
        """
        table bridge lab {
          set secured { type ipv4_addr . ipv4_addr; counter; flags dynamic; size 64; }
          set clear { type ipv4_addr . ipv4_addr; counter; flags dynamic; size 64; }
          chain forward {
            type filter hook forward priority 0;
            ip protocol 50 update @secured { ip saddr . ip daddr };
            ip protocol 47 update @clear { ip saddr . ip daddr };
          }
        }
        """;

    public GuestTests() => Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces want root");

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ThreeMachines_TalkStraightAndEncryptedAfterAFewPackets_AndTheConsoleSaysSo()
    {
        await using var network = await LabNetwork.CreateAsync(Stopping);
        await network.OnWireAsync(Counting, Stopping);
        await using var hub = await BootAsync(network, Hub);
        await using var first = await BootAsync(network, First);
        await using var second = await BootAsync(network, Second);
        foreach (var router in new[] { hub, first, second })
            await router.ReadyAsync(Stopping);
        await UntilAsync(first, "show mesh", text => text.Contains("registered at 1 of 1", StringComparison.Ordinal));
        await UntilAsync(
            hub,
            "show mesh cache",
            text => text.Contains("10.255.0.2", StringComparison.Ordinal) && text.Contains("10.255.0.3", StringComparison.Ordinal));
        await UntilAsync(first, "show routes", text => Regex.IsMatch(text, @"10\.128\.3\.0/24 +10\.255\.0\.1 .*bgp"));
        Assert.Matches(@"10\.255\.0\.1 +65000 +Established", await SayAsync(first, "show bgp"));
        Assert.Contains("hub", await SayAsync(first, "show mesh path 10.128.3.1"), StringComparison.Ordinal);

        await SayAsync(first, "ping 10.128.3.1 count 5");
        await UntilAsync(first, "show mesh shortcuts", text => text.Contains("10.255.0.3", StringComparison.Ordinal));
        Assert.Contains(LabNetwork.OuterAddress(Second), await SayAsync(first, "show mesh path 10.128.3.1"), StringComparison.Ordinal);
        Assert.Contains(
            $"shortcut 10.255.0.3 at {LabNetwork.OuterAddress(Second)}",
            await SayAsync(first, "show mesh topology"),
            StringComparison.Ordinal);
        await network.OnWireAsync("flush set bridge lab secured", Stopping);
        Assert.Contains(" 0% packet loss", await SayAsync(first, "ping 10.128.3.1 count 10"), StringComparison.Ordinal);
        var flows = Flows(await network.OnWireAsync("list set bridge lab secured", Stopping))
            .ToDictionary(f => (f.From, f.To), f => f.Packets);
        // NHRP between the two goes encrypted too.
        Assert.InRange(flows[(LabNetwork.OuterAddress(First), LabNetwork.OuterAddress(Second))], 10, 14);
        Assert.InRange(flows[(LabNetwork.OuterAddress(Second), LabNetwork.OuterAddress(First))], 10, 14);
        Assert.Empty(Flows(await network.OnWireAsync("list set bridge lab clear", Stopping)));

        await SayAsync(first, "mesh purge");
        Assert.DoesNotContain("10.255.0.3", await SayAsync(first, "show mesh shortcuts"), StringComparison.Ordinal);
        await UntilAsync(first, "show mesh", text => text.Contains("registered at 1 of 1", StringComparison.Ordinal));
    }

    private static async Task<LabRouter> BootAsync(LabNetwork network, int router) => await LabRouter.BootAsync(
        $"mesh{router}", key => Document(router, key),
        folder => LabRouter.LoginIn(folder, LabNetwork.OuterAddress(router), "admin") with { Enter = network.Outside.Enter },
        await network.PlugAsync(router, withLan: false, Stopping), network.EnterWire,
        new Dictionary<string, string> { ["mesh"] = "a key that all three share" }, Stopping);

    /// <summary>The mesh's section has five lines at a branch, and one for BGP.</summary>
    private static ConfigDocument Document(int router, string key) => LabDocuments.Read($$"""
        version: 1
        system:
          hostname: mesh{{router}}
          users:
            admin: { role: admin, keys: ["{{key}}"] }
        interfaces:
          wan: { device: eth0, zone: wan, dhcp: true }
          lan: { device: eth1, zone: lan, addresses: [10.128.{{router}}.1/24] }
        mesh:
          branches:
            underlay: wan
            address: 10.255.0.{{router}}/24
            key: 100
            ipsec: { psk: !secret mesh }
            bgp: { as: 65000 }
        {{(router == Hub ? "" : $"    hubs: [{LabNetwork.OuterAddress(Hub)}]")}}
        firewall:
          policies:
            wan -> router: [ssh]
            lan -> branches: accept
            branches -> lan: accept
            branches -> branches: accept
            branches -> router: accept
        services:
          ssh: { zones: [wan] }
        """);

    private static async Task<string> SayAsync(LabRouter router, string command)
    {
        var said = await router.Login.RunAsync(command, Stopping);
        Assert.True(said.ExitCode == 0, $"{command}: {said.Output}{said.Error}");
        return said.Output;
    }

    private static async Task UntilAsync(LabRouter router, string command, Func<string, bool> holds)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        deadline.CancelAfter(LabRouter.BootWithin);
        for (var said = ""; !holds(said);)
        {
            Assert.False(deadline.IsCancellationRequested, $"{command} never said what it should; at last: {said}");
            said = await SayAsync(router, command);
        }
    }

    private static IEnumerable<(string From, string To, int Packets)> Flows(string set) => FlowPattern().Matches(set)
        .Select(m => (m.Groups[1].Value, m.Groups[2].Value, int.Parse(m.Groups[3].Value, CultureInfo.InvariantCulture))).Order();

    [GeneratedRegex(@"([\d.]+) \. ([\d.]+) counter packets (\d+)")]
    private static partial Regex FlowPattern();
}
