using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Router.Api.Contract;
using Router.Core.Flows;

namespace Router.Netns.Tests.Mappings;

/// <summary>Programs of others ask the daemon for ports, and packets go through the kernel.</summary>
public sealed class MappingTests
{
    private const string Nothing = "services: {}\n";

    [Fact]
    public async Task NatPmp_Mapping_LetsTrafficIn_UntilItIsDeleted()
    {
        await using var home = await MappedHome.CreateAsync();
        Assert.Null(await MappedHome.SeenAsync(home.Outside, 4000, home.One, 5000));
        Says("Public IP address : 20.30.40.2", await MappedHome.NatPmpAsync(home.One, ""));
        Says("Mapped public port 4000 protocol TCP to local port 5000", await MappedHome.NatPmpAsync(home.One, "-a 4000 5000 tcp 3600"));
        Assert.Equal("20.30.40.1", await MappedHome.SeenAsync(home.Outside, 4000, home.One, 5000));
        // A neighbour, and the host itself, by the outer address.
        Assert.Equal("10.1.0.1", await MappedHome.SeenAsync(home.Other, 4000, home.One, 5000));
        Assert.Equal("10.1.0.1", await MappedHome.SeenAsync(home.One, 4000, home.One, 5000));
        var mapping = Assert.Single((await home.MappingsAsync()).Items);
        Assert.Equal(("tcp", 4000, "nat-pmp"), (mapping.Protocol, mapping.Port, mapping.By));
        Assert.Equal(("10.1.0.2", 5000), (mapping.Host, mapping.HostPort));
        // Of others nobody may end it, or have the port.
        await MappedHome.NatPmpAsync(home.Other, "-a 4000 5000 tcp 0");
        Assert.DoesNotContain(
            "Mapped public port 4000", await MappedHome.NatPmpAsync(home.Other, "-a 4000 5000 tcp 3600"), StringComparison.Ordinal);
        Assert.Equal("20.30.40.1", await MappedHome.SeenAsync(home.Outside, 4000, home.One, 5000));
        await MappedHome.NatPmpAsync(home.One, "-a 4000 5000 tcp 0");
        Assert.Null(await MappedHome.SeenAsync(home.Outside, 4000, home.One, 5000));
    }

