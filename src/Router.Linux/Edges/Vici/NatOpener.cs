using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Router.Linux.Edges.Vici;

/// <summary>
/// Lets a peer in through our own NAT: a NAT-keepalive (RFC 3948, 2.3) from charon's port to its own, which charon does not send before
/// there is a tunnel.
/// </summary>
internal static class NatOpener
{
    private const ushort Port = 4500;
    private const int HeaderLength = 8;
    private const byte Keepalive = 0xFF;

    /// <summary>One that cannot be sent is lost, as on any wire.</summary>
    public static void Send(IPAddress local, IPAddress nbma)
    {
        // RFC 768; over IPv4 no checksum is needed.
        Span<byte> datagram = stackalloc byte[HeaderLength + 1];
        datagram.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(datagram, Port);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], Port);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[4..], (ushort)datagram.Length);
        datagram[HeaderLength] = Keepalive;
        try
        {
            using var socket = new Socket(local.AddressFamily, SocketType.Raw, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(local, 0));
            socket.SendTo(datagram, new IPEndPoint(nbma, 0));
        }
        catch (SocketException)
        {
        }
    }
}
