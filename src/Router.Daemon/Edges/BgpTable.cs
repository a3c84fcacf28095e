using Router.Linux.Edges.Processes;

namespace Router.Daemon.Edges;

/// <summary>What FRR's bgpd says of its neighbours.</summary>
internal static class BgpTable
{
    /// <summary>JSON, or why there is none; null: bgpd does not run.</summary>
    public static async Task<ProgramResult?> ReadAsync(CancellationToken stopping) =>
        Path.Exists("/run/frr/bgpd.vty")
            ? await ProgramRunner.RunAsync("vtysh", ["-d", "bgpd", "-c", "show bgp vrf all summary json"], "", stopping)
            : null;
}
