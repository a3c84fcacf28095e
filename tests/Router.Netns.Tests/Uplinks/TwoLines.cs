using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Router.Api;
using Router.Api.Contract;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests.Uplinks;

/// <summary>
/// A router with two providers, each a namespace with the world (192.0.2.9) behind it, and a host inside (10.1.0.2). What is lost is
/// lost at a provider: every link stays up.
/// </summary>
internal sealed class TwoLines : RunningDaemon
{
    public const string World = "192.0.2.9", World6 = "2001:db8:9::9", Host = "10.1.0.2";

    /// <summary>What documents begin with.</summary>
    public const string Links = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [203.0.113.2/24, "2001:db8:a::2/64"] }
          wan2: { device: eth1, zone: wan, addresses: [198.51.100.2/24, "2001:db8:b::2/64"] }
          lan: { device: eth2, zone: lan, addresses: [10.1.0.1/24] }
        firewall:
          policies: { lan -> wan: accept, wan -> router: [tcp/8022, icmp] }
          nat: { masquerade: [wan], forwards: { web: { from: wan, service: https, to: 10.1.0.2 } } }

        """;

    private TwoLines(
        NetworkNamespace kernel, NetworkNamespace first, NetworkNamespace second, NetworkNamespace world, NetworkNamespace host)
        : base(kernel) => (Providers, Outside, Inside) = ([first, second], world, host);

    public IReadOnlyList<NetworkNamespace> Providers { get; }

    public NetworkNamespace Outside { get; }

    public NetworkNamespace Inside { get; }

    public static async Task<TwoLines> CreateAsync(string? document = null)
    {
        var (kernel, world) = (await NetworkNamespace.CreateAsync(), await NetworkNamespace.CreateAsync());
        var lines = new TwoLines(
            kernel, await NetworkNamespace.CreateAsync(), await NetworkNamespace.CreateAsync(), world,
            await NetworkNamespace.CreateAsync());
        for (var at = 0; at < 2; at++)
        {
            var (provider, network, six) = (lines.Providers[at], at == 0 ? "203.0.113" : "198.51.100", at == 0 ? "a" : "b");
            await kernel.IpAsync($"link add eth{at} type veth peer name eth0 netns {provider.ThreadId}");
            await provider.IpAsync($"link add eth1 type veth peer name eth{at} netns {world.ThreadId}");
            await provider.RunAsync(() => File.WriteAllText("/proc/sys/net/ipv4/ip_forward", "1"));
            await UpAsync(provider, "eth0", $"{network}.1/24", $"2001:db8:{six}::1/64");
            await UpAsync(provider, "eth1", $"10.99.{at}.1/24");
            await UpAsync(world, $"eth{at}", $"10.99.{at}.2/24");
            // The world of IPv6 is at the provider itself.
            await provider.IpAsync($"-6 address add {World6}/128 dev lo");
            await provider.IpAsync($"route add {World}/32 via 10.99.{at}.2");
            await world.IpAsync($"route add {network}.0/24 via 10.99.{at}.1");
            // Providers let nobody out with another's address.
            await provider.ProgramAsync("nft", "add table inet middle");
            await provider.ProgramAsync("nft", "add chain inet middle forward { type filter hook forward priority 0; }");
            await provider.ProgramAsync("nft", "add chain inet middle loss");
            await provider.ProgramAsync("nft", "add rule inet middle forward jump loss");
            await provider.ProgramAsync("nft", $"add rule inet middle forward iifname eth0 ip saddr != {network}.0/24 drop");
        }
        await world.IpAsync($"address add {World}/32 dev lo");
        await kernel.IpAsync($"link add eth2 type veth peer name eth0 netns {lines.Inside.ThreadId}");
        await UpAsync(lines.Inside, "eth0", $"{Host}/24");
        await lines.Inside.IpAsync("route add default via 10.1.0.1");
        await lines.StartAsync();
        if (document is null)
            return lines;
        await lines.CommitAsync(document);
        if (document.Contains("uplinks:", StringComparison.Ordinal))
            await lines.TakenAsync();
        return lines;
    }

    public async Task<IReadOnlyDictionary<string, UplinkStatus>> UplinksAsync() =>
        (await AskAsync<Response.Uplinks>(new Request.ShowUplinks())).Items.ToDictionary(uplink => uplink.Name);

    /// <summary>How long it took until an uplink was so; a failure of the test after 20 seconds.</summary>
    public async Task<TimeSpan> UntilAsync(string uplink, Func<UplinkStatus, bool> isSo)
    {
        var begun = Stopwatch.GetTimestamp();
        while ((await UplinksAsync()) is var all && (!all.TryGetValue(uplink, out var status) || !isSo(status)))
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(20), string.Join('\n', all.Values));
            await Task.Delay(20, Token);
        }
        return Stopwatch.GetElapsedTime(begun);
    }

    /// <summary>The first choice is made.</summary>
    private async Task TakenAsync()
    {
        for (var look = 0; (await UplinksAsync()).Values.All(uplink => !uplink.Taken); look++)
        {
            Assert.True(look < 250);
            await Task.Delay(20, Token);
        }
    }

    /// <summary>The provider forwards nothing any more, without a word; or goes on.</summary>
    public Task LoseAsync(int provider, bool lost, string what = "") => lost
        ? Providers[provider].ProgramAsync("nft", $"add rule inet middle loss {what} drop")
        : Providers[provider].ProgramAsync("nft", "flush chain inet middle loss");

    /// <summary>The address that the world sees of a new connection from <paramref name="from"/>; null: it does not come to be.</summary>
    public async Task<string?> SeenAsync(NetworkNamespace from, int port = 7100, IPAddress? bound = null)
    {
        using var listener = await Outside.RunAsync(() => new TcpListener(IPAddress.Parse(World), port));
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        using var client = await from.RunAsync(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        if (bound is not null)
            client.Bind(new IPEndPoint(bound, 0));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMilliseconds(400));
        try
        {
            await client.ConnectAsync(IPAddress.Parse(World), port, limit.Token);
            using var server = await listener.AcceptSocketAsync(limit.Token);
            return $"{((IPEndPoint)server.RemoteEndPoint!).Address}";
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            Token.ThrowIfCancellationRequested();
            return null;
        }
    }

    /// <summary>How long until new connections from inside are seen from an address that begins so.</summary>
    public async Task<TimeSpan> UntilSeenAsync(string address)
    {
        var begun = Stopwatch.GetTimestamp();
        while (await SeenAsync(Inside) is var seen && seen != address)
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(20), $"seen from {seen ?? "nowhere"}");
        return Stopwatch.GetElapsedTime(begun);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var place in (NetworkNamespace[])[.. Providers, Outside, Inside])
            await place.DisposeAsync();
    }

    private static async Task UpAsync(NetworkNamespace place, string link, params string[] addresses)
    {
        foreach (var address in addresses)
            await place.IpAsync($"address add {address} dev {link}");
        await place.IpAsync($"link set {link} up");
    }
}
