using System.Buffers.Binary;

namespace Router.Wire.Nhrp;

internal static class NhrpEncoder
{
    private const ushort EndOfExtensions = 0x8000;

    public static byte[] Encode(NhrpPacket packet)
    {
        var addresses = AddressCodec.Length(packet.SourceNbma) + AddressCodec.Length(packet.Source) + AddressCodec.Length(packet.Destination);
        var body = packet.IsIndication ? packet.Offending.Length : packet.Entries.Sum(entry => entry.Length);
        var extensionOffset = NhrpHeader.Length + addresses + body;
        var extensions = packet.Extensions is { } list
            ? list.Sum(e => NhrpExtension.HeaderLength + e.ValueLength) + NhrpExtension.HeaderLength
            : 0;
        if (extensionOffset + extensions > ushort.MaxValue)
            throw new InvalidOperationException($"an NHRP packet of {extensionOffset + extensions} bytes cannot be sent");

        var wire = new byte[extensionOffset + extensions];
        WriteHeader(packet, wire, packet.Extensions is null ? 0 : extensionOffset);
        WriteBody(packet, wire.AsSpan(NhrpHeader.Length));
        if (packet.Extensions is not null)
            WriteExtensions(packet.Extensions, wire.AsSpan(extensionOffset));
        BinaryPrimitives.WriteUInt16BigEndian(wire.AsSpan(12), NhrpChecksum.Compute(wire));
        return wire;
    }

    private static void WriteHeader(NhrpPacket packet, Span<byte> wire, int extensionOffset)
    {
        BinaryPrimitives.WriteUInt16BigEndian(wire, packet.AddressFamily);
        BinaryPrimitives.WriteUInt16BigEndian(wire[2..], packet.ProtocolType);
        wire[9] = packet.HopCount;
        BinaryPrimitives.WriteUInt16BigEndian(wire[10..], (ushort)wire.Length);
        BinaryPrimitives.WriteUInt16BigEndian(wire[14..], (ushort)extensionOffset);
        wire[16] = NhrpHeader.Version;
        wire[17] = (byte)packet.Type;
        wire[18] = (byte)AddressCodec.Length(packet.SourceNbma);
        wire[20] = (byte)AddressCodec.Length(packet.Source);
        wire[21] = (byte)AddressCodec.Length(packet.Destination);
        BinaryPrimitives.WriteUInt16BigEndian(wire[22..], (ushort)packet.Flags);
        if (packet.Type == NhrpPacketType.ErrorIndication)
        {
            BinaryPrimitives.WriteUInt16BigEndian(wire[24..], (ushort)packet.ErrorCode);
            BinaryPrimitives.WriteUInt16BigEndian(wire[26..], packet.ErrorOffset);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(wire[24..], packet.RequestId);
        }
    }

    private static void WriteBody(NhrpPacket packet, Span<byte> rest)
    {
        foreach (var address in new[] { packet.SourceNbma, packet.Source, packet.Destination })
        {
            AddressCodec.Encode(address, rest);
            rest = rest[AddressCodec.Length(address)..];
        }
        if (packet.IsIndication)
        {
            packet.Offending.Span.CopyTo(rest);
            return;
        }
        foreach (var entry in packet.Entries)
        {
            entry.Encode(rest);
            rest = rest[entry.Length..];
        }
    }

    private static void WriteExtensions(IReadOnlyList<NhrpExtension> extensions, Span<byte> rest)
    {
        foreach (var extension in extensions)
        {
            extension.Encode(rest);
            rest = rest[(NhrpExtension.HeaderLength + extension.ValueLength)..];
        }
        BinaryPrimitives.WriteUInt16BigEndian(rest, EndOfExtensions);
    }
}
