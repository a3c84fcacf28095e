using System.Diagnostics;
using Router.Api;
using Router.Api.Contract;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>
/// A route through a DHCP line, with the daemon as it runs on a device: before the lease, after it, after each flap, after a boot.
/// </summary>
public sealed class WaitingDaemonTests : IDisposable
{
    private const string Document = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, dhcp: true }
          lan: { device: eth1, zone: lan, addresses: [192.168.1.1/24] }
        routes: { 10.0.0.0/8: { via: 100.64.0.1, interface: wan } }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly RealDaemon router = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => router.Dispose();

    [Fact]
    public async Task Route_ThroughADhcpLine_ComesWithEachLease()
    {
        await using var kernel = await NetworkNamespace.CreateAsync();
        await kernel.IpAsync("link add eth0 type veth peer name eth8");
        await kernel.IpAsync("link add eth1 type veth peer name eth9");
        foreach (var end in (string[])["eth8", "eth9"])
            await kernel.IpAsync($"link set {end} up");
        using (var daemon = await router.StartAsync(kernel))
        {
            await using var client = router.Connect();
            var committed = Assert.IsType<Response.Committed>(await client.SendAsync(new Request.CommitFile(Document, null, null), Token));
            Assert.Contains(
                committed.Advice,
                line => line == "route 10.0.0.0/8 via 100.64.0.1 dev eth0 waits: eth0 has no address on the network of 100.64.0.1 yet");
            Assert.Single(await WaitingAsync(client));
            Assert.Contains(
                Assert.IsType<Response.Version>(await client.SendAsync(new Request.ShowVersion(), Token)).Configuration.Notes,
                note => note.Contains("waits", StringComparison.Ordinal));
            await LeaseAsync(kernel);
            // The route is there before the daemon has looked at it again.
            for (var look = 0; await WaitingAsync(client) is { Count: > 0 } still; look++)
            {
                Assert.True(look < 100, string.Join('\n', still));
                await Task.Delay(100, Token);
            }
            await kernel.IpAsync("address flush dev eth0 scope global");
            await LeaseAsync(kernel);
            await kernel.IpAsync("link set eth0 down");
            await kernel.IpAsync("link set eth0 up");
            await UntilAsync(kernel);
            await EndAsync(daemon);
        }
        await kernel.IpAsync("address flush dev eth0 scope global");
        await kernel.IpAsync("address flush dev eth1 scope global");
        using (var daemon = await router.StartAsync(kernel))
        {
            Assert.Contains("192.168.1.1/24", await kernel.IpAsync("-4 address show dev eth1"), StringComparison.Ordinal);
            await LeaseAsync(kernel);
            await EndAsync(daemon);
        }
    }

    private static async Task<IReadOnlyList<string>> WaitingAsync(RouterClient client) =>
        Assert.IsType<Response.Drift>(await client.SendAsync(new Request.ShowDrift(), Token)).Waiting;

    private static async Task LeaseAsync(NetworkNamespace kernel)
    {
        Assert.Equal("", await kernel.IpAsync("-4 route show 10.0.0.0/8"));
        await kernel.IpAsync("address add 100.64.0.7/24 dev eth0 valid_lft 3600 preferred_lft 3600");
        await UntilAsync(kernel);
    }

    private static async Task UntilAsync(NetworkNamespace kernel)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!(await kernel.IpAsync("-4 route show 10.0.0.0/8")).Contains("via 100.64.0.1 dev eth0", StringComparison.Ordinal))
        {
            Assert.False(limit.IsCancellationRequested, "the route did not come");
            await pace.WaitForNextTickAsync(Token);
        }
    }

    private static async Task EndAsync(Process daemon)
    {
        daemon.Kill();
        await daemon.WaitForExitAsync(Token);
    }
}
