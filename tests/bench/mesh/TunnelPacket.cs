using System.Buffers.Binary;
using System.Net;
using Router.Wire.Nhrp;

namespace Router.Bench.Mesh;

/// <summary>Finds the GRE packet within an IP packet.</summary>
internal readonly ref struct TunnelPacket
{
    private const byte Gre = 47;

    private TunnelPacket(ReadOnlySpan<byte> ip, ushort protocol, ReadOnlySpan<byte> payload)
    {
        Outer = ip;
        Protocol = protocol;
        Payload = payload;
    }

    public ReadOnlySpan<byte> Outer { get; }

    /// <summary>0x2001 NHRP, 0x0800 IPv4.</summary>
    public ushort Protocol { get; }

    public ReadOnlySpan<byte> Payload { get; }

    public bool IsNhrp => Protocol == NhrpPacket.GreProtocol;

    public bool IsFrom(IPAddress address) => Is(Outer[12..16], address);

    public bool IsTo(IPAddress address) => Is(Outer[16..20], address);

    public static bool TryRead(ReadOnlySpan<byte> ip, out TunnelPacket packet)
    {
        packet = default;
        if (ip.Length < 20 || ip[0] >> 4 != 4 || ip[9] != Gre)
            return false;
        var gre = ip[((ip[0] & 15) * 4)..];
        if (gre.Length < 4)
            return false;
        // Checksum, key and sequence number, four bytes each where they are.
        var header = 4 + ((gre[0] & 0x80) != 0 ? 4 : 0) + ((gre[0] & 0x20) != 0 ? 4 : 0) + ((gre[0] & 0x10) != 0 ? 4 : 0);
        if (gre.Length < header)
            return false;
        packet = new TunnelPacket(ip, BinaryPrimitives.ReadUInt16BigEndian(gre[2..]), gre[header..]);
        return true;
    }

    private static bool Is(ReadOnlySpan<byte> bytes, IPAddress address)
    {
        Span<byte> other = stackalloc byte[4];
        return address.TryWriteBytes(other, out _) && bytes.SequenceEqual(other);
    }
}
