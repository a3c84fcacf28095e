using System.Buffers.Binary;

namespace Router.Wire.Nhrp;

internal static class NhrpEncoder
{
    private const ushort EndOfExtensions = 0x8000;

    public static int Length(NhrpPacket packet) => ExtensionOffset(packet) + ExtensionsLength(packet);

    public static byte[] Encode(NhrpPacket packet)
    {
        var (extensionOffset, length) = Measure(packet);
        var wire = new byte[length];
        Write(packet, wire, extensionOffset);
        return wire;
    }

    public static int Encode(NhrpPacket packet, Span<byte> buffer)
    {
        var (extensionOffset, length) = Measure(packet);
        if (length > buffer.Length)
            return 0;
        var wire = buffer[..length];
        wire.Clear();
        Write(packet, wire, extensionOffset);
        return length;
    }

    private static (int ExtensionOffset, int Length) Measure(NhrpPacket packet)
    {
        var extensionOffset = ExtensionOffset(packet);
        var length = extensionOffset + ExtensionsLength(packet);
        return length > ushort.MaxValue
            ? throw new InvalidOperationException($"an NHRP packet of {length} bytes cannot be sent")
            : (extensionOffset, length);
    }

    /// <summary>Into zeros.</summary>
    private static void Write(NhrpPacket packet, Span<byte> wire, int extensionOffset)
    {
        WriteHeader(packet, wire, packet.Extensions is null ? 0 : extensionOffset);
        WriteBody(packet, wire[NhrpHeader.Length..]);
        if (packet.Extensions is not null)
            WriteExtensions(packet.Extensions, wire[extensionOffset..]);
        BinaryPrimitives.WriteUInt16BigEndian(wire[12..], NhrpChecksum.Compute(wire));
    }

    private static int ExtensionOffset(NhrpPacket packet) => NhrpHeader.Length
        + AddressCodec.Length(packet.SourceNbma) + packet.SourceSubaddress.Length
        + AddressCodec.Length(packet.Source) + AddressCodec.Length(packet.Destination)
        + (packet.IsIndication ? packet.Offending.Length : NhrpCie.LengthOf(packet.Entries));

    private static int ExtensionsLength(NhrpPacket packet)
    {
        if (packet.Extensions is not { } extensions)
            return 0;
        var length = NhrpExtension.HeaderLength;
        if (extensions is NhrpExtension[] array)
        {
            foreach (var extension in array)
                length += NhrpExtension.HeaderLength + extension.ValueLength;
            return length;
        }
        for (var i = 0; i < extensions.Count; i++)
            length += NhrpExtension.HeaderLength + extensions[i].ValueLength;
        return length;
    }

    private static void WriteHeader(NhrpPacket packet, Span<byte> wire, int extensionOffset)
    {
        BinaryPrimitives.WriteUInt16BigEndian(wire, packet.AddressFamily);
        BinaryPrimitives.WriteUInt16BigEndian(wire[2..], packet.ProtocolType);
        wire[4] = (byte)(packet.ProtocolSnap >> 32);
        BinaryPrimitives.WriteUInt32BigEndian(wire[5..], (uint)packet.ProtocolSnap);
        wire[9] = packet.HopCount;
        BinaryPrimitives.WriteUInt16BigEndian(wire[10..], (ushort)wire.Length);
        BinaryPrimitives.WriteUInt16BigEndian(wire[14..], (ushort)extensionOffset);
        wire[16] = NhrpHeader.Version;
        wire[17] = (byte)packet.Type;
        wire[18] = (byte)AddressCodec.Length(packet.SourceNbma);
        wire[19] = (byte)packet.SourceSubaddress.Length;
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
        rest = AddressCodec.Encode(packet.SourceNbma, packet.SourceSubaddress.Span, rest);
        rest = AddressCodec.Encode(packet.Source, rest);
        rest = AddressCodec.Encode(packet.Destination, rest);
        if (packet.IsIndication)
        {
            packet.Offending.Span.CopyTo(rest);
            return;
        }
        NhrpCie.Encode(packet.Entries, rest);
    }

    private static void WriteExtensions(IReadOnlyList<NhrpExtension> extensions, Span<byte> rest)
    {
        if (extensions is NhrpExtension[] array)
        {
            foreach (var extension in array)
                rest = extension.Encode(rest);
        }
        else
        {
            for (var i = 0; i < extensions.Count; i++)
                rest = extensions[i].Encode(rest);
        }
        BinaryPrimitives.WriteUInt16BigEndian(rest, EndOfExtensions);
    }
}
