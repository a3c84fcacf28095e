using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Router.Core.Values;

namespace Router.Core.Flows;

/// <summary>
/// A packet that somebody asks about. Ports are null where the protocol has none. <paramref name="Source"/> and
/// <paramref name="Destination"/> null: the router itself (<c>self</c>). <paramref name="From"/>: a zone, an interface or a
/// kernel name; null: where the route back to the source goes.
/// </summary>
public sealed record Flow(
    byte Protocol, IPAddress? Source, ushort? SourcePort, IPAddress? Destination, ushort? DestinationPort, string? From)
{
    public const byte Icmp = 1, Tcp = 6, Udp = 17, Icmpv6 = 58;

    /// <summary>What a client takes when nothing is said.</summary>
    private const ushort UsualSourcePort = 40000;

    private const string Self = "self", Arrow = "->";

    public const string Grammar = "PROTOCOL SOURCE[:PORT] -> DESTINATION[:PORT] [from ZONE|INTERFACE] [mac ADDRESS]";

    /// <summary>The sender's hardware address, as the kernel writes it; null: none that a rule names.</summary>
    public string? Mac { get; init; }

    /// <summary>The family of the addresses that are given.</summary>
    public bool IsIPv6 => (Destination ?? Source!).AddressFamily == AddressFamily.InterNetworkV6;

    public bool HasPorts => Protocol is Tcp or Udp;

    public override string ToString() =>
        $"{ProtocolName(Protocol)} {End(Source, SourcePort)} {Arrow} {End(Destination, DestinationPort)}{(From is null ? "" : $" from {From}")}{(Mac is null ? "" : $" mac {Mac}")}";

    /// <summary>An end as a person writes it: <c>10.0.0.1:80</c>, <c>[2001:db8::1]:80</c>, <c>self:22</c>.</summary>
    public static string End(IPAddress? address, ushort? port) => (address, port) switch
    {
        (null, null) => Self,
        (null, _) => $"{Self}:{port}",
        (_, null) => $"{address}",
        ({ AddressFamily: AddressFamily.InterNetworkV6 }, _) => $"[{address}]:{port}",
        _ => $"{address}:{port}",
    };

    public static string ProtocolName(byte protocol) => protocol switch
    {
        Icmp => "icmp",
        Tcp => "tcp",
        Udp => "udp",
        Icmpv6 => "icmpv6",
        _ => protocol.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Null with what is wrong in <paramref name="problem"/>.</summary>
    public static Flow? Parse(IReadOnlyList<string> words, out string problem)
    {
        problem = "";
        var isSentBy = words.Count > 4 && words[^2] == "mac";
        var mac = isSentBy ? HardwareAddress.Canonical(words[^1]) : null;
        if (isSentBy && mac is null)
            return Refuse($"\"{words[^1]}\" is no hardware address, such as 52:54:00:12:34:56", out problem);
        if (isSentBy)
            words = [.. words.SkipLast(2)];
        if (words.Count is not 4 and not 6 || words[2] != Arrow || (words.Count == 6 && words[4] != "from"))
            return Refuse($"a flow is {Grammar}", out problem);
        var (protocolWord, sourceWord, destinationWord) = (words[0], words[1], words[3]);
        if (Number(protocolWord) is not { } protocol)
            return Refuse($"\"{protocolWord}\" is no protocol: tcp, udp, icmp, icmpv6 or a number up to 255", out problem);
        if (!TryEnd(sourceWord, out var source, out var sourcePort))
            return Refuse(
                $"\"{sourceWord}\" is no source: an address, with a port behind a colon (IPv6 in brackets), or self", out problem);
        if (!TryEnd(destinationWord, out var destination, out var destinationPort))
            return Refuse(
                $"\"{destinationWord}\" is no destination: an address, with a port behind a colon (IPv6 in brackets), or self",
                out problem);
        var from = words.Count == 6 ? words[5] : null;
        return Checked(new Flow(protocol, source, sourcePort, destination, destinationPort, from) { Mac = mac }, out problem);
    }

    private static Flow? Checked(Flow flow, out string problem)
    {
        problem = "";
        if (flow.Source is null && flow.Destination is null)
            return Refuse("one end has to be an address: what the router sends to itself is never stopped", out problem);
        if (flow.Source is { } source && flow.Destination is { } destination && source.AddressFamily != destination.AddressFamily)
            return Refuse("one end is IPv4 and the other IPv6", out problem);
        if (flow.Protocol == (flow.IsIPv6 ? Icmp : Icmpv6))
            return Refuse(flow.IsIPv6 ? "ICMP of IPv6 is icmpv6" : "ICMP of IPv4 is icmp", out problem);
        if (!flow.HasPorts)
            return flow.SourcePort is null && flow.DestinationPort is null
                ? flow
                : Refuse($"{ProtocolName(flow.Protocol)} has no ports", out problem);
        return flow.DestinationPort is null
            ? Refuse($"the destination wants a port, such as {End(flow.Destination, 443)}", out problem)
            : flow with { SourcePort = flow.SourcePort ?? UsualSourcePort };
    }

    private static Flow? Refuse(string message, out string problem)
    {
        problem = message;
        return null;
    }

    private static byte? Number(string word) => word switch
    {
        "tcp" => Tcp,
        "udp" => Udp,
        "icmp" => Icmp,
        "icmpv6" => Icmpv6,
        _ => byte.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    private static bool TryEnd(string word, out IPAddress? address, out ushort? port)
    {
        (address, port) = (null, null);
        if (word is Self || word.StartsWith(Self + ":", StringComparison.Ordinal))
            return word.Length == Self.Length || TryPort(word[(Self.Length + 1)..], out port);
        var colon = word.StartsWith('[') ? word.IndexOf("]:", StringComparison.Ordinal) + 1
            : word.Count(c => c == ':') == 1 ? word.IndexOf(':', StringComparison.Ordinal)
            : 0;
        if (colon > 0 && !TryPort(word[(colon + 1)..], out port))
            return false;
        var text = (colon > 0 ? word[..colon] : word).TrimStart('[').TrimEnd(']');
        // The class also takes "10.1" and "1" for addresses.
        return IPAddress.TryParse(text, out address) && (text.Contains(':', StringComparison.Ordinal) || text.Count(c => c == '.') == 3);
    }

    private static bool TryPort(string text, out ushort? port)
    {
        var good = ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;
        port = good ? number : null;
        return good;
    }
}
