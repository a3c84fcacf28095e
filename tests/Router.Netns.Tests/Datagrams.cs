using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>UDP at a steady pace from one namespace to another.</summary>
internal static class Datagrams
{
    private const int Port = 7000;
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(300);

    /// <summary>A datagram each millisecond until stopped; how many arrived.</summary>
    public static async Task<int> CountAsync(
        NetworkNamespace from, NetworkNamespace to, string address, StrongBox<int> sent, CancellationToken done)
    {
        using var receiver = await to.RunAsync(() => Bound(Port));
        using var sender = await from.RunAsync(() => Bound(0));
        var end = new IPEndPoint(IPAddress.Parse(address), Port);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        while (!done.IsCancellationRequested)
        {
            await sender.SendToAsync(BitConverter.GetBytes(sent.Value++), end, CancellationToken.None);
            await pace.WaitForNextTickAsync(CancellationToken.None);
        }
        var received = 0;
        try
        {
            for (var buffer = new byte[4]; received < sent.Value; received++)
            {
                using var limit = new CancellationTokenSource(Silence);
                await receiver.ReceiveAsync(buffer, limit.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The rest never came: the count says so.
        }
        return received;
    }

    /// <summary>True: a datagram to that address of the other namespace was answered from there.</summary>
    public static async Task<bool> EchoAsync(NetworkNamespace from, NetworkNamespace to, string address)
    {
        const int port = 5353;
        var there = new IPEndPoint(IPAddress.Parse(address), port);
        using var server = await to.RunAsync(() => new UdpClient(there));
        using var client = await from.RunAsync(() => new UdpClient(0));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await client.SendAsync(new byte[] { 1 }, there, limit.Token);
            var asked = await server.ReceiveAsync(limit.Token);
            await server.SendAsync(new byte[] { 2 }, asked.RemoteEndPoint, limit.Token);
            var answer = await client.ReceiveAsync(limit.Token);
            return answer.Buffer[0] == 2 && answer.RemoteEndPoint.Equals(there);
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            return false;
        }
    }

    private static Socket Bound(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 1 << 23 };
        socket.Bind(new IPEndPoint(IPAddress.Any, port));
        return socket;
    }
}
