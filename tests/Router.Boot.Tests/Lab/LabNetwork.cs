using System.Net;
using Router.Image.Edges;
using Router.Image.Vm;

namespace Router.Boot.Tests.Lab;

/// <summary>
/// Three namespaces: the wire (bridges and the routers' taps), a client on the LAN side, and the outside with a DHCP server, a name
/// server and a web server. All of them end with this process.
/// </summary>
internal sealed class LabNetwork : IAsyncDisposable
{
    /// <summary>A host behind the outside's gateway.</summary>
    public static readonly IPAddress Server = IPAddress.Parse("192.0.2.10");

    /// <summary>The gateway outside, and the network that the routers' outer ports are in.</summary>
    public const string Gateway = "198.51.100.1";

    public const string Name = "www.example.org";

    private readonly Namespace wire;
    private readonly List<IAsyncDisposable> parts = [];

    private LabNetwork(Namespace wire, Namespace client, Namespace outside)
    {
        (this.wire, Client, Outside) = (wire, client, outside);
        Web = WebServer.Start(outside, Server, 80);
    }

    public Namespace Client { get; }

    public Namespace Outside { get; }

    public WebServer Web { get; }

    /// <summary>The outer address of a router, which it gets by DHCP.</summary>
    public static string OuterAddress(int router) => $"198.51.100.{10 + router}";

    public static async Task<LabNetwork> CreateAsync(CancellationToken stopping)
    {
        var wire = await Namespace.CreateAsync(stopping);
        var client = await Namespace.CreateAsync(stopping);
        var outside = await Namespace.CreateAsync(stopping);
        await wire.IpAsync($"""
            link add br-lan type bridge
            link add br-wan type bridge
            link set br-lan up
            link set br-wan up
            link add client type veth peer name eth0 netns {client.Id}
            link add outside type veth peer name eth0 netns {outside.Id}
            link set client master br-lan up
            link set outside master br-wan up
            """, stopping);
        await client.IpAsync("link set eth0 up", stopping);
        await outside.IpAsync($"""
            link set eth0 up
            address add {Gateway}/24 dev eth0
            address add {Server}/32 dev lo
            """, stopping);
        var lab = new LabNetwork(wire, client, outside);
        lab.parts.Add(outside.Start([
            "dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--pid-file=", "--user=root", "--leasefile-ro", "--no-resolv",
            "--no-hosts",
            "--interface=eth0", "--bind-interfaces", "--dhcp-authoritative", "--dhcp-range=198.51.100.100,198.51.100.199,1h",
            $"--dhcp-option=3,{Gateway}", $"--address=/{Name}/{Server}", "--address=/ads.example/192.0.2.10",
            .. Enumerable.Range(0, 8).Select(n => $"--dhcp-host={Mac(n, 0)},{OuterAddress(n)}"),
        ]));
        return lab;
    }

    /// <summary>The cards of a router: eth0 on the outside's wire, eth1 on the client's, eth2 on none.</summary>
    public async Task<IReadOnlyList<MachineNet>> PlugAsync(int router, bool withLan, CancellationToken stopping)
    {
        await wire.IpAsync($"""
            tuntap add dev wan{router} mode tap
            tuntap add dev lan{router} mode tap
            link set wan{router} master br-wan up
            {(withLan ? $"link set lan{router} master br-lan up" : $"link set lan{router} up")}
            """, stopping);
        return
        [
            new MachineNet.Tap($"wan{router}") { Mac = Mac(router, 0) },
            new MachineNet.Tap($"lan{router}") { Mac = Mac(router, 1) },
            new MachineNet.Unplugged { Mac = Mac(router, 2) },
        ];
    }

    /// <summary>The same for a router that is a container.</summary>
    public Task PlugAsync(int router, Namespace container, CancellationToken stopping) => wire.IpAsync($"""
        link add wan{router} type veth peer name eth0 address {Mac(router, 0)} netns {container.Id}
        link add lan{router} type veth peer name eth1 address {Mac(router, 1)} netns {container.Id}
        link set wan{router} master br-wan up
        link set lan{router} master br-lan up
        """, stopping);

    /// <summary>How QEMU gets at the taps.</summary>
    public IReadOnlyList<string> EnterWire => wire.Enter;

    /// <summary>Has nft do something to the bridges, for example count; returns what it said.</summary>
    public async Task<string> OnWireAsync(string nft, CancellationToken stopping) =>
        (await Tool.RunAsync([.. wire.Enter, "nft", "-f", "-"], nft + "\n", stopping)).OrThrow("nft");

    public async ValueTask DisposeAsync()
    {
        Web.Dispose();
        foreach (var part in parts)
            await part.DisposeAsync();
        await Client.DisposeAsync();
        await Outside.DisposeAsync();
        await wire.DisposeAsync();
    }

    private static string Mac(int router, int card) => $"52:54:00:00:{router:x2}:{card:x2}";
}
