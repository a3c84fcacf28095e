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
        ["inet_proto"] = new(12, 1, WriteProtocol),
        ["inet_service"] = new(13, 2, WritePort),
        ["mark"] = new(19, 4, WriteNumber) { IsOfHost = true },
        ["iface_index"] = new(20, 4, WriteNumber) { IsOfHost = true },
        ["icmpv6_type"] = new(29, 1, WriteIcmpv6Type),
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

    /// <summary>The names of /etc/protocols that our rulesets use.</summary>
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
        return bytes[0] != 0;
    }

    /// <summary>Of neighbour discovery and multicast listeners (RFC 4861, RFC 2710).</summary>
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
        return bytes[0] != 0;
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
