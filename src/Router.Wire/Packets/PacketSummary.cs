using System.Net;
using PacketDotNet;

namespace Router.Wire.Packets;

/// <summary>One packet in one line, the way tcpdump's readers expect it. Never throws on bytes from outside.</summary>
public static class PacketSummary
{
    /// <param name="linkType">The DLT_… of the capture.</param>
    /// <param name="bytes">The packet from its link header on; may be cut short.</param>
    /// <param name="length">As it was on the wire.</param>
    public static string Of(int linkType, byte[] bytes, int length)
    {
        try
        {
            var packet = Packet.ParsePacket((LinkLayers)linkType, bytes);
            return Describe(packet) ?? Unknown(packet, length);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The parser goes by lengths that the sender wrote.
            return $"malformed, length {length}";
        }
    }

    private static string? Describe(Packet packet)
    {
        if (packet.Extract<ArpPacket>() is { } arp)
            return Arp(arp);
        if (packet.Extract<IPPacket>() is not { } ip)
            return null;
        if (ip.Extract<TcpPacket>() is { } tcp)
            return $"{End(ip.SourceAddress, tcp.SourcePort)} > {End(ip.DestinationAddress, tcp.DestinationPort)}: TCP {Flags(tcp)} seq {tcp.SequenceNumber} ack {tcp.AcknowledgmentNumber} win {tcp.WindowSize} length {tcp.PayloadData?.Length ?? 0}";
        if (ip.Extract<UdpPacket>() is { } udp)
            return $"{End(ip.SourceAddress, udp.SourcePort)} > {End(ip.DestinationAddress, udp.DestinationPort)}: UDP length {Math.Max(0, udp.Length - 8)}";
        if (ip.Extract<IcmpV4Packet>() is { } icmp)
            return $"{Way(ip)}: ICMP {Words(icmp.TypeCode.ToString())} id {icmp.Id} seq {icmp.Sequence}";
        if (ip.Extract<IcmpV6Packet>() is { } icmp6)
            return $"{Way(ip)}: ICMP6 {Words(icmp6.Type.ToString())}";
        return $"{Way(ip)}: {ip.Protocol} length {ip.PayloadLength}";
    }

    private static string Arp(ArpPacket arp) => arp.Operation == ArpOperation.Request
        ? $"ARP who has {arp.TargetProtocolAddress} tell {arp.SenderProtocolAddress}"
        : $"ARP {arp.SenderProtocolAddress} is at {string.Join(':', arp.SenderHardwareAddress.GetAddressBytes().Select(b => b.ToString("x2")))}";

    private static string Unknown(Packet packet, int length) => packet is EthernetPacket ethernet
        ? $"ethertype 0x{(int)ethernet.Type:x4} length {length}"
        : $"length {length}";

    private static string Way(IPPacket ip) => $"{ip.SourceAddress} > {ip.DestinationAddress}";

    private static string End(IPAddress address, ushort port) => $"{address}.{port}";

    private static string Flags(TcpPacket tcp)
    {
        var flags = string.Concat(
            tcp.Synchronize ? "S" : "", tcp.Finished ? "F" : "", tcp.Reset ? "R" : "", tcp.Push ? "P" : "", tcp.Acknowledgment ? "." : "");
        return flags.Length == 0 ? "none" : flags;
    }

    /// <summary><c>EchoRequest</c> as <c>echo request</c>.</summary>
    private static string Words(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? " " : "") + char.ToLowerInvariant(c) : c.ToString()));
}
