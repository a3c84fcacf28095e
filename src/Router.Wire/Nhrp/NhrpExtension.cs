using System.Buffers.Binary;

namespace Router.Wire.Nhrp;

/// <summary>Extension types, RFC 2332 section 5.3; 9 is Cisco's.</summary>
public enum NhrpExtensionType : ushort
{
    End = 0,
    ResponderAddress = 3,
    ForwardTransitRecord = 4,
    ReverseTransitRecord = 5,
    Authentication = 7,
    Vendor = 8,
    NatAddress = 9,
}

/// <summary>
/// One extension. <see cref="Entries"/> for those that hold client information entries (responder, transit records, NAT
/// address), <see cref="Data"/> for the others, byte for byte.
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |C|u|        Type               |        Length                 |
/// |                         Value...                              |
/// </code>
/// </summary>
public sealed record NhrpExtension(NhrpExtensionType Type, bool Compulsory)
{
    internal const int HeaderLength = 4;
    private const ushort CompulsoryBit = 0x8000;
    private const ushort TypeMask = 0x3FFF;

    public IReadOnlyList<NhrpCie> Entries { get; init; } = [];

    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Type with the compulsory bit, as it stands on the wire.</summary>
    public ushort WireType => (ushort)((ushort)Type | (Compulsory ? CompulsoryBit : 0));

    /// <summary>Bytes of the value.</summary>
    public int ValueLength => Data.Length + NhrpCie.LengthOf(Entries);

    /// <summary>Those that a responder understands; another one that is compulsory it has to refuse.</summary>
    public static bool IsKnown(NhrpExtensionType type) =>
        HoldsEntries(type) || type is NhrpExtensionType.End or NhrpExtensionType.Authentication or NhrpExtensionType.Vendor;

    public static bool HoldsEntries(NhrpExtensionType type) => type
        is NhrpExtensionType.ResponderAddress or NhrpExtensionType.ForwardTransitRecord
        or NhrpExtensionType.ReverseTransitRecord or NhrpExtensionType.NatAddress;

    /// <summary>Reads the extensions from <paramref name="offset"/> to the end mark or the end of the packet.</summary>
    internal static bool TryDecodeAll(ReadOnlySpan<byte> wire, int offset, out NhrpExtension[] extensions, out NhrpError error)
    {
        extensions = [];
        if (!TryCount(wire, offset, out var count, out error))
            return false;
        if (count == 0)
            return true;
        var found = new NhrpExtension[count];
        for (var i = 0; i < count; i++)
        {
            if (!TryDecode(wire, ref offset, out found[i], out error))
                return false;
        }
        extensions = found;
        return true;
    }

    /// <summary>Returns what is behind it.</summary>
    internal Span<byte> Encode(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, WireType);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)ValueLength);
        var rest = NhrpCie.Encode(Entries, destination[HeaderLength..]);
        Data.Span.CopyTo(rest);
        return rest[Data.Length..];
    }

    private static bool TryCount(ReadOnlySpan<byte> wire, int offset, out int count, out NhrpError error)
    {
        error = default;
        for (count = 0; offset < wire.Length; count++)
        {
            if (wire.Length - offset < HeaderLength)
            {
                error = new NhrpError("an extension header is cut off", offset);
                return false;
            }
            if ((BinaryPrimitives.ReadUInt16BigEndian(wire[offset..]) & TypeMask) == (ushort)NhrpExtensionType.End)
                return true;
            var length = BinaryPrimitives.ReadUInt16BigEndian(wire[(offset + 2)..]);
            if (wire.Length - offset - HeaderLength < length)
            {
                error = new NhrpError($"an extension of {length} bytes reaches beyond the packet", offset);
                return false;
            }
            offset += HeaderLength + length;
        }
        return true;
    }

    /// <summary>Reads one, whose length was looked at before, and moves <paramref name="offset"/> behind it.</summary>
    private static bool TryDecode(ReadOnlySpan<byte> wire, ref int offset, out NhrpExtension extension, out NhrpError error)
    {
        var wireType = BinaryPrimitives.ReadUInt16BigEndian(wire[offset..]);
        var start = offset + HeaderLength;
        var end = start + BinaryPrimitives.ReadUInt16BigEndian(wire[(offset + 2)..]);
        var type = (NhrpExtensionType)(wireType & TypeMask);
        NhrpCie[] entries = [];
        error = default;
        var whole = !HoldsEntries(type) || NhrpCie.TryDecodeAll(wire, start, end, out entries, out error);
        extension = new NhrpExtension(type, (wireType & CompulsoryBit) != 0)
        {
            Entries = entries,
            Data = HoldsEntries(type) ? default(ReadOnlyMemory<byte>) : wire[start..end].ToArray(),
        };
        offset = end;
        return whole;
    }
}
