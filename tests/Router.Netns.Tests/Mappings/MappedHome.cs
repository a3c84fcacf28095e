using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Router.Api.Contract;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests.Mappings;

/// <summary>
/// A router with a provider outside and two hosts inside, 10.1.0.2 and 10.1.0.3. Its outer address is one that clients of UPnP take for
/// public: those for documentation they do not use.
/// </summary>
internal sealed class MappedHome : RunningDaemon
{
    public const string Outer = "20.30.40.2", First = "10.1.0.2", Second = "10.1.0.3";

    public const string Links = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [20.30.40.2/24] }
          lan: { bridge: [eth1, eth2], zone: lan, addresses: [10.1.0.1/24] }
        firewall:
          policies: { lan -> wan: accept }
          nat: { masquerade: [wan] }

        """;

    public const string Document = Links + "services: { mappings: { zones: [lan], upnp: true, per-host: 3 } }\n";

    private MappedHome(NetworkNamespace kernel, NetworkNamespace outside, NetworkNamespace first, NetworkNamespace second)
        : base(kernel) => (Outside, One, Other) = (outside, first, second);

    public NetworkNamespace Outside { get; }

    public NetworkNamespace One { get; }

    public NetworkNamespace Other { get; }

    /// <summary>Done when hosts are heard.</summary>
    public static async Task<MappedHome> CreateAsync()
    {
        var home = new MappedHome(
            await NetworkNamespace.CreateAsync(), await NetworkNamespace.CreateAsync(), await NetworkNamespace.CreateAsync(),
            await NetworkNamespace.CreateAsync());
        foreach (var (port, place, address) in ((int, NetworkNamespace, string)[])
            [(0, home.Outside, "20.30.40.1"), (1, home.One, First), (2, home.Other, Second)])
        {
            await home.Kernel.IpAsync($"link add eth{port} type veth peer name eth0 netns {place.ThreadId}");
            await place.IpAsync($"address add {address}/24 dev eth0");
            await place.IpAsync("link set eth0 up");
            await place.IpAsync(port == 0 ? "route add blackhole 10.0.0.0/8" : "route add default via 10.1.0.1");
        }
        await home.StartAsync();
        await home.CommitAsync(Document);
        await home.UntilAsync(mappings => mappings.Address == Outer);
        return home;
    }

    public Task<Response.Mappings> MappingsAsync() => AskAsync<Response.Mappings>(new Request.ShowMappings());

    /// <summary>A failure of the test after 20 seconds.</summary>
    public async Task UntilAsync(Func<Response.Mappings, bool> isSo)
    {
        var begun = Stopwatch.GetTimestamp();
        while (await MappingsAsync() is var mappings && !isSo(mappings))
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(20), $"{mappings} {string.Join('\n', mappings.Items)}");
            await Task.Delay(50, Token);
        }
    }

    /// <summary>What a program of a host says, with its exit code in front.</summary>
    public static Task<string> SayAsync(NetworkNamespace host, string program, string arguments) => host.RunAsync(async () =>
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(Token);
        var output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return $"{process.ExitCode}\n{output}{await error}";
    });

    public static Task<string> NatPmpAsync(NetworkNamespace host, string arguments) =>
        SayAsync(host, "natpmpc", $"-g 10.1.0.1 {arguments}");

    public static Task<string> UpnpAsync(NetworkNamespace host, string arguments) => SayAsync(host, "upnpc", arguments);

    /// <summary>
    /// The address that a host's port sees of a new connection to a port of the outer address; null: it does not come to be.
    /// </summary>
    public static async Task<string?> SeenAsync(NetworkNamespace from, int port, NetworkNamespace host, int hostPort)
    {
        using var listener = await host.RunAsync(() =>
        {
            var made = new TcpListener(IPAddress.Any, hostPort);
            made.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            made.Start();
            return made;
        });
        using var client = await from.RunAsync(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromMilliseconds(800));
        try
        {
            await client.ConnectAsync(IPAddress.Parse(Outer), port, limit.Token);
            using var server = await listener.AcceptSocketAsync(limit.Token);
            return $"{((IPEndPoint)server.RemoteEndPoint!).Address}";
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            Token.ThrowIfCancellationRequested();
            return null;
        }
    }

    /// <summary>Asks by a datagram of bytes; null: there is no answer.</summary>
    public static Task<byte[]?> SendAsync(NetworkNamespace host, byte[] bytes) => host.RunAsync(async () =>
    {
        using var socket = new UdpClient("10.1.0.1", 5351);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        await socket.SendAsync(bytes, limit.Token);
        try
        {
            return (byte[]?)(await socket.ReceiveAsync(limit.Token)).Buffer;
        }
        catch (OperationCanceledException)
        {
            Token.ThrowIfCancellationRequested();
            return null;
        }
    });

    /// <summary>All that the gateway device says to a request of HTTP; empty: it was not taken.</summary>
    public static Task<string> PageAsync(NetworkNamespace host, string request) => host.RunAsync(async () =>
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(4));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Parse("10.1.0.1"), 5000, limit.Token);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), limit.Token);
            using var reader = new StreamReader(client.GetStream());
            return await reader.ReadToEndAsync(limit.Token);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return "";
        }
    });

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var place in (NetworkNamespace[])[Outside, One, Other])
            await place.DisposeAsync();
    }
}
