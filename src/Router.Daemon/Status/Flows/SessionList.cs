using Router.Api.Contract;
using Router.Wire.Netlink;

namespace Router.Daemon.Status.Flows;

/// <summary>Flows of connection tracking, as the side that opened them sees them.</summary>
internal static class SessionList
{
    private const int Shown = 1000;

    /// <summary>TCP_CONNTRACK_*, in the kernel's words.</summary>
    private static readonly string?[] States =
    [
        null, "SYN_SENT", "SYN_RECV", "ESTABLISHED", "FIN_WAIT", "CLOSE_WAIT", "LAST_ACK", "TIME_WAIT", "CLOSE", "SYN_SENT2"
    ];

    public static Response.Sessions Of(IReadOnlyCollection<ConnectionTracking> connections) =>
        new(connections.Count, [.. connections.Take(Shown).Select(Status)]);

    /// <summary>As <c>/etc/protocols</c> has it; a number for what is rare.</summary>
    public static string Protocol(byte number) => number switch
    {
        1 => "icmp",
        6 => "tcp",
        17 => "udp",
        47 => "gre",
        50 => "esp",
        58 => "icmpv6",
        132 => "sctp",
        _ => $"{number}",
    };

    private static SessionStatus Status(ConnectionTracking connection) => new(
        Protocol(connection.Forward.Protocol), $"{connection.Forward.Source}",
        connection.Forward.SourcePort, $"{connection.Forward.Destination}",
        connection.Forward.DestinationPort,
        connection.TcpState < States.Length ? States[connection.TcpState] : null, connection.ExpiresSeconds);
}