    [Fact]
    public async Task Mapping_IsOverByItself()
    {
        await using var home = await MappedHome.CreateAsync();
        Says("Mapped public port 4000", await MappedHome.NatPmpAsync(home.One, "-a 4000 5000 tcp 3"));
        Assert.Equal("20.30.40.1", await MappedHome.SeenAsync(home.Outside, 4000, home.One, 5000));
        await home.UntilAsync(mappings => mappings.Items.Count == 0);
        Assert.Null(await MappedHome.SeenAsync(home.Outside, 4000, home.One, 5000));
        Assert.DoesNotContain("4000", await home.Kernel.ProgramAsync("nft", "list table inet router_mappings"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bounds_AreKept()
    {
        await using var home = await MappedHome.CreateAsync();
        Assert.DoesNotContain("Mapped", await MappedHome.NatPmpAsync(home.One, "-a 4000 22 tcp 60"), StringComparison.Ordinal);
        for (var port = 5000; port < 5003; port++)
            Says($"Mapped public port {port}", await MappedHome.NatPmpAsync(home.One, $"-a {port} {port} udp 60"));
        Assert.DoesNotContain("Mapped", await MappedHome.NatPmpAsync(home.One, "-a 5003 5003 udp 60"), StringComparison.Ordinal);
        Says("Mapped public port 5003", await MappedHome.NatPmpAsync(home.Other, "-a 5003 5003 udp 60"));
        // The router's own port is nobody's, whoever asks.
        Assert.DoesNotContain(
            "Mapped public port 5351", await MappedHome.NatPmpAsync(home.Other, "-a 5351 6000 udp 60"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upnp_AddsListsAndDeletes()
    {
        await using var home = await MappedHome.CreateAsync();
        Says("ExternalIPAddress = 20.30.40.2", await MappedHome.UpnpAsync(home.One, "-s"));
        Says("is redirected to internal 10.1.0.2:5000", await MappedHome.UpnpAsync(home.One, "-e game -a 10.1.0.2 5000 4000 TCP 600"));
        Assert.Equal("20.30.40.1", await MappedHome.SeenAsync(home.Outside, 4000, home.One, 5000));
        Says("4000->10.1.0.2:5000", await MappedHome.UpnpAsync(home.One, "-l"));
        Assert.DoesNotContain("4000->", await MappedHome.UpnpAsync(home.Other, "-l"), StringComparison.Ordinal);
        // For another host, of another host, and the port that another has.
        Says("failed with code 606", await MappedHome.UpnpAsync(home.Other, "-a 10.1.0.2 22 4001 TCP"));
        await MappedHome.UpnpAsync(home.Other, "-d 4000 TCP");
        Says("failed with code 718", await MappedHome.UpnpAsync(home.Other, "-a 10.1.0.3 5000 4000 TCP"));
        var mapping = Assert.Single((await home.MappingsAsync()).Items);
        Assert.Equal(("upnp", "game", 4000), (mapping.By, mapping.Description, mapping.Port));
        // This program looks for version 1 alone, which cannot give another port.
        const string second = "-u http://10.1.0.1:5000/gateway2.xml";
        Says("is redirected to internal 10.1.0.3:5000", await MappedHome.UpnpAsync(home.Other, $"{second} -n 10.1.0.3 5000 4000 TCP 600"));
        Assert.Equal(2, (await home.MappingsAsync()).Items.Count);
        Says("UPNP_DeletePortMapping() returned : 0", await MappedHome.UpnpAsync(home.One, "-d 4000 TCP"));
        Assert.Null(await MappedHome.SeenAsync(home.Outside, 4000, home.One, 5000));
    }

    [Fact]
    public async Task Pages_AreBounded_AndForHostsInsideAlone()
    {
        const string get = "GET /gateway2.xml HTTP/1.1\r\nHost: 10.1.0.1:5000\r\n\r\n";
        await using var home = await MappedHome.CreateAsync();
        Says("WANIPConnection:2", await MappedHome.PageAsync(home.One, get));
        Says("HTTP/1.1 404", await MappedHome.PageAsync(home.One, get.Replace("gateway2", "other", StringComparison.Ordinal)));
        // A browser that was led here by a name.
        Says("HTTP/1.1 403", await MappedHome.PageAsync(home.One, get.Replace("10.1.0.1:5000", "a.example", StringComparison.Ordinal)));
        Says("HTTP/1.1 400", await MappedHome.PageAsync(home.One, $"GET / HTTP/1.1\r\nX: {new string('a', 5000)}"));
        Says("HTTP/1.1 400", await MappedHome.PageAsync(home.One, "POST /connection2 HTTP/1.1\r\nContent-Length: 100000\r\n\r\n"));
        var idle = new List<Socket>();
        for (var i = 0; i < 4; i++)
            idle.Add(await home.One.RunAsync(async () =>
            {
                var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await client.ConnectAsync(IPAddress.Parse("10.1.0.1"), 5000, Token);
                return client;
            }));
        Assert.Equal("", await MappedHome.PageAsync(home.One, get));
        Says("HTTP/1.1 200", await MappedHome.PageAsync(home.Other, get));
        idle.ForEach(client => client.Dispose());
        await Task.Delay(TimeSpan.FromMilliseconds(500), Token);
        Says("HTTP/1.1 200", await MappedHome.PageAsync(home.One, get));
        Assert.Null(await MappedHome.SeenAsync(home.Outside, 5000, home.Kernel, 5999));
    }

    /// <summary>What a host sends from its mapped port leaves by the port outside.</summary>
    [Fact]
    public async Task Pcp_Mapping_WorksBothWays()
    {
        await using var home = await MappedHome.CreateAsync();
        var answer = await MappedHome.SendAsync(home.One, Map(MappedHome.First, 5000, 4000));
        Assert.Equal(0, answer![3]);
        Assert.Equal(4000, BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(42)));
        Assert.Equal(IPAddress.Parse(MappedHome.Outer), new IPAddress(answer.AsSpan(44, 16)).MapToIPv4());
        using var server = await home.Outside.RunAsync(() => new UdpClient(new IPEndPoint(IPAddress.Any, 7000)));
        using var client = await home.One.RunAsync(() => new UdpClient(new IPEndPoint(IPAddress.Any, 5000)));
        await client.SendAsync(new byte[] { 1 }, new IPEndPoint(IPAddress.Parse("20.30.40.1"), 7000), Token);
        var seen = await server.ReceiveAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(5), Token);
        Assert.Equal("20.30.40.2:4000", $"{seen.RemoteEndPoint}");
        // For another host: the address in the packet is not the sender's.
        Assert.Equal(12, (await MappedHome.SendAsync(home.Other, Map(MappedHome.First, 5001, 4001)))![3]);
        Assert.Single((await home.MappingsAsync()).Items);
    }

    [Fact]
    public async Task Restart_AndCommits_LeaveMappingsAlone()
    {
        await using var home = await MappedHome.CreateAsync();
        Says("Mapped public port 4000", await MappedHome.NatPmpAsync(home.One, "-a 4000 5000 tcp 3600"));
        var until = Assert.Single((await home.MappingsAsync()).Items).Until;
        await home.CommitAsync(
            MappedHome.Document.Replace("lan -> wan: accept", "lan -> wan: accept, wan -> router: [ping]", StringComparison.Ordinal));
        Assert.Equal("20.30.40.1", await MappedHome.SeenAsync(home.Outside, 4000, home.One, 5000));
        var before = BinaryPrimitives.ReadUInt32BigEndian((await MappedHome.SendAsync(home.One, [0, 0]))!.AsSpan(4));
        await home.KillAsync();
        Assert.Equal("20.30.40.1", await MappedHome.SeenAsync(home.Outside, 4000, home.One, 5000));
        await home.StartAsync();
        await home.UntilAsync(mappings => mappings.Address == MappedHome.Outer);
        Assert.Equal("20.30.40.1", await MappedHome.SeenAsync(home.Outside, 4000, home.One, 5000));
        Assert.True((Assert.Single((await home.MappingsAsync()).Items).Until - until).Duration() < TimeSpan.FromSeconds(1));
        Assert.True(BinaryPrimitives.ReadUInt32BigEndian((await MappedHome.SendAsync(home.One, [0, 0]))!.AsSpan(4)) >= before);
        await home.CommitAsync(MappedHome.Links + Nothing);
        await home.UntilAsync(mappings => !mappings.Enabled);
        Assert.Null(await MappedHome.SeenAsync(home.Outside, 4000, home.One, 5000));
        Assert.DoesNotContain("router_mappings", await home.Kernel.ProgramAsync("nft", "list tables"), StringComparison.Ordinal);
        Assert.Null(await MappedHome.SendAsync(home.One, [0, 0]));
    }

    [Fact]
    public async Task Why_AnswersForAMappedPort()
    {
        await using var home = await MappedHome.CreateAsync();
        string[] question = ["tcp", "20.30.40.1:1234", "->", "20.30.40.2:4000", "from", "wan"];
        Assert.NotEqual(FlowVerdict.Accepted, (await home.AskAsync<Response.Flow>(new Request.Why(question))).Answer.Verdict);
        Says("Mapped public port 4000", await MappedHome.NatPmpAsync(home.One, "-a 4000 5000 tcp 3600"));
        var answer = (await home.AskAsync<Response.Flow>(new Request.Why(question))).Answer;
        Assert.Equal(FlowVerdict.Accepted, answer.Verdict);
        Assert.Contains("services mappings", string.Join('\n', answer.Causes.Select(cause => cause.Path)), StringComparison.Ordinal);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static void Says(string words, string output) => Assert.Contains(words, output, StringComparison.Ordinal);

    private static byte[] Map(string client, ushort inner, ushort outer)
    {
        var wire = new byte[60];
        (wire[0], wire[1], wire[6], wire[24], wire[36]) = (2, 1, 0x0e, 7, 17);
        IPAddress.Parse(client).MapToIPv6().TryWriteBytes(wire.AsSpan(8), out _);
        BinaryPrimitives.WriteUInt16BigEndian(wire.AsSpan(40), inner);
        BinaryPrimitives.WriteUInt16BigEndian(wire.AsSpan(42), outer);
        IPAddress.Any.MapToIPv6().TryWriteBytes(wire.AsSpan(44), out _);
        return wire;
    }
}
