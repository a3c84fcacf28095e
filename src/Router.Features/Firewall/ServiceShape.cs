using System.Globalization;
using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents.Shapes;

namespace Router.Features.Firewall;

/// <summary>A service by its well-known name, by protocol and port, type or number, or a named set of them.</summary>
internal static class ServiceShape
{
    public static readonly ScalarShape<ServiceMatch> Shape = new("service", Parse, s => s.Name)
    {
        ExampleText = "ssh",
        Advice = ServiceAdvice.Service,
        Pattern = "^((tcp|udp)/[0-9]{1,5}(-[0-9]{1,5})?|icmp(v6)?/[a-z0-9-]+|protocol/[0-9]{1,3}|@[A-Za-z0-9][A-Za-z0-9._-]*)$",
        Keywords = [.. ServiceCatalog.All.Select(s => new Keyword(s.Name, s.Help))],
        Names = NetworkNames.ServiceSet,
    };

    private static string? Parse(string text, out ServiceMatch value)
    {
        value = new ServiceMatch(text, []);
        if (text.StartsWith('@'))
            return text.Length > 1 ? null : "names no set of services";
        if (ServiceCatalog.Find(text) is { } known)
        {
            value = known;
            return null;
        }
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return "is no known service; others go as tcp/PORT or udp/PORT-PORT";
        var (word, rest) = (text[..slash], text[(slash + 1)..]);
        var problem = word switch
        {
            "tcp" => Ported(TransportProtocol.Tcp, rest, out var match) ?? Take(match, text, out value),
            "udp" => Ported(TransportProtocol.Udp, rest, out var match) ?? Take(match, text, out value),
            "icmp" => Typed(TransportProtocol.Icmp, rest, out var match) ?? Take(match, text, out value),
            "icmpv6" => Typed(TransportProtocol.Icmpv6, rest, out var match) ?? Take(match, text, out value),
            "protocol" => Numbered(rest, out var match) ?? Take(match, text, out value),
            _ => slash > 0 && char.IsAsciiDigit(text[0])
                ? "has the port before the protocol"
                : "has a protocol with ports other than tcp and udp",
        };
        return problem;
    }

    private static string? Take(ProtocolMatch match, string text, out ServiceMatch value)
    {
        value = new ServiceMatch(text, [match]);
        return null;
    }

    private static string? Ported(TransportProtocol protocol, string text, out ProtocolMatch match)
    {
        var good = PortRange.TryParse(text, out var ports);
        match = new(protocol, ports);
        return good ? null : "has no port or range of ports from 1 to 65535 behind the slash";
    }

    private static string? Typed(TransportProtocol protocol, string text, out ProtocolMatch match)
    {
        var type = IcmpTypes.Find(protocol, text);
        match = new(protocol, null) { Type = type };
        return type is null ? $"has no type behind the slash: {IcmpTypes.Words(protocol)}, or a number up to 255" : null;
    }

    private static string? Numbered(string text, out ProtocolMatch match)
    {
        var good = byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;
        match = new((TransportProtocol)number, null);
        return good ? null : "has no number of a protocol from 1 to 255 behind the slash";
    }
}
