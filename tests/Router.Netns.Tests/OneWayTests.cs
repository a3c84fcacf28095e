using System.Net;
using System.Net.Sockets;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>
/// A second router (10.1.0.2) on the LAN with a network behind it (10.20.0.0/24): hosts of the LAN (10.1.0.60) send what is for it to this
/// router, and the answers go past it.
/// </summary>
public sealed class OneWayTests
{
    private const string Lan = """
        version: 1
        system: { hostname: home, hardening: { send-redirects: REDIRECTS } }
        interfaces:
          lan: { bridge: [eth0, eth1], zone: lan, addresses: [10.1.0.1/24] }
          wan: { device: eth2, zone: wan, addresses: [192.0.2.1/24] }
          more: { device: eth3, zone: lan, addresses: [10.2.0.1/24] }
        routes: { 10.20.0.0/16: { via: 10.1.0.2 } }
        firewall: { policies: { lan -> wan: accept, lan -> router: accept POLICY }, nat: { masquerade: [wan] } }

        """;

    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(500);

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task LanHost_ReachesWhatIsBehindTheSecondRouter_BothWays(string redirects)
    {
        await using var lan = await NetworkAsync(", lan -> lan: accept", redirects);
        using var there = await OpenConnection.OpenAsync("to behind", lan.Host, lan.Behind, "10.20.0.10", 80);
        using var back = await OpenConnection.OpenAsync("from behind", lan.Behind, lan.Host, "10.1.0.60", 81);
        for (var round = 0; round < 5; round++)
        {
            Assert.True(await there.AnswersAsync(TimeSpan.FromSeconds(5)));
            Assert.True(await back.AnswersAsync(TimeSpan.FromSeconds(5)));
        }
        Assert.True(await Datagrams.EchoAsync(lan.Host, lan.Behind, "10.20.0.10"));
        Assert.True(await Datagrams.EchoAsync(lan.Behind, lan.Host, "10.1.0.60"));
    }

    [Fact]
    public async Task ListOfServices_LetsThoseThroughAndNothingElse()
    {
        await using var lan = await NetworkAsync(", lan -> lan: [http]");
        using var open = await OpenConnection.OpenAsync("http", lan.Host, lan.Behind, "10.20.0.10", 80);
        Assert.True(await open.AnswersAsync(TimeSpan.FromSeconds(5)));
        Assert.False(await ConnectsAsync(lan.Host, lan.Behind, "10.20.0.10", 443));
    }

    [Fact]
    public async Task WithoutThePolicy_NothingTurnsAround()
    {
        await using var lan = await NetworkAsync("");
        Assert.False(await ConnectsAsync(lan.Host, lan.Behind, "10.20.0.10", 80));
        Assert.False(await Datagrams.EchoAsync(lan.Host, lan.Behind, "10.20.0.10"));
    }

    /// <summary>What belongs to no flow passes nowhere but back by its link: neither out, nor to another link of the same zone.</summary>
    [Fact]
    public async Task StrayPackets_PassNowhereElse()
    {
        await using var lan = await NetworkAsync(", lan -> lan: accept");
        var (wan, more) = (lan.Router.Neighbours[2], lan.Router.Neighbours[3]);
        await wan.IpAsync("route add 10.1.0.0/24 via 192.0.2.1");
        // All are there, and may be asked.
        foreach (var (end, address) in ((NetworkNamespace, string)[])[(lan.Behind, "10.20.0.10"), (wan, "192.0.2.2"), (more, "10.2.0.2")])
            Assert.True(await Datagrams.EchoAsync(lan.Host, end, address), address);
        Assert.True(await StrayAsync(lan.Host, lan.Behind, "10.1.0.60", "10.20.0.10"));
        Assert.False(await StrayAsync(lan.Host, wan, "10.1.0.60", "192.0.2.2"));
        Assert.False(await StrayAsync(lan.Host, more, "10.1.0.60", "10.2.0.2"));
        Assert.False(await StrayAsync(wan, lan.Host, "192.0.2.2", "10.1.0.60"));
    }

