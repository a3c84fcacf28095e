using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests.Why;

/// <summary>A datagram as it arrived: at which of the namespaces, and <c>source -> destination</c>.</summary>
internal sealed record Arrival(int Host, string Text);

/// <summary>Sockets for some ports in several namespaces, to see where a datagram arrives and what it looks like there.</summary>
internal sealed class DatagramListeners : IDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(80);
    private readonly IReadOnlyList<NetworkNamespace> hosts;
    private readonly List<(int Host, Socket Socket)> sockets = [];

    private DatagramListeners(IReadOnlyList<NetworkNamespace> hosts) => this.hosts = hosts;

    /// <summary>
    /// The last of the namespaces is the router, which has many addresses; each other has those of <paramref name="addresses"/>.
    /// </summary>
    public static async Task<DatagramListeners> OpenAsync(
        IReadOnlyList<NetworkNamespace> hosts, IReadOnlyList<IPAddress[]> addresses, IReadOnlyList<int> ports)
    {
        var listeners = new DatagramListeners(hosts);
        for (var i = 0; i < hosts.Count; i++)
        {
            foreach (var (address, port) in (i < addresses.Count ? addresses[i] : [IPAddress.Any])
                .SelectMany(address => ports.Select(port => (address, port))))
                listeners.sockets.Add((i, await hosts[i].RunAsync(() => Bound(address, port))));
        }
        return listeners;
    }

    /// <summary>Sends <c>udp A:P -> B:Q …</c> from a host. Null: it came nowhere.</summary>
    public async Task<Arrival?> SendAsync(int from, string words)
    {
        var parts = words.Split(' ');
        var (source, destination) = (IPEndPoint.Parse(parts[1]), IPEndPoint.Parse(parts[3]));
        using var sender = await hosts[from].RunAsync(() => Bound(source.Address, source.Port));
        await sender.SendToAsync(new byte[1], destination);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Silence)
        {
            foreach (var (host, socket) in sockets.Where(socket => socket.Socket.Available > 0))
                return new Arrival(host, Received(socket, destination));
            await Task.Yield();
        }
        return null;
    }

    public void Dispose() => sockets.ForEach(socket => socket.Socket.Dispose());

    private static string Received(Socket socket, IPEndPoint destination)
    {
        EndPoint source = new IPEndPoint(IPAddress.Any, 0);
        socket.ReceiveFrom(new byte[1], ref source);
        var local = (IPEndPoint)socket.LocalEndPoint!;
        return $"{source} -> {(local.Address.Equals(IPAddress.Any) ? destination.Address : local.Address)}:{local.Port}";
    }

    private static Socket Bound(IPAddress address, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(address, port));
        return socket;
    }
}
