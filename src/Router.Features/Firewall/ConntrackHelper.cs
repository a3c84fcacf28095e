using Router.Core.Values;
using Router.Documents.Shapes;

namespace Router.Features.Firewall;

/// <summary>
/// A protocol whose control connection names others, which then count as related: the kernel's name, and where it is spoken.
/// </summary>
public sealed record ConntrackHelper(string Name, TransportProtocol Protocol, ushort Port)
{
    private static readonly ConntrackHelper[] All =
    [
        new("amanda", TransportProtocol.Udp, 10080),
        new("ftp", TransportProtocol.Tcp, 21),
        new("irc", TransportProtocol.Tcp, 6667),
        new("netbios-ns", TransportProtocol.Udp, 137),
        new("sip", TransportProtocol.Udp, 5060),
        new("tftp", TransportProtocol.Udp, 69),
    ];

    internal static readonly ScalarShape<ConntrackHelper> Shape = Scalars.Choice(
        "helper", [.. All.Select(h => (h.Name, h, $"{h.Protocol.ToString().ToLowerInvariant()} port {h.Port}"))]);
}
