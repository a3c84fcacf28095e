using System.Net;

namespace Router.Wire.Nhrp;

/// <summary>
/// An NHRP packet, RFC 2332 section 5 with the extensions that DMVPN uses. Addresses are those of IP; another kind of address
/// is refused when read.
/// </summary>
public sealed record NhrpPacket
{
    /// <summary>The GRE protocol number of NHRP.</summary>
    public const ushort GreProtocol = 0x2001;

    public required NhrpPacketType Type { get; init; }

    /// <summary>Address family of the NBMA network: 1 IPv4, 2 IPv6.</summary>
    public ushort AddressFamily { get; init; } = 1;

    /// <summary>The overlay's protocol: 0x0800 IPv4, 0x86DD IPv6.</summary>
    public ushort ProtocolType { get; init; } = 0x0800;

    /// <summary>The long form of the protocol type, 40 bits; only where the short form is 0x0080.</summary>
    public ulong ProtocolSnap { get; init; }

    public byte HopCount { get; init; } = 64;

    /// <summary>Meaningless in error and traffic indications.</summary>
    public NhrpFlags Flags { get; init; }

    /// <summary>Echoed by replies. Meaningless in error and traffic indications.</summary>
    public uint RequestId { get; init; }

    /// <summary>Only in an error indication.</summary>
    public NhrpCode ErrorCode { get; init; }

    /// <summary>Only in an error indication: where in the offending packet.</summary>
    public ushort ErrorOffset { get; init; }

    public IPAddress? SourceNbma { get; init; }

    /// <summary>At most 63 bytes; IP has none.</summary>
    public ReadOnlyMemory<byte> SourceSubaddress { get; init; }

    public IPAddress? Source { get; init; }

    public IPAddress? Destination { get; init; }

    public IReadOnlyList<NhrpCie> Entries { get; init; } = [];

    /// <summary>The start of the packet that caused an error or a traffic indication.</summary>
    public ReadOnlyMemory<byte> Offending { get; init; }

    /// <summary>Without the end mark. Null: the packet has no extension part at all (extension offset 0).</summary>
    public IReadOnlyList<NhrpExtension>? Extensions { get; init; } = [];

    /// <summary>Bytes on the wire.</summary>
    public int Length => NhrpEncoder.Length(this);

    public bool IsIndication => Type is NhrpPacketType.ErrorIndication or NhrpPacketType.TrafficIndication;

    /// <summary>Reads a packet; bytes behind the packet's own size (link padding) are ignored. Never throws.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> wire, out NhrpPacket packet, out NhrpError error) =>
        NhrpDecoder.TryDecode(wire, out packet, out error);

    /// <summary>Type and request ID of the start of a packet, as an error indication quotes it; nothing else is looked at.</summary>
    public static bool TryPeek(ReadOnlySpan<byte> wire, out NhrpPacketType type, out uint requestId)
    {
        var whole = wire.Length >= NhrpHeader.Length;
        type = whole ? new NhrpHeader(wire).Type : default;
        requestId = whole ? new NhrpHeader(wire).RequestId : 0;
        return whole;
    }

    /// <summary>The packet as bytes, checksum included.</summary>
    /// <exception cref="InvalidOperationException">It would be longer than 65,535 bytes.</exception>
    public byte[] Encode() => NhrpEncoder.Encode(this);

    /// <summary>The same into a buffer, and how much of it that took; 0: it is too short.</summary>
    /// <exception cref="InvalidOperationException">It would be longer than 65,535 bytes.</exception>
    public int Encode(Span<byte> buffer) => NhrpEncoder.Encode(this, buffer);

    public NhrpExtension? Find(NhrpExtensionType type)
    {
        if (Extensions is null)
            return null;
        for (var i = 0; i < Extensions.Count; i++)
        {
            if (Extensions[i].Type == type)
                return Extensions[i];
        }
        return null;
    }
}
