using Router.Core.State;

namespace Router.Features.Frr.Build;

/// <summary>FRR, for whatever wants routes from others: zebra keeps the kernel's routes, bgpd speaks.</summary>
internal static class FrrServices
{
    /// <summary>BGP's.</summary>
    public const ushort Port = 179;

    private static readonly ServiceDirectory Sockets = new("/run/frr", FileModes.AllFolder, "frr:frr");

    /// <summary>Its packages give FRR's user this folder. What root reads there nobody else may replace.</summary>
    private static readonly ServiceDirectory Configuration = new("/etc/frr", FileModes.AllFolder, "root:root");

    public static IEnumerable<DesiredService> Build(IReadOnlyList<BgpPeers> peers)
    {
        var running = peers.Count > 0;
        yield return new()
        {
            Name = "zebra",
            Running = running,
            Owns = ["/etc/frr/zebra.conf", "/etc/frr/vtysh.conf"],
            Files = running ? [File("zebra", "log syslog warnings\n"), File("vtysh", "no service integrated-vtysh-config\n")] : [],
            Directories = [Configuration, Sockets],
        };
        yield return new()
        {
            Name = "bgpd",
            Running = running,
            Owns = ["/etc/frr/bgpd.conf"],
            OnChange = ServiceChange.Reload,
            SessionPorts = running ? [Port] : [],
            Check = ["/usr/lib/frr/bgpd", "-C", "-f", "{0}"],
            Files = running ? [File("bgpd", BgpdFile.Text(peers))] : [],
            Directories = [Configuration, Sockets],
        };
    }

    private static ServiceFile File(string name, string text) => new($"/etc/frr/{name}.conf", text, FileModes.GroupReads, "root:frr");
}
