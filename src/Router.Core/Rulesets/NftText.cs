using System.Text;
using Router.Core.Values;

namespace Router.Core.Rulesets;

/// <summary>Pieces of nft's language.</summary>
internal static class NftText
{
    public static string Quote(string text) => $"\"{Quotable(text)}\"";

    /// <summary>
    /// At most so many bytes of UTF-8, cut between characters: the kernel refuses longer ones. What can stand between quotes.
    /// </summary>
    public static string Short(string text, int bytes)
    {
        while (Encoding.UTF8.GetByteCount(text) > bytes)
            text = text[..^(char.IsLowSurrogate(text[^1]) ? 2 : 1)];
        return Quotable(text);
    }

    private static string Quotable(string text) => text.Replace("\"", "'", StringComparison.Ordinal);

    public static string Protocol(TransportProtocol protocol) => protocol switch
    {
        TransportProtocol.Icmp => "icmp",
        TransportProtocol.Icmpv6 => "ipv6-icmp",
        TransportProtocol.Tcp => "tcp",
        TransportProtocol.Udp => "udp",
        TransportProtocol.Gre => "gre",
        TransportProtocol.Esp => "esp",
        _ => $"{(byte)protocol}",
    };
}
