using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Router.Wire.Netlink.Nftables;

/// <summary>
/// A type of nft's in bytes. <see cref="Length"/> is in bytes; in a concatenation each takes a multiple of four. <see cref="Number"/> and
/// <see cref="IsOfHost"/> (its order is that of this machine) are for nft, which shows sets by them.
/// </summary>
public sealed class FieldType
{
    private const int NameLength = 16;

    private static readonly Dictionary<string, FieldType> Known = new()
    {
        ["ipv4_addr"] = new(7, 4, WriteAddress4),
        ["ipv6_addr"] = new(8, 16, WriteAddress6),
        ["ether_addr"] = new(9, 6, WriteMac),
        ["inet_proto"] = new(12, 1, WriteProtocol),
        ["inet_service"] = new(13, 2, WritePort),
        ["icmp_type"] = new(14, 1, WriteByte),
        ["mark"] = new(19, 4, WriteNumber) { IsOfHost = true },
        ["iface_index"] = new(20, 4, WriteNumber) { IsOfHost = true },
        ["icmpv6_type"] = new(29, 1, WriteIcmpv6Type),
        ["time"] = new(43, 8, WriteTime),
        ["hour"] = new(44, 4, WriteSeconds),
        ["day"] = new(45, 1, WriteByte),
        ["ifname"] = new(41, NameLength, WriteName) { IsOfHost = true },
    };

    private readonly Writer write;

    private FieldType(uint number, int length, Writer write) => (Number, Length, this.write) = (number, length, write);

    private delegate bool Writer(ReadOnlySpan<char> text, Span<byte> bytes);

    public uint Number { get; }

    public int Length { get; }

    public bool IsOfHost { get; private init; }

    /// <summary>Null: not one of those that our rulesets use.</summary>
    public static FieldType? Find(string word) => Known.GetValueOrDefault(word);

    /// <summary>False: the text is no such value.</summary>
    public bool TryWrite(ReadOnlySpan<char> text, Span<byte> bytes) => write(text, bytes[..Length]);

    /// <summary>Four decimal numbers.</summary>
    private static bool WriteAddress4(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        var (part, value, digits) = (0, 0, 0);
        foreach (var c in text)
        {
            if (c == '.' && digits > 0 && part < 3)
            {
                bytes[part++] = (byte)value;
                (value, digits) = (0, 0);
            }
            else if (!char.IsAsciiDigit(c) || ++digits > 3 || (value = (value * 10) + c - '0') > byte.MaxValue)
            {
                return false;
            }
        }
        bytes[part] = (byte)value;
        return part == 3 && digits > 0;
    }

    private static bool WriteAddress6(ReadOnlySpan<char> text, Span<byte> bytes) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
        && address.TryWriteBytes(bytes, out _);

    /// <summary>Six numbers of two hexadecimal digits.</summary>
    private static bool WriteMac(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        const int digits = 3;
        var known = text.Length == (bytes.Length * digits) - 1;
        for (var i = 0; known && i < bytes.Length; i++)
        {
            var number = text.Slice(i * digits, 2);
            known = (i == 0 || text[(i * digits) - 1] == ':')
                && byte.TryParse(number, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i]);
        }
        return known;
    }

    /// <summary>Seconds since 1970, as nanoseconds. Our rulesets have ranges of it alone, which are compared byte by byte.</summary>
    private static bool WriteTime(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        const ulong nanoseconds = 1_000_000_000;
        var known = ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= ulong.MaxValue / nanoseconds;
        BinaryPrimitives.WriteUInt64BigEndian(bytes, known ? seconds * nanoseconds : 0);
        return known;
    }

    /// <summary>Of the day, likewise.</summary>
    private static bool WriteSeconds(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        var known = uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        BinaryPrimitives.WriteUInt32BigEndian(bytes, seconds);
        return known;
    }

    private static bool WriteByte(ReadOnlySpan<char> text, Span<byte> bytes) =>
        byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out bytes[0]);

    /// <summary>The names of /etc/protocols that our rulesets use, or the number.</summary>
    private static bool WriteProtocol(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        bytes[0] = text switch
        {
            "icmp" => 1,
            "tcp" => 6,
            "udp" => 17,
            "gre" => 47,
            "esp" => 50,
            "ipv6-icmp" => 58,
            _ => 0,
        };
        return bytes[0] != 0 || WriteByte(text, bytes);
    }

    /// <summary>Of neighbour discovery and multicast listeners (RFC 4861, RFC 2710), or the number.</summary>
    private static bool WriteIcmpv6Type(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        bytes[0] = text switch
        {
            "mld-listener-query" => 130,
            "nd-router-solicit" => 133,
            "nd-router-advert" => 134,
            "nd-neighbor-solicit" => 135,
            "nd-neighbor-advert" => 136,
            _ => 0,
        };
        return bytes[0] != 0 || WriteByte(text, bytes);
    }

    /// <summary>Decimal, or hexadecimal behind <c>0x</c>.</summary>
    private static bool WriteNumber(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        var known = text.StartsWith("0x", StringComparison.Ordinal)
            ? uint.TryParse(text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        return known;
    }

    private static bool WritePort(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        var known = ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port);
        BinaryPrimitives.WriteUInt16BigEndian(bytes, port);
        return known;
    }

    private static bool WriteName(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        bytes.Clear();
        var quoted = text.Length > 2 && text[0] == '"' && text[^1] == '"';
        return quoted && !text.Contains('*') && Encoding.UTF8.TryGetBytes(text[1..^1], bytes[..^1], out _);
    }
}
