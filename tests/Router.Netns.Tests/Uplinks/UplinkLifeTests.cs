using System.Net;
using System.Net.Sockets;
using Router.Api.Contract;

namespace Router.Netns.Tests.Uplinks;

/// <summary>Commits, restarts of the daemon, leases and IPv6 with two lines.</summary>
public sealed class UplinkLifeTests
{
    private const string First = "203.0.113.2", Second = "198.51.100.2";

    private const string Failover = TwoLines.Links + """
        routing:
          uplinks:
            fibre: { interface: wan, gateway: [203.0.113.1, "2001:db8:a::1"], probe: 192.0.2.9, interval: 1s, hold: 30s }
            lte: { interface: wan2, gateway: [198.51.100.1, "2001:db8:b::1"], probe: 192.0.2.9, interval: 1s, hold: 3s, backup: true }

        """;

    /// <summary>The daemon is killed while a connection talks and the first line is down but would be taken if nobody remembered.</summary>
    [Fact]
    public async Task RestartOfTheDaemon_DisturbsNothing_AndRemembers()
    {
        await using var lines = await TwoLines.CreateAsync(Failover);
        await lines.LoseAsync(0, lost: true);
        await lines.UntilSeenAsync(Second);
        await lines.UntilAsync("fibre", uplink => !uplink.Taken);
        var before = (await lines.UplinksAsync())["fibre"];
        using var open = await OpenConnection.OpenAsync("talks", lines.Inside, lines.Outside, TwoLines.World, 7000);
        using var done = new CancellationTokenSource();
        var talking = open.TalkAsync(done.Token);
        var routes = await RoutesAsync(lines);
        await lines.KillAsync();
        Assert.Equal(routes, await RoutesAsync(lines));
        await lines.StartAsync();
        await lines.UntilAsync("lte", uplink => uplink.Why == "its probes are answered" && uplink.Probes[0].DelayMilliseconds is not null);
        var after = (await lines.UplinksAsync())["fibre"];
        Assert.Equal((before.State, before.Why, before.Taken), (after.State, after.Why, after.Taken));
        Assert.True((after.Since!.Value - before.Since!.Value).Duration() < TimeSpan.FromSeconds(1), $"{before} {after}");
        Assert.Equal(routes, await RoutesAsync(lines));
        Assert.Equal(Second, await lines.SeenAsync(lines.Inside));
        await done.CancelAsync();
        await talking;
        Assert.Equal(0, open.Lost);
    }

    /// <summary>With uplinks, without, and back: what the commit leaves is what is chosen, and nothing of it stays behind.</summary>
    [Fact]
    public async Task Commits_TakeUplinksAwayAndBringThemBack()
    {
        const string plain = TwoLines.Links + "routes: { 0.0.0.0/0: { via: 203.0.113.1 } }\n";
        await using var lines = await TwoLines.CreateAsync(plain);
        Assert.Equal(First, await lines.SeenAsync(lines.Inside));
        await lines.CommitAsync(Failover + "routes: { 0.0.0.0/0: { via: 203.0.113.1 } }\n");
        await lines.UntilAsync("fibre", uplink => uplink.Taken);
        Assert.Equal(First, await lines.SeenAsync(lines.Inside));
        Assert.Contains("default via 203.0.113.1 dev eth0 proto 84 metric 1024", await RoutesAsync(lines), StringComparison.Ordinal);
        Assert.Empty((await lines.AskAsync<Response.Drift>(new Request.ShowDrift())).Waiting);
        await lines.CommitAsync(plain);
        await UntilNoneAsync(lines);
        Assert.Equal(First, await lines.SeenAsync(lines.Inside));
        Assert.DoesNotContain("lookup 1", await lines.Kernel.IpAsync("rule show"), StringComparison.Ordinal);
        await lines.CommitAsync(Failover);
        await lines.UntilAsync("lte", uplink => uplink is { State: "good", Taken: false });
        Assert.Equal(First, await lines.SeenAsync(lines.Inside));
    }

    /// <summary>The kernel forgot all, as after a power cut; the daemon comes up with the document alone.</summary>
    [Fact]
    public async Task Boot_ChoosesAgain()
    {
        await using var lines = await TwoLines.CreateAsync(Failover);
        await lines.KillAsync();
        foreach (var family in (string[])["-4", "-6"])
            await lines.Kernel.IpAsync($"{family} route flush proto 87 table all");
        await lines.StartAsync();
        await lines.UntilAsync("fibre", uplink => uplink.Taken);
        await lines.UntilSeenAsync(First);
    }

    [Fact]
    public async Task IPv6_FollowsTheChoice()
    {
        await using var lines = await TwoLines.CreateAsync(Failover);
        await lines.UntilAsync("fibre", uplink => uplink.Taken);
        Assert.Contains("via 2001:db8:a::1", await lines.Kernel.IpAsync($"-6 route get {TwoLines.World6}"), StringComparison.Ordinal);
        await lines.LoseAsync(0, lost: true);
        await lines.UntilAsync("fibre", uplink => uplink.State == "down");
        Assert.Contains("via 2001:db8:b::1", await lines.Kernel.IpAsync($"-6 route get {TwoLines.World6}"), StringComparison.Ordinal);
        using var listener = await lines.Providers[1].RunAsync(() => new TcpListener(IPAddress.Parse(TwoLines.World6), 7600));
        listener.Start();
        using var client = await lines.Kernel.RunAsync(() => new TcpClient(AddressFamily.InterNetworkV6));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await client.ConnectAsync(IPAddress.Parse(TwoLines.World6), 7600, limit.Token);
        Assert.Equal("2001:db8:b::2", $"{((IPEndPoint)client.Client.LocalEndPoint!).Address}");
    }

    /// <summary>As the script of the DHCP client puts it, with an address that has a lifetime.</summary>
    [Fact]
    public async Task Lease_TellsTheGateway_AndItsEndIsNoticed()
    {
        await using var lines = await TwoLines.CreateAsync(Failover
            .Replace("addresses: [203.0.113.2/24, \"2001:db8:a::2/64\"]", "dhcp: true", StringComparison.Ordinal)
            .Replace("gateway: [203.0.113.1, \"2001:db8:a::1\"], ", "", StringComparison.Ordinal));
        await lines.UntilAsync("lte", uplink => uplink.Taken);
        Assert.Equal("it has no gateway", (await lines.UplinksAsync())["fibre"].Why);
        await lines.Kernel.IpAsync("address add 203.0.113.2/24 dev eth0 valid_lft 3600 preferred_lft 3600");
        await lines.Kernel.IpAsync("route add default via 203.0.113.1 dev eth0 proto dhcp metric 201");
        // The first time it is not held.
        Assert.True(await lines.UntilAsync("fibre", uplink => uplink is { State: "good", Taken: true }) < TimeSpan.FromSeconds(3));
        Assert.Equal(First, await lines.SeenAsync(lines.Inside));
        await lines.Kernel.IpAsync("route flush dev eth0 proto dhcp");
        await lines.UntilAsync("lte", uplink => uplink.Taken);
        Assert.Equal(Second, await lines.SeenAsync(lines.Inside));
    }

    private static Task<string> RoutesAsync(TwoLines lines) => lines.Kernel.IpAsync("-N route show table all");

    private static async Task UntilNoneAsync(TwoLines lines)
    {
        for (var look = 0; (await lines.Kernel.IpAsync("route show proto 87 table all")).Length > 0; look++)
        {
            Assert.True(look < 100);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
