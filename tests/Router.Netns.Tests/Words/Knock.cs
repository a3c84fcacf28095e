using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests.Words;

/// <summary>A datagram from one namespace to another; each is a connection of its own.</summary>
internal sealed class Knock(NetworkNamespace from, NetworkNamespace to)
{
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(750);
    private ushort next = 20000;

    /// <summary>Who it seems to be from where it arrives; null: it does not.</summary>
    public async Task<IPEndPoint?> ArrivesAsync(
        string destination, int port, int? sourcePort = null, string? source = null, int? arrivesAt = null)
    {
        var address = IPAddress.Parse(destination);
        var any = address.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        using var listener = await to.RunAsync(() => Bound(any, arrivesAt ?? port));
        using var sender = await from.RunAsync(
            () => Bound(source is null ? any : IPAddress.Parse(source), sourcePort ?? next++));
        await sender.SendToAsync(new byte[1], new IPEndPoint(address, port));
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Silence)
        {
            if (listener.Available > 0)
            {
                EndPoint seen = new IPEndPoint(any, 0);
                listener.ReceiveFrom(new byte[1], ref seen);
                return (IPEndPoint)seen;
            }
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
        return null;
    }

    public async Task<bool> PassesAsync(string destination, int port, int? sourcePort = null, string? source = null) =>
        await ArrivesAsync(destination, port, sourcePort, source) is not null;

    /// <summary>
    /// A program that is started at that moment by another test has the socket before until it runs; the port is free a moment later.
    /// </summary>
    private static Socket Bound(IPAddress address, int port)
    {
        for (var attempt = 0; ; attempt++)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                socket.Bind(new IPEndPoint(address, port));
                return socket;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse && attempt < 100)
            {
                socket.Dispose();
                Thread.Sleep(20);
            }
        }
    }
}
