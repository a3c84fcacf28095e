using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Router.Wire.Packets;

/// <summary>
/// The first packet of a flow, IPv4 (RFC 791) or IPv6 (RFC 8200) without options: a TCP SYN, a UDP datagram, an echo request, or
/// another protocol with eight bytes of nothing.
/// </summary>
public sealed record ProbePacket(byte Protocol, IPAddress Source, ushort SourcePort, IPAddress Destination, ushort DestinationPort)
{
    private const int Header4 = 20, Header6 = 40, TcpHeader = 20, ShortHeader = 8;
    private const byte Icmp = 1, Tcp = 6, Udp = 17, Icmpv6 = 58, HopLimit = 64, Synchronize = 2, Acknowledge = 16;

    /// <summary>Of TCP; the others have none.</summary>
    public bool IsAcknowledgement { get; init; }

    /// <summary>Sequence and acknowledged number of TCP.</summary>
    public uint Sequence { get; init; } = 1;

    public uint Acknowledged { get; init; }

    public byte[] Encode()
    {
        var ipv6 = Destination.AddressFamily == AddressFamily.InterNetworkV6;
        var start = ipv6 ? Header6 : Header4;
        var packet = new byte[start + (Protocol == Tcp ? TcpHeader : ShortHeader)];
        WriteTransport(packet.AsSpan(start));
        var checksumAt = Protocol switch { Tcp => 16, Udp => 6, Icmp or Icmpv6 => 2, _ => -1 };
        if (ipv6)
            WriteHeader6(packet);
        else
            WriteHeader4(packet);
        if (checksumAt >= 0)
            BinaryPrimitives.WriteUInt16BigEndian(
                packet.AsSpan(start + checksumAt), Checksum(packet.AsSpan(start), Protocol == Icmp ? 0 : PseudoSum(packet.Length - start)));
        return packet;
    }

    /// <summary>False: no packet of IP, or cut off.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> packet, out ProbePacket probe)
    {
        probe = new ProbePacket(0, IPAddress.None, 0, IPAddress.None, 0);
        if (packet.IsEmpty)
            return false;
        var ipv6 = packet[0] >> 4 == 6;
        var start = ipv6 ? Header6 : (packet[0] & 15) * 4;
        if ((!ipv6 && packet[0] >> 4 != 4) || start < Header4 || packet.Length < start)
            return false;
        var (protocol, source, destination) = ipv6
            ? (packet[6], new IPAddress(packet[8..24]), new IPAddress(packet[24..40]))
            : (packet[9], new IPAddress(packet[12..16]), new IPAddress(packet[16..20]));
        var transport = packet[start..];
        var ported = protocol is Tcp or Udp && transport.Length >= ShortHeader;
        probe = new ProbePacket(
            protocol, source, ported ? Port(transport) : (ushort)0, destination, ported ? Port(transport[2..]) : (ushort)0);
        if (protocol == Tcp && transport.Length >= TcpHeader)
        {
            probe = probe with
            {
                IsAcknowledgement = (transport[13] & (Acknowledge | Synchronize)) == (Acknowledge | Synchronize),
                Sequence = BinaryPrimitives.ReadUInt32BigEndian(transport[4..]),
                Acknowledged = BinaryPrimitives.ReadUInt32BigEndian(transport[8..]),
            };
        }
        return true;
    }

    private static ushort Port(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private void WriteTransport(Span<byte> transport)
    {
        switch (Protocol)
        {
            case Tcp:
                BinaryPrimitives.WriteUInt16BigEndian(transport, SourcePort);
                BinaryPrimitives.WriteUInt16BigEndian(transport[2..], DestinationPort);
                BinaryPrimitives.WriteUInt32BigEndian(transport[4..], Sequence);
                BinaryPrimitives.WriteUInt32BigEndian(transport[8..], Acknowledged);
                transport[12] = TcpHeader / 4 << 4;
                transport[13] = IsAcknowledgement ? Acknowledge : Synchronize;
                BinaryPrimitives.WriteUInt16BigEndian(transport[14..], 64240);
                break;
            case Udp:
                BinaryPrimitives.WriteUInt16BigEndian(transport, SourcePort);
                BinaryPrimitives.WriteUInt16BigEndian(transport[2..], DestinationPort);
                BinaryPrimitives.WriteUInt16BigEndian(transport[4..], ShortHeader);
                break;
            case Icmp:
                transport[0] = 8;
                transport[5] = 1;
                break;
            case Icmpv6:
                transport[0] = 128;
                transport[5] = 1;
                break;
        }
    }

    private void WriteHeader4(Span<byte> packet)
    {
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)packet.Length);
        packet[8] = HopLimit;
        packet[9] = Protocol;
        Source.TryWriteBytes(packet[12..], out _);
        Destination.TryWriteBytes(packet[16..], out _);
        BinaryPrimitives.WriteUInt16BigEndian(packet[10..], Checksum(packet[..Header4], 0));
    }

    private void WriteHeader6(Span<byte> packet)
    {
        packet[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)(packet.Length - Header6));
        packet[6] = Protocol;
        packet[7] = HopLimit;
        Source.TryWriteBytes(packet[8..], out _);
        Destination.TryWriteBytes(packet[24..], out _);
    }

    /// <summary>Of the addresses, the protocol and the length of what follows.</summary>
    private uint PseudoSum(int length) => Sum(Source.GetAddressBytes()) + Sum(Destination.GetAddressBytes()) + Protocol + (uint)length;

    private static ushort Checksum(ReadOnlySpan<byte> bytes, uint start)
    {
        var sum = start + Sum(bytes);
        while (sum > ushort.MaxValue)
            sum = (sum & ushort.MaxValue) + (sum >> 16);
        return (ushort)~sum;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (var i = 0; i + 1 < bytes.Length; i += 2)
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes[i..]);
        return sum;
    }
}
