using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>Sockets for some ports in several namespaces, to see where a datagram arrives and what it looks like there.</summary>
internal sealed class DatagramListeners : IDisposable
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(80);
    private readonly IReadOnlyList<NetworkNamespace> hosts;
    private readonly List<Socket> sockets = [];

    private DatagramListeners(IReadOnlyList<NetworkNamespace> hosts) => this.hosts = hosts;

    /// <summary>The last of the namespaces is the router, which has many addresses; each other has one of <paramref name="addresses"/>.</summary>
    public static async Task<DatagramListeners> OpenAsync(IReadOnlyList<NetworkNamespace> hosts, IReadOnlyList<IPAddress> addresses, IReadOnlyList<int> ports)
    {
        var listeners = new DatagramListeners(hosts);
        for (var i = 0; i < hosts.Count; i++)
        {
            foreach (var port in ports)
                listeners.sockets.Add(await hosts[i].RunAsync(() => Bound(i < addresses.Count ? addresses[i] : IPAddress.Any, port)));
        }
        return listeners;
    }

    /// <summary>Sends <c>udp A:P -> B:Q …</c> from a host. Null: it came nowhere; otherwise <c>source -> destination</c> as it arrived.</summary>
    public async Task<string?> SendAsync(int from, string words)
    {
        var parts = words.Split(' ');
        var (source, destination) = (IPEndPoint.Parse(parts[1]), IPEndPoint.Parse(parts[3]));
        using var sender = await hosts[from].RunAsync(() => Bound(source.Address, source.Port));
        await sender.SendToAsync(new byte[1], destination);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Silence)
        {
            foreach (var socket in sockets.Where(socket => socket.Available > 0))
                return Arrival(socket, destination);
            await Task.Yield();
        }
        return null;
    }

    public void Dispose() => sockets.ForEach(socket => socket.Dispose());

    private static string Arrival(Socket socket, IPEndPoint destination)
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
