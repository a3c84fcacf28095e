using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>Real packets: a client inside (10.1.0.2), a server outside (192.0.2.2), the home router between them.</summary>
public sealed class ForwardingTests
{
    /// <summary>Datagrams each way, however fast reloads are.</summary>
    private const int Enough = 200;

    private const int ServerPort = 7000, InsidePort = 80, ForwardedPort = 8080, Reloads = 20;
    private static readonly IPAddress Client = IPAddress.Parse("10.1.0.2"), Server = IPAddress.Parse("192.0.2.2"),
        Outside = IPAddress.Parse("192.0.2.1");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), Silence = TimeSpan.FromMilliseconds(700);

    [Fact]
    public async Task Client_ReachesTheServer_ByTheRoutersAddress()
    {
        await using var router = await HomeAsync();
        Assert.Equal(Outside, await ConnectAsync(router.Neighbours[1], router.Neighbours[0], Server, ServerPort));
    }

    [Fact]
    public async Task Server_ReachesTheClient_ByThePortForwardAlone()
    {
        await using var router = await HomeAsync();
        Assert.Equal(Server, await ConnectAsync(router.Neighbours[0], router.Neighbours[1], Outside, ForwardedPort, InsidePort));
        await router.Neighbours[0].IpAsync("route add 10.1.0.0/24 via 192.0.2.1");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ConnectAsync(router.Neighbours[0], router.Neighbours[1], Client, ServerPort));
    }

    /// <summary>By the address that the world knows; the answer has to come back the same way, so the inner host sees the router.</summary>
    [Fact]
    public async Task InnerHost_ReachesAnotherByThePortForwardOutside()
    {
        await using var router = await HomeAsync();
        await router.Neighbours[2].IpAsync("address add 10.1.0.3/24 dev eth0");
        await router.Neighbours[2].IpAsync("link set eth0 up");
        await router.Neighbours[2].IpAsync("route add default via 10.1.0.1");
        Assert.Equal(
            IPAddress.Parse("10.1.0.1"),
            await ConnectAsync(router.Neighbours[2], router.Neighbours[1], Outside, ForwardedPort, InsidePort));
    }

    /// <summary>A stream goes through while the ruleset is changed and replaced again and again; strangers knock all the time.</summary>
    [Fact]
    public async Task Reload_UnderTraffic_LosesNothingAndLetsNobodyIn()
    {
        await using var router = await HomeAsync();
        await router.Neighbours[0].IpAsync("route add 10.1.0.0/24 via 192.0.2.1");
        using var done = new CancellationTokenSource();
        var (datagrams, knocks) = (new StrongBox<int>(), new StrongBox<int>());
        var stream = Datagrams.CountAsync(router.Neighbours[1], router.Neighbours[0], "192.0.2.2", datagrams, done.Token);
        var strangers = Datagrams.CountAsync(router.Neighbours[0], router.Neighbours[1], "10.1.0.2", knocks, done.Token);
        for (var i = 0; i < Reloads || Math.Min(Volatile.Read(ref datagrams.Value), Volatile.Read(ref knocks.Value)) < Enough; i++)
            await router.ApplyAsync(Reloaded(i));
        await done.CancelAsync();
        Assert.Equal(datagrams.Value, await stream);
        Assert.Equal(0, await strangers);
    }

    /// <summary>In turn another element of a set, and another rule, for which the table is recreated.</summary>
    private static string Reloaded(int round) => NetnsDocuments.Home
        .Replace("203.0.113.0/24", $"203.0.113.{round % 250}/32", StringComparison.Ordinal)
        .Replace(
            "service: ssh, action: accept", $"service: ssh, action: {(round / 2 % 2 == 0 ? "accept" : "drop")}", StringComparison.Ordinal);

    private static async Task<RouterUnderTest> HomeAsync()
    {
        var router = await RouterUnderTest.CreateAsync(3);
        await router.ApplyAsync(NetnsDocuments.Home);
        await router.Neighbours[0].IpAsync("address add 192.0.2.2/24 dev eth0");
        await router.Neighbours[0].IpAsync("link set eth0 up");
        await router.Neighbours[1].IpAsync("address add 10.1.0.2/24 dev eth0");
        await router.Neighbours[1].IpAsync("link set eth0 up");
        await router.Neighbours[1].IpAsync("route add default via 10.1.0.1");
        return router;
    }

    /// <summary>Who the listener sees as the other end; cancelled where nothing comes through.</summary>
    private static async Task<IPAddress> ConnectAsync(
        NetworkNamespace from, NetworkNamespace to, IPAddress address, int port, int? listenAt = null)
    {
        using var listener = await to.RunAsync(() => new TcpListener(IPAddress.Any, listenAt ?? port));
        listener.Start();
        using var client = await from.RunAsync(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        using var limit = new CancellationTokenSource(
            listenAt is null && port == ServerPort && address.Equals(Client) ? Silence : Patience);
        await client.ConnectAsync(address, port, limit.Token);
        using var accepted = await listener.AcceptSocketAsync(limit.Token);
        await client.SendAsync(Encoding.ASCII.GetBytes("hello"), limit.Token);
        var buffer = new byte[5];
        await accepted.ReceiveAsync(buffer, limit.Token);
        Assert.Equal("hello", Encoding.ASCII.GetString(buffer));
        return ((IPEndPoint)accepted.RemoteEndPoint!).Address;
    }
}
