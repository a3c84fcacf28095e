using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Router.Wire.Netlink.Nftables;

/// <summary>A type of nft's in bytes, network order. <see cref="Length"/> is in bytes; in a concatenation each takes a multiple of four.</summary>
public sealed class FieldType
{
    private const int NameLength = 16;

    private static readonly Dictionary<string, FieldType> Known = new()
    {
        ["ipv4_addr"] = new(4, (text, bytes) => WriteAddress(text, AddressFamily.InterNetwork, bytes)),
        ["ipv6_addr"] = new(16, (text, bytes) => WriteAddress(text, AddressFamily.InterNetworkV6, bytes)),
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

    private static bool WriteAddress(ReadOnlySpan<char> text, AddressFamily family, Span<byte> bytes) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == family && address.TryWriteBytes(bytes, out _);

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
