using Router.Api.Contract;

namespace Router.Daemon.Upgrades;

/// <summary>Tunnels whose ends call each other all the time, so that silence says something.</summary>
internal static class TunnelHealth
{
    /// <summary>REJECT_AFTER_TIME: keys that are older than this are no longer used (the WireGuard paper, section 6.1).</summary>
    private static readonly TimeSpan KeysLast = TimeSpan.FromSeconds(180);

    /// <summary>Of a peer that is called only when there is something to send nothing is known.</summary>
    public static IEnumerable<HealthFact> Of(InterfaceStatus link, DateTimeOffset now) =>
        (link.Peers ?? []).Where(peer => peer.Keepalive > 0).Select(peer => new HealthFact(
            $"tunnel {link.Name} to {peer.Name}", now - peer.LastHandshake < KeysLast,
            peer.LastHandshake is { } last ? $"the last handshake was {(now - last).TotalSeconds:0} s ago" : "there was no handshake yet"));
}
