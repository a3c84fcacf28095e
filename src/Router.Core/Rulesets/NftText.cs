using System.Text;
using Router.Core.Values;

namespace Router.Core.Rulesets;

/// <summary>Pieces of nft's language.</summary>
internal static class NftText
{
    public const string Interval = "flags interval";

    public static string Zone(string zone) => $"zone_{zone}";

    public static string AddressSet(string name, bool ipv6) => ipv6 ? $"set6_{name}" : $"set4_{name}";

    public static string Quote(string text) => $"\"{text.Replace("\"", "'", StringComparison.Ordinal)}\"";

    /// <summary>A string of at most so many bytes of UTF-8, cut between characters: the kernel refuses longer ones.</summary>
    public static string QuoteShort(string text, int bytes)
    {
        while (Encoding.UTF8.GetByteCount(text) > bytes)
            text = text[..^(char.IsLowSurrogate(text[^1]) ? 2 : 1)];
        return Quote(text);
    }

    public static string Verdict(FirewallAction action) => action switch
    {
        FirewallAction.Accept => "accept",
        FirewallAction.Drop => "drop",
        _ => "goto refuse",
    };

    public static string Protocol(TransportProtocol protocol) => protocol switch
    {
        TransportProtocol.Icmp => "icmp",
        TransportProtocol.Icmpv6 => "ipv6-icmp",
        TransportProtocol.Tcp => "tcp",
        TransportProtocol.Udp => "udp",
        TransportProtocol.Gre => "gre",
        _ => "esp",
    };

    /// <summary>A set or map with its elements; nft refuses an empty list of elements, so then there is no such line.</summary>
    public static void AppendSet(StringBuilder text, string head, string type, string? flags, IEnumerable<string> elements)
    {
        text.Append("  ").Append(head).Append(" {\n    type ").Append(type).Append('\n');
        if (flags is not null)
            text.Append("    ").Append(flags).Append('\n');
        AppendElements(text, elements);
        text.Append("  }\n");
    }

    private static void AppendElements(StringBuilder text, IEnumerable<string> elements)
    {
        var first = true;
        foreach (var element in elements)
        {
            text.Append(first ? "    elements = { " : ", ").Append(element);
            first = false;
        }
        if (!first)
            text.Append(" }\n");
    }
}
