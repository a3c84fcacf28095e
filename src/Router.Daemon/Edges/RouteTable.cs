using Router.Core.Edges;
using Router.Linux.Edges.Processes;

namespace Router.Daemon.Edges;

/// <summary>The main routing table of both families.</summary>
internal static class RouteTable
{
    private const string MainTable = "254";

    /// <summary>As iproute2 prints it, in JSON.</summary>
    /// <exception cref="ApplyException">iproute2 is not there, or failed.</exception>
    public static async Task<string> ReadAsync(bool version6, CancellationToken stopping)
    {
        var result = await ProgramRunner.RunAsync(
            "ip", ["-N", "-j", version6 ? "-6" : "-4", "route", "show", "table", MainTable], "", stopping);
        return result.ExitCode == 0 ? result.Output : throw new ApplyException("ip route", 0, result.Words);
    }
}
