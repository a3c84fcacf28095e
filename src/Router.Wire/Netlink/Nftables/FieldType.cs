using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Router.Wire.Netlink.Nftables;

/// <summary>
/// A type of nft's in bytes, network order. <see cref="Length"/> is in bytes; in a concatenation each takes a multiple of four.
/// </summary>
public sealed class FieldType
{
    private const int NameLength = 16;

    private static readonly Dictionary<string, FieldType> Known = new()
    {
        ["ipv4_addr"] = new(4, WriteAddress4),
        ["ipv6_addr"] = new(16, WriteAddress6),
        ["inet_proto"] = new(1, WriteProtocol),
        ["inet_service"] = new(2, WritePort),
        ["ifname"] = new(NameLength, WriteName),
    };

    private readonly Writer write;

    private FieldType(int length, Writer write) => (Length, this.write) = (length, write);

    private delegate bool Writer(ReadOnlySpan<char> text, Span<byte> bytes);

    public int Length { get; }

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
