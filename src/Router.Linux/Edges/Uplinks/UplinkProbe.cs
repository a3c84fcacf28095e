using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Router.Core.Uplinks;
using Router.Wire.Packets;

namespace Router.Linux.Edges.Uplinks;

/// <summary>
/// One question by one line: the socket is bound to the link (SO_BINDTODEVICE) and has the mark whose table leads by the line alone.
/// </summary>
internal static class UplinkProbe
{
    private const int SocketLevel = 1, BindToDevice = 25, Mark = 36;
    private const int LongestAnswer = 4096;

    /// <summary>How long it took; null: no answer.</summary>
    public static async Task<TimeSpan?> AskAsync(
        ProbeTarget target, string link, uint mark, TimeSpan patience, CancellationToken stopping)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        limit.CancelAfter(patience);
        var begun = Stopwatch.GetTimestamp();
        try
        {
            var answered = target.Kind switch
            {
                ProbeKind.Tcp => await ConnectAsync(target, link, mark, limit.Token),
                ProbeKind.Dns => await QueryAsync(target, link, mark, limit.Token),
                _ => await EchoAsync(target, link, mark, limit.Token),
            };
            return answered ? Stopwatch.GetElapsedTime(begun) : null;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static async Task<bool> EchoAsync(ProbeTarget target, string link, uint mark, CancellationToken stopping)
    {
        var ipv6 = target.Address.AddressFamily == AddressFamily.InterNetworkV6;
        using var socket = Open(target, link, mark, SocketType.Raw, ipv6 ? ProtocolType.IcmpV6 : ProtocolType.Icmp);
        // Only from the target: raw sockets hear what is for others as well.
        await socket.ConnectAsync(new IPEndPoint(target.Address, 0), stopping);
        var (identifier, sequence) = (Number(), Number());
        await socket.SendAsync(EchoPacket.Request(ipv6, identifier, sequence), stopping);
        return await ReceivesAsync(socket, packet => EchoPacket.IsReply(packet, ipv6, identifier, sequence), stopping);
    }

    private static async Task<bool> QueryAsync(ProbeTarget target, string link, uint mark, CancellationToken stopping)
    {
        using var socket = Open(target, link, mark, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(new IPEndPoint(target.Address, target.Port), stopping);
        var identifier = Number();
        await socket.SendAsync(DnsQuestion.Query(identifier, target.Name), stopping);
        return await ReceivesAsync(socket, packet => DnsQuestion.IsAnswer(packet, identifier), stopping);
    }

    /// <summary>Who refuses is there as well.</summary>
    private static async Task<bool> ConnectAsync(ProbeTarget target, string link, uint mark, CancellationToken stopping)
    {
        using var socket = Open(target, link, mark, SocketType.Stream, ProtocolType.Tcp);
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(target.Address, target.Port), stopping);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
        {
            return true;
        }
        return true;
    }

    private static async Task<bool> ReceivesAsync(Socket socket, Func<byte[], bool> isAnswer, CancellationToken stopping)
    {
        var buffer = new byte[LongestAnswer];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, stopping);
            if (isAnswer(buffer[..length]))
                return true;
        }
    }

    private static Socket Open(ProbeTarget target, string link, uint mark, SocketType type, ProtocolType protocol)
    {
        var socket = new Socket(target.Address.AddressFamily, type, protocol);
        try
        {
            socket.SetRawSocketOption(SocketLevel, BindToDevice, Encoding.ASCII.GetBytes(link + '\0'));
            socket.SetRawSocketOption(SocketLevel, Mark, BitConverter.GetBytes(mark));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static ushort Number() => (ushort)RandomNumberGenerator.GetInt32(1, ushort.MaxValue);
}
