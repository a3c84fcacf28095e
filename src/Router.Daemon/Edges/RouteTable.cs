using Router.Api.Contract;
using Router.Core.Edges;
using Router.Daemon.Status;
using Router.Linux.Edges.Processes;

namespace Router.Daemon.Edges;

/// <summary>The main routing table of both families.</summary>
internal static class RouteTable
{
    private const string MainTable = "254";

    /// <param name="names">The admin's name of each device that has one.</param>
    /// <exception cref="ApplyException">iproute2 is not there, or failed.</exception>
    public static async Task<IReadOnlyList<RouteStatus>> ReadAsync(IReadOnlyDictionary<string, string> names, CancellationToken stopping)
    {
        var routes = new List<RouteStatus>();
        foreach (var family in (string[])["-4", "-6"])
        {
            var result = await ProgramRunner.RunAsync("ip", ["-N", "-j", family, "route", "show", "table", MainTable], "", stopping);
            if (result.ExitCode != 0)
                throw new ApplyException("ip route", 0, result.Words);
            routes.AddRange(RouteList.Parse(result.Output, family == "-6", names));
        }
        return routes;
    }
}
