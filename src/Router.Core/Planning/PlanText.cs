using System.Diagnostics;
using System.Text;
using Router.Core.State;

namespace Router.Core.Planning;

/// <summary>A plan for people: a line a step, <c>+</c> added, <c>-</c> removed, <c>~</c> changed. Contents of files are not shown.</summary>
public static class PlanText
{
    public static string Render(IEnumerable<Change> plan)
    {
        var text = new StringBuilder();
        foreach (var change in plan)
            text.Append(Line(change)).Append('\n');
        return text.ToString();
    }

    public static string Line(Change change) => change switch
    {
        Change.ReplaceFirewall { FingerprintBefore: null } c => $"+ firewall {c.Ruleset.Fingerprint}",
        Change.ReplaceFirewall c => $"~ firewall {c.FingerprintBefore} -> {c.Ruleset.Fingerprint}",
        Change.SetHostname c => $"~ hostname {c.Before} -> {c.Name}",
        Change.SetSysctl c => $"~ sysctl {c.Key} {c.Before} -> {c.Value}",
        Change.CreateLink c => $"+ {Kind(c.Kind)} {c.Name}{Tunnel(c.Gre)}",
        Change.DeleteLink c => $"- {Kind(c.Kind)} {c.Name}",
        Change.SetMaster { Master: null } c => $"~ link {c.Link} leaves bridge {c.Before}",
        Change.SetMaster c => $"~ link {c.Link} joins bridge {c.Master}",
        Change.SetMtu c => $"~ link {c.Link} mtu {c.Before} -> {c.Mtu}",
        Change.SetUp c => $"~ link {c.Link} {(c.Up ? "up" : "down")}",
        Change.AddAddress c => $"+ address {c.Address} on {c.Link}",
        Change.RemoveAddress c => $"- address {c.Address} on {c.Link}",
        Change.AddRoute c => $"+ route {Way(c.Route)}",
        Change.RemoveRoute c => $"- route {Way(c.Route)}",
        Change.WriteFile { Before: null } c => $"+ file {c.File.Path} ({c.Service})",
        Change.WriteFile c => $"~ file {c.File.Path} ({c.Service})",
        Change.RemoveFile c => $"- file {c.Before.Path} ({c.Service})",
        Change.StartService c => $"+ service {c.Name}",
        Change.StopService c => $"- service {c.Name}",
        Change.RefreshService c => $"~ service {c.Name} {(c.How == ServiceChange.Reload ? "reloads" : "restarts")}",
        _ => throw new UnreachableException(),
    };

    private static string Kind(LinkKind kind) => kind switch { LinkKind.Bridge => "bridge", LinkKind.Gre => "tunnel", LinkKind.Loopback => "loopback", _ => "link" };

    private static string Tunnel(GreTunnel? gre) => gre is null
        ? ""
        : $" over {gre.Underlay ?? $"{gre.Local}"}{(gre.Remote is null ? "" : $" to {gre.Remote}")}{(gre.Key is null ? "" : $" key {gre.Key}")}";

    private static string Way(Route route)
    {
        var via = route.Gateway is null ? "" : $" via {route.Gateway}";
        var link = route.Link is null ? "" : $" dev {route.Link}";
        var metric = route.Metric is null ? "" : $" metric {route.Metric}";
        return $"{route.Destination}{(route.Blackhole ? " blackhole" : "")}{via}{link}{metric}";
    }
}
