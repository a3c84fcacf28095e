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

    public NhrpCode Code { get; init; }

    /// <summary>0 to 32 (128 for IPv6); 255 in a registration that asks for uniqueness.</summary>
    public byte PrefixLength { get; init; }

    public ushort Mtu { get; init; }

    public ushort HoldingTime { get; init; }

    public byte Preference { get; init; }

    public IPAddress? Nbma { get; init; }

    public IPAddress? Protocol { get; init; }

    internal static int LengthOf(IReadOnlyList<NhrpCie> entries)
    {
        var length = 0;
        for (var i = 0; i < entries.Count; i++)
            length += entries[i].Length;
        return length;
    }

    internal int Length => FixedLength + AddressCodec.Length(Nbma) + AddressCodec.Length(Protocol);

    /// <summary>Reads one entry and moves <paramref name="offset"/> behind it.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> wire, ref int offset, int end, out NhrpCie cie, out NhrpError error)
    {
        cie = new NhrpCie();
        if (end - offset < FixedLength)
        {
            error = new NhrpError($"a client information entry wants {FixedLength} bytes, {end - offset} are left", offset);
            return false;
        }
        var head = wire.Slice(offset, FixedLength);
        int nbmaLength = head[8] & AddressCodec.LengthMask, subaddressLength = head[9] & AddressCodec.LengthMask, protocolLength = head[10];
        var at = offset + FixedLength;
        if (end - at < nbmaLength + subaddressLength + protocolLength)
        {
            error = new NhrpError("the addresses of a client information entry reach beyond its part of the packet", offset + 8);
            return false;
        }
        if (!AddressCodec.TryDecode(wire.Slice(at, nbmaLength), out var nbma)
            || !AddressCodec.TryDecode(wire.Slice(at + nbmaLength + subaddressLength, protocolLength), out var protocol))
        {
            error = new NhrpError("an address is neither 0, 4 nor 16 bytes long", offset + 8);
            return false;
        }
        cie = new NhrpCie
        {
            Code = (NhrpCode)head[0],
            PrefixLength = head[1],
            Mtu = BinaryPrimitives.ReadUInt16BigEndian(head[4..]),
            HoldingTime = BinaryPrimitives.ReadUInt16BigEndian(head[6..]),
            Preference = head[11],
            Nbma = nbma,
            Protocol = protocol,
        };
        offset = at + nbmaLength + subaddressLength + protocolLength;
        error = default;
        return true;
    }

    /// <summary>Reads entries up to <paramref name="end"/>, which the last has to reach exactly.</summary>
    internal static bool TryDecodeAll(ReadOnlySpan<byte> wire, int offset, int end, out NhrpCie[] cies, out NhrpError error)
    {
        var found = new List<NhrpCie>(1);
        cies = [];
        error = default;
        while (offset < end)
        {
            if (!TryDecode(wire, ref offset, end, out var cie, out error))
                return false;
            found.Add(cie);
        }
        cies = [.. found];
        return true;
    }

    internal void Encode(Span<byte> destination)
    {
        destination[..FixedLength].Clear();
        destination[0] = (byte)Code;
        destination[1] = PrefixLength;
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], Mtu);
        BinaryPrimitives.WriteUInt16BigEndian(destination[6..], HoldingTime);
        destination[8] = (byte)AddressCodec.Length(Nbma);
        destination[10] = (byte)AddressCodec.Length(Protocol);
        destination[11] = Preference;
        AddressCodec.Encode(Nbma, destination[FixedLength..]);
        AddressCodec.Encode(Protocol, destination[(FixedLength + AddressCodec.Length(Nbma))..]);
    }
}
