using Router.Api.Contract;
using Router.Core.Edges;
using Router.Daemon.Status;
using Router.Linux.Edges.Processes;

namespace Router.Daemon.Edges;

/// <summary>What FRR's bgpd says of its neighbours.</summary>
internal static class BgpTable
{
    /// <exception cref="ApplyException">bgpd runs and does not answer.</exception>
    public static async Task<Response.Bgp> ReadAsync(CancellationToken stopping)
    {
        if (!Path.Exists("/run/frr/bgpd.vty"))
            return new Response.Bgp(null, null, []);
        var result = await ProgramRunner.RunAsync("vtysh", ["-d", "bgpd", "-c", "show bgp vrf all summary json"], "", stopping);
        return BgpSummary.TryParse(result.Output, out var bgp) ? bgp : throw new ApplyException("show bgp", 0, result.Words);
    }
}
