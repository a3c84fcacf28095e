using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Router.Wire.Nhrp;

namespace Router.Bench.Mesh;

/// <summary>
/// Pings from behind one spoke to behind another, as seen at the first one's link: which way each went, since when, and what was lost.
/// </summary>
internal sealed class Shortcut(IPAddress hub, int count, Sockets wire)
{
    private const byte EchoRequest = 8, EchoReply = 0, Icmp = 1;
    private const ushort Identifier = 0x4D45;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly bool[] answered = new bool[count];
    private TimeSpan? first, indicated, resolved, straight;
    private int byHub, direct;

    public static int Run(IPAddress from, IPAddress to, IPAddress hub, int count, int microseconds)
    {
        using var wire = new Sockets(IPAddress.Loopback, sent: true);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp);
        socket.Bind(new IPEndPoint(from, 0));
        socket.Connect(new IPEndPoint(to, 0));
        var run = new Shortcut(hub, count, wire);
        run.Ping(socket, TimeSpan.FromMicroseconds(microseconds));
        run.Say();
        return 0;
    }

    private void Ping(Socket socket, TimeSpan interval)
    {
        var echo = new byte[16];
        var end = clock.Elapsed + (interval * count) + Silence;
        for (var sent = 0; clock.Elapsed < end;)
        {
            if (sent < count && clock.Elapsed >= interval * sent)
            {
                Write(echo, (ushort)sent++);
                first ??= clock.Elapsed;
                socket.Send(echo);
            }
            // Whole milliseconds only: between two pings this looks again and again, as little else runs.
            wire.Wait(sent < count && interval < TimeSpan.FromMilliseconds(2) ? 0 : 1);
            for (int i = 0, received = wire.Receive(); i < received; i++)
                See(wire.Received(i));
        }
    }

    private void See(ReadOnlySpan<byte> ip)
    {
        if (!TunnelPacket.TryRead(ip, out var packet))
            return;
        if (packet.IsNhrp)
        {
            var type = (NhrpPacketType)packet.Payload[17];
            if (type == NhrpPacketType.TrafficIndication)
                indicated ??= clock.Elapsed;
            else if (type == NhrpPacketType.ResolutionReply)
                resolved ??= clock.Elapsed;
            return;
        }
        var inner = packet.Payload;
        if (inner.Length < 28 || inner[9] != Icmp || BinaryPrimitives.ReadUInt16BigEndian(inner[24..]) != Identifier)
            return;
        if (inner[20] == EchoReply)
        {
            answered[BinaryPrimitives.ReadUInt16BigEndian(inner[26..])] = true;
            return;
        }
        if (packet.IsTo(hub))
            byHub++;
        else
            (direct, straight) = (direct + 1, straight ?? clock.Elapsed);
    }

    private static void Write(byte[] echo, ushort sequence)
    {
        echo.AsSpan().Clear();
        echo[0] = EchoRequest;
        BinaryPrimitives.WriteUInt16BigEndian(echo.AsSpan(4), Identifier);
        BinaryPrimitives.WriteUInt16BigEndian(echo.AsSpan(6), sequence);
        var sum = (EchoRequest << 8) + Identifier + sequence;
        sum = (sum & 0xFFFF) + (sum >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(echo.AsSpan(2), (ushort)~sum);
    }

    private void Say() => Console.WriteLine(
        $"indicated {Since(indicated)} resolved {Since(resolved)} straight {Since(straight)} hub {byHub} direct {direct} lost {answered.Count(a => !a)}");

    private string Since(TimeSpan? at) => at is { } then && first is { } begun ? $"{(then - begun).TotalMilliseconds:F3}" : "-";
}
