using System.Net.Sockets;
using Renci.SshNet.Common;
using Router.Fleet.KnownHosts;
using Router.Fleet.Push;

namespace Router.Fleet.Edges;

/// <summary>Why there is no connection, in the words of a person.</summary>
internal static class SshTrouble
{
    public static ConnectException Explain(SshTarget target, Exception e, HostKeyFinding? finding, string key, TimeSpan limit) =>
        finding switch
        {
            { Verdict: HostKeyVerdict.Changed, Place: { } place } => new(ConnectFailure.HostKey,
                $"its host key ({key}) is not the known one ({place}): somebody may be in between; if the router was set up again, "
                + $"remove the old key: ssh-keygen -f {place.File} -R '{KnownHostsList.NameOf(target.Known.Host, target.Known.Port)}'"
                + Aside(finding),
                e),
            { Verdict: HostKeyVerdict.Revoked } =>
                new(ConnectFailure.HostKey, $"its host key ({key}) is revoked in {finding.Place}{Aside(finding)}", e),
            { Verdict: HostKeyVerdict.Unknown } => new(ConnectFailure.HostKey,
                $"its host key ({key}) is not in {string.Join(", ", target.Hosts.Paths)}: compare it with the router's, "
                + $"then add --accept-new{Aside(finding)}",
                e),
            _ => Explain(target, e, limit),
        };

    private static ConnectException Explain(SshTarget target, Exception e, TimeSpan limit) => e switch
    {
        SshAuthenticationException => new(ConnectFailure.Login, $"it lets nobody in as {target.User} with {Names(target)}: {e.Message}", e),
        SocketException socket => new(ConnectFailure.Unreachable, Words(target, socket), e),
        OperationCanceledException or SshOperationTimeoutException or TimeoutException =>
            new(ConnectFailure.Unreachable, $"{target.Host} port {target.Port} did not answer within {limit.TotalSeconds:0.#} s", e),
        // What a host on the way cannot reach, it closes without a word.
        _ when target.Via is { } via => new(
            ConnectFailure.Unreachable, $"{target.Host} port {target.Port} was not reached by way of {via.Name}: {e.Message}", e),
        _ => new(ConnectFailure.Unreachable, $"{target.Host} port {target.Port}: {e.Message}", e),
    };

    private static string Aside(HostKeyFinding finding) => finding.Why is { } why ? $" ({why})" : "";

    private static string Words(SshTarget target, SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => $"{target.Host} port {target.Port}: nobody listens there",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"{target.Host}: there is no host of that name",
        _ => $"{target.Host} port {target.Port}: {e.Message}",
    };

    private static string Names(SshTarget target) =>
        target.Keys.Count == 0 ? "no key at all" : string.Join(", ", target.Keys.Select(k => k.Path));
}
