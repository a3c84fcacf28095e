using Router.Core.Shapes;
using Router.Core.State;
using Router.Features.Configuration;
using Router.Features.Texts;

namespace Router.Features.Ntp.Build;

/// <summary>
/// chrony: the clock is set at once after a boot without one, and steered from then on. It serves nobody but, with <c>services ntp</c>, the
/// hosts of zones; the firewall lets those in, and a network that is known is named here as well.
/// </summary>
internal static class Chrony
{
    private const string Served = "local stratum 10\n", Everywhere6 = "::/0";

    public static DesiredService Build(RouterConfig config) => new()
    {
        Name = "chronyd",
        Running = config.System.Ntp.Count > 0 || config.Services.Ntp is not null,
        OnChange = ServiceChange.Restart,
        Check = ["chronyd", "-p", "-f", "{0}"],
        Files = [new("/etc/chrony/chrony.conf", Text(config))],
        Directories =
        [
            new("/run/chrony", FileModes.GroupFolder, "chrony:chrony"), new("/var/lib/chrony", FileModes.GroupFolder, "chrony:chrony")
        ],
    };

    private static string Text(RouterConfig config)
    {
        var text = new FileText<ChronyText>();
        foreach (var server in config.System.Ntp)
        {
            if (NetworkScalars.IsAddress(server))
                text.Add($"server {server} iburst\n");
            else
                text.Add($"pool {server} iburst maxsources 4\n");
        }
        var networks = Networks(config).Distinct().ToList();
        foreach (var network in networks)
            text.Add($"allow {network}\n");
        return text.AddWords(networks.Count > 0 ? Served : "").AddWords(
            """
            user chrony
            driftfile /var/lib/chrony/drift
            pidfile /run/chrony/chronyd.pid
            makestep 1 -1
            rtcsync

            """).AddWords(networks.Count > 0 ? "" : "port 0\n").AddWords("cmdport 0\n").ToString();
    }

    /// <summary>Of the interfaces of its zones; those that come from outside nobody knows yet.</summary>
    private static IEnumerable<string> Networks(RouterConfig config)
    {
        var zones = config.Services.Ntp?.Zones ?? [];
        foreach (var settings in config.Interfaces.Values.Where(i => i.Zone is { } zone && zones.Contains(zone)))
        {
            foreach (var address in settings.Addresses)
                yield return $"{address.Network}";
            if (settings.LearnsIPv4)
                yield return "0.0.0.0/0";
            if (settings.Delegated is not null || settings.Ipv6 is not null)
                yield return Everywhere6;
            else if (settings.Addresses.Any(a => a.IsIPv6))
                yield return "fe80::/10";
        }
        foreach (var (_, mesh) in config.Mesh.Where(m => zones.Contains(m.Value.ZoneOr(m.Key))))
            yield return $"{mesh.Address.Network}";
    }
}
