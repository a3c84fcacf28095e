using System.Buffers.Binary;
using System.Net;

namespace Router.Wire.Nhrp;

/// <summary>
/// A client information entry, RFC 2332 section 5.2.0.1.
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |    Code       | Prefix Length |         unused                |
/// |  Maximum Transmission Unit    |        Holding Time           |
/// |Cli Addr T/L | Cli SAddr T/L | Cli Proto Len |  Preference    |
/// |            Client NBMA Address (variable length)              |
/// |            Client NBMA Subaddress (variable length)           |
/// |            Client Protocol Address (variable length)          |
/// </code>
/// Holding time in seconds, MTU in bytes (0: not said). An address that is null has length 0 on the wire.
/// </summary>
public sealed record NhrpCie
{
    internal const int FixedLength = 12;
    private static readonly NhrpCie Empty = new();

    public NhrpCode Code { get; init; }

    /// <summary>0 to 32 (128 for IPv6); 255 in a registration that asks for uniqueness.</summary>
    public byte PrefixLength { get; init; }

    public ushort Mtu { get; init; }

    public ushort HoldingTime { get; init; }

    public byte Preference { get; init; }

    public IPAddress? Nbma { get; init; }

    /// <summary>At most 63 bytes; IP has none.</summary>
    public ReadOnlyMemory<byte> NbmaSubaddress { get; init; }

    public IPAddress? Protocol { get; init; }

    internal int Length => FixedLength + AddressCodec.Length(Nbma) + NbmaSubaddress.Length + AddressCodec.Length(Protocol);

    internal static int LengthOf(IReadOnlyList<NhrpCie> entries)
    {
        var length = 0;
        // What was decoded is an array, and a hub reads and writes little else.
        if (entries is NhrpCie[] array)
        {
            foreach (var entry in array)
                length += entry.Length;
            return length;
        }
        for (var i = 0; i < entries.Count; i++)
            length += entries[i].Length;
        return length;
    }

    /// <summary>Reads entries up to <paramref name="end"/>, which the last has to reach exactly.</summary>
    internal static bool TryDecodeAll(ReadOnlySpan<byte> wire, int offset, int end, out NhrpCie[] entries, out NhrpError error)
    {
        entries = [];
        if (!TryCount(wire, offset, end, out var count, out error))
            return false;
        if (count == 0)
            return true;
        var found = new NhrpCie[count];
        for (var i = 0; i < count; i++)
        {
            if (!TryDecode(wire, ref offset, out found[i], out error))
                return false;
        }
        entries = found;
        return true;
    }

    /// <summary>Writes all, and returns what is behind them.</summary>
    internal static Span<byte> Encode(IReadOnlyList<NhrpCie> entries, Span<byte> destination)
    {
        if (entries is NhrpCie[] array)
        {
            foreach (var entry in array)
                destination = entry.Encode(destination);
            return destination;
        }
        for (var i = 0; i < entries.Count; i++)
            destination = entries[i].Encode(destination);
        return destination;
    }

    private static int LengthAt(ReadOnlySpan<byte> head) =>
        FixedLength + (head[8] & AddressCodec.LengthMask) + (head[9] & AddressCodec.LengthMask) + head[10];

    private static bool TryCount(ReadOnlySpan<byte> wire, int offset, int end, out int count, out NhrpError error)
    {
        error = default;
        for (count = 0; offset < end; count++)
        {
            if (end - offset < FixedLength)
                error = new NhrpError($"a client information entry wants {FixedLength} bytes, {end - offset} are left", offset);
            else if (end - offset < LengthAt(wire[offset..]))
                error = new NhrpError("the addresses of a client information entry reach beyond its part of the packet", offset + 8);
            if (error != default)
                return false;
            offset += LengthAt(wire[offset..]);
        }
        return true;
    }

    /// <summary>Reads one entry, whose length was looked at before, and moves <paramref name="offset"/> behind it.</summary>
    private static bool TryDecode(ReadOnlySpan<byte> wire, ref int offset, out NhrpCie entry, out NhrpError error)
    {
        var head = wire.Slice(offset, FixedLength);
        var subaddress = offset + FixedLength + (head[8] & AddressCodec.LengthMask);
        var protocol = subaddress + (head[9] & AddressCodec.LengthMask);
        if (!AddressCodec.TryDecode(wire[(offset + FixedLength)..subaddress], out var nbma)
            || !AddressCodec.TryDecode(wire.Slice(protocol, head[10]), out var protocolAddress))
        {
            entry = Empty;
            error = new NhrpError("an address is neither 0, 4 nor 16 bytes long", offset + 8);
            return false;
        }
        entry = new NhrpCie
        {
            Code = (NhrpCode)head[0],
            PrefixLength = head[1],
            Mtu = BinaryPrimitives.ReadUInt16BigEndian(head[4..]),
            HoldingTime = BinaryPrimitives.ReadUInt16BigEndian(head[6..]),
            Preference = head[11],
            Nbma = nbma,
            NbmaSubaddress = wire[subaddress..protocol].ToArray(),
            Protocol = protocolAddress,
        };
        offset = protocol + head[10];
        error = default;
        return true;
    }

    private Span<byte> Encode(Span<byte> destination)
    {
        destination[..FixedLength].Clear();
        destination[0] = (byte)Code;
        destination[1] = PrefixLength;
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], Mtu);
        BinaryPrimitives.WriteUInt16BigEndian(destination[6..], HoldingTime);
        destination[8] = (byte)AddressCodec.Length(Nbma);
        destination[9] = (byte)NbmaSubaddress.Length;
        destination[10] = (byte)AddressCodec.Length(Protocol);
        destination[11] = Preference;
        return AddressCodec.Encode(Protocol, AddressCodec.Encode(Nbma, NbmaSubaddress.Span, destination[FixedLength..]));
    }
}