    /// <summary>True: the second segment of a handshake that nobody began arrived.</summary>
    private static async Task<bool> StrayAsync(NetworkNamespace from, NetworkNamespace to, string source, string destination)
    {
        var (here, there) = (IPAddress.Parse(source), IPAddress.Parse(destination));
        using var receiver = await to.RunAsync(() => new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Tcp));
        receiver.Bind(new IPEndPoint(there, 0));
        using var sender = await from.RunAsync(() => new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Tcp));
        sender.Bind(new IPEndPoint(here, 0));
        using var limit = new CancellationTokenSource(Silence);
        var arrives = ReceivesAsync(receiver, here, limit.Token);
        for (var time = 0; time < 3 && !arrives.IsCompleted; time++)
        {
            sender.SendTo(Segment(here, there), new IPEndPoint(there, 0));
            await Task.WhenAny(arrives, Task.Delay(100));
        }
        return await arrives;
    }

    private static async Task<bool> ReceivesAsync(Socket receiver, IPAddress from, CancellationToken stopping)
    {
        var packet = new byte[256];
        try
        {
            while (true)
            {
                var length = await receiver.ReceiveAsync(packet, stopping);
                if (length >= 40 && new IPAddress(packet.AsSpan(12, 4)).Equals(from) && packet[33] == SynAck)
                    return true;
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private const byte SynAck = 0x12;

    /// <summary>RFC 9293, 3.1: ports 4711 and 4712, SYN and ACK, with its checksum.</summary>
    private static byte[] Segment(IPAddress source, IPAddress destination)
    {
        byte[] segment = [0x12, 0x67, 0x12, 0x68, 0, 0, 0, 1, 0, 0, 0, 1, 0x50, SynAck, 0x20, 0, 0, 0, 0, 0];
        byte[] all = [.. source.GetAddressBytes(), .. destination.GetAddressBytes(), 0, 6, 0, (byte)segment.Length, .. segment];
        var sum = 0;
        for (var i = 0; i < all.Length; i += 2)
            sum += (all[i] << 8) | all[i + 1];
        while (sum > ushort.MaxValue)
            sum = (sum & ushort.MaxValue) + (sum >> 16);
        (segment[16], segment[17]) = ((byte)(~sum >> 8), (byte)~sum);
        return segment;
    }

    private static async Task<bool> ConnectsAsync(NetworkNamespace from, NetworkNamespace to, string address, int port)
    {
        using var listener = await to.RunAsync(() => new TcpListener(IPAddress.Any, port));
        listener.Start();
        using var client = await from.RunAsync(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        using var limit = new CancellationTokenSource(Silence);
        try
        {
            await client.ConnectAsync(IPAddress.Parse(address), port, limit.Token);
            return true;
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            return false;
        }
    }

    private static async Task<Network> NetworkAsync(string policy, string redirects = "false")
    {
        var router = await RouterUnderTest.CreateAsync(4);
        var (second, host) = (router.Neighbours[0], router.Neighbours[1]);
        var behind = await NetworkNamespace.CreateAsync();
        await second.IpAsync($"link add eth1 type veth peer name eth0 netns {behind.ThreadId}");
        await router.ApplyAsync(
            Lan.Replace(" POLICY", policy, StringComparison.Ordinal).Replace("REDIRECTS", redirects, StringComparison.Ordinal));
        await router.AddressNeighboursAsync(
            ("10.1.0.2/24", "10.1.0.1"), ("10.1.0.60/24", "10.1.0.1"), ("192.0.2.2/24", null), ("10.2.0.2/24", "10.2.0.1"));
        await second.RunAsync(() => File.WriteAllText("/proc/sys/net/ipv4/ip_forward", "1"));
        await second.IpAsync("address add 10.20.0.1/24 dev eth1");
        await second.IpAsync("link set eth1 up");
        await behind.IpAsync("address add 10.20.0.10/24 dev eth0");
        await behind.IpAsync("link set eth0 up");
        await behind.IpAsync("route add default via 10.20.0.1");
        return new Network(router, host, behind);
    }

    private sealed record Network(RouterUnderTest Router, NetworkNamespace Host, NetworkNamespace Behind) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Behind.DisposeAsync();
            await Router.DisposeAsync();
        }
    }
}
