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
        var found = new List<NhrpExtension>(6);
        extensions = [];
        error = default;
        while (offset < wire.Length)
        {
            if (!TryDecode(wire, ref offset, out var extension, out error))
                return false;
            if (extension.Type == NhrpExtensionType.End)
                break;
            found.Add(extension);
        }
        extensions = [.. found];
        return true;
    }

    internal void Encode(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, WireType);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)ValueLength);
        var rest = destination[HeaderLength..];
        foreach (var entry in Entries)
        {
            entry.Encode(rest);
            rest = rest[entry.Length..];
        }
        Data.Span.CopyTo(rest);
    }

    private static bool TryDecode(ReadOnlySpan<byte> wire, ref int offset, out NhrpExtension extension, out NhrpError error)
    {
        extension = new NhrpExtension(NhrpExtensionType.End, true);
        if (wire.Length - offset < HeaderLength)
        {
            error = new NhrpError("an extension header is cut off", offset);
            return false;
        }
        var wireType = BinaryPrimitives.ReadUInt16BigEndian(wire[offset..]);
        var length = BinaryPrimitives.ReadUInt16BigEndian(wire[(offset + 2)..]);
        var start = offset + HeaderLength;
        if (wire.Length - start < length)
        {
            error = new NhrpError($"an extension of {length} bytes reaches beyond the packet", offset);
            return false;
        }
        extension = new NhrpExtension((NhrpExtensionType)(wireType & TypeMask), (wireType & CompulsoryBit) != 0);
        error = default;
        if (!HoldsEntries(extension.Type))
            extension = extension with { Data = wire.Slice(start, length).ToArray() };
        else if (NhrpCie.TryDecodeAll(wire, start, start + length, out var entries, out error))
            extension = extension with { Entries = entries };
        else
            return false;
        offset = start + length;
        return true;
    }
}
