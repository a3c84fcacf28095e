using System.Globalization;
using System.Net;
using Router.Api.Edges;
using Router.Core.Flows;
using Router.Linux.Edges.Files;

namespace Router.Daemon.Edges;

/// <summary>What the machine knows of the process behind a client.</summary>
internal interface IPeers
{
    /// <summary>
    /// How long the network connection has stood that the process belongs to; null: it belongs to none (the serial console).
    /// </summary>
    TimeSpan? ConnectedFor(PeerCredentials peer);

    /// <summary>How long nobody has typed at the terminal of the process; null: it has none.</summary>
    TimeSpan? InputQuietFor(PeerCredentials peer);

    /// <summary>
    /// The SSH connection that carries the process, from the person to the router; null: it has none, or only on its own link.
    /// </summary>
    Flow? Connection(PeerCredentials peer);
}

/// <summary>By way of /proc: sshd has a process for each connection, an ancestor of all that the person starts.</summary>
internal sealed class LinuxPeers : IPeers
{
    private const int Init = 1;
    private const int MostAncestors = 64;
    private const int LongestStat = 4096;

    /// <summary>USER_HZ, the unit of /proc/PID/stat on every architecture.</summary>
    private const double TicksASecond = 100;

    public TimeSpan? ConnectedFor(PeerCredentials peer)
    {
        var process = peer.ProcessId;
        for (var steps = 0; process > Init && steps < MostAncestors; steps++)
        {
            if (Read(process) is not var (name, parent, startTicks))
                return TimeSpan.MaxValue; // Gone meanwhile: whatever it was, it proves nothing any more.
            if (name.StartsWith("sshd", StringComparison.Ordinal))
                return TimeSpan.FromSeconds(Math.Max(0, MachineFiles.UptimeSeconds() - (startTicks / TicksASecond)));
            process = parent;
        }
        return null;
    }

    /// <summary>By the time of access that the kernel keeps of a terminal, to about 8 seconds, as who(1) and w(1) do.</summary>
    public TimeSpan? InputQuietFor(PeerCredentials peer)
    {
        var input = $"/proc/{peer.ProcessId}/fd/0";
        try
        {
            return File.ResolveLinkTarget(input, returnFinalTarget: false)?.FullName is { } target
                && (target.StartsWith("/dev/pts/", StringComparison.Ordinal) || target.StartsWith("/dev/tty", StringComparison.Ordinal))
                && DateTime.UtcNow - File.GetLastAccessTimeUtc(input) is var quiet && quiet > TimeSpan.Zero
                ? quiet
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// sshd's SSH_CONNECTION: the client's address and port, then the server's. It is the person's own word, for their own safety.
    /// </summary>
    public Flow? Connection(PeerCredentials peer)
    {
        const string name = "SSH_CONNECTION=";
        try
        {
            var variable = File.ReadAllText($"/proc/{peer.ProcessId}/environ")
                .Split('\0')
                .FirstOrDefault(v => v.StartsWith(name, StringComparison.Ordinal));
            return variable?[name.Length..].Split(' ') is [var client, var clientPort, var server, var serverPort]
                && IPAddress.TryParse(client, out var from) && IPAddress.TryParse(server, out var to) && !from.IsIPv6LinkLocal
                && !IPAddress.IsLoopback(from)
                && ushort.TryParse(clientPort, CultureInfo.InvariantCulture, out var fromPort)
                && ushort.TryParse(serverPort, CultureInfo.InvariantCulture, out var toPort)
                ? new Flow(Flow.Tcp, from, fromPort, to, toPort, null)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>proc(5): <c>pid (name) state ppid …</c>, the start time in field 22. A name may hold spaces and brackets.</summary>
    private static (string Name, int Parent, double StartTicks)? Read(int process)
    {
        if (SmallFile.TryRead($"/proc/{process}/stat", LongestStat) is not { } stat)
            return null;
        var (open, close) = (stat.IndexOf('(', StringComparison.Ordinal), stat.LastIndexOf(')'));
        var fields = stat[(close + 2)..].Split(' ');
        return (stat[(open + 1)..close], int.Parse(fields[1], CultureInfo.InvariantCulture),
            double.Parse(fields[19], CultureInfo.InvariantCulture));
    }
}
