using Router.Core.Values;
using Router.Documents.Shapes;

namespace Router.Features.Firewall;

/// <summary>A service by its well-known name, or protocol and port.</summary>
internal static class ServiceShape
{
    public static readonly ScalarShape<ServiceMatch> Shape = new("service", Parse, s => s.Name)
    {
        ExampleText = "ssh",
        Advice = ServiceAdvice.Service,
        Pattern = "^(tcp|udp)/[0-9]{1,5}(-[0-9]{1,5})?$",
        Keywords = [.. ServiceCatalog.All.Select(s => new Keyword(s.Name, s.Help))],
    };

    private static string? Parse(string text, out ServiceMatch value)
    {
        value = new ServiceMatch(text, []);
        if (ServiceCatalog.Find(text) is { } known)
        {
            value = known;
            return null;
        }
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return "is no known service; others go as tcp/PORT or udp/PORT-PORT";
        TransportProtocol? protocol = text[..slash] switch
        {
            "tcp" => TransportProtocol.Tcp,
            "udp" => TransportProtocol.Udp,
            _ => null,
        };
        if (protocol is null)
        {
            return slash > 0 && char.IsAsciiDigit(text[0])
                ? "has the port before the protocol"
                : "has a protocol with ports other than tcp and udp";
        }
        if (!PortRange.TryParse(text[(slash + 1)..], out var ports))
            return "has no port or range of ports from 1 to 65535 behind the slash";
        value = new ServiceMatch(text, [new ProtocolMatch(protocol.Value, ports)]);
        return null;
    }
}
