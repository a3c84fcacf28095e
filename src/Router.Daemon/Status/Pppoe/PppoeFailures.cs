using Router.Api.Contract;

namespace Router.Daemon.Status.Pppoe;

/// <summary>What pppd says of a session that did not come about, or ended: among its lines of the system's log.</summary>
internal static class PppoeFailures
{
    private static readonly string[] Words =
    [
        "authentication failed", "authenticate-requests", "Timeout waiting", "System-Error", "Generic-Error", "Service-Name-Error",
        "terminated by peer", "No response to", "timeout sending", "Could not", "Couldn't", "Can't", "Failed to", "not Ethernet",
    ];

    /// <summary>The last one; null: there is none.</summary>
    /// <param name="lines">Oldest first.</param>
    /// <param name="processes">The numbers of the line's pppd: of the session that was last, and of the one now.</param>
    public static LogLine? Last(IEnumerable<LogLine> lines, params IReadOnlyCollection<int> processes) => lines.LastOrDefault(
        line => processes.Any(process => line.Source == $"pppd[{process}]")
            && Words.Any(word => line.Text.Contains(word, StringComparison.Ordinal)));
}
