using System.Diagnostics;
using System.Text;
using Router.Core.State;
using Router.Core.State.Links;

namespace Router.Core.Plans;

/// <summary>
/// A plan for people: a line a step, <c>+</c> added, <c>-</c> removed, <c>~</c> changed. Contents of files are not shown.
/// </summary>
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
        Change.SetTuning c => $"~ {c.Key} {c.Before} -> {c.Value}",
        Change.CreateLink c => $"+ {Link(c.Name, c.Settings)}",
        Change.DeleteLink c => $"- {Link(c.Name, c.Settings)}",
        Change.ChangeLink c => $"~ {Link(c.Name, c.Before)} -> {c.Settings.Details}",
        Change.SetVlan { Vlan: null } c => $"- vlan {c.Before} of port {c.Link}",
        Change.SetVlan { Before: null } c => $"+ vlan {c.Vlan} of port {c.Link}",
        Change.SetVlan c => $"~ vlan {c.Before} -> {c.Vlan} of port {c.Link}",
        Change.SetMaster { Master: null } c => $"~ link {c.Link} leaves {c.Before}",
        Change.SetMaster c => $"~ link {c.Link} joins {c.Master}",
        Change.SetMtu c => $"~ link {c.Link} mtu {c.Before} -> {c.Mtu}",
        Change.SetMac { Before: null } c => $"~ link {c.Link} mac {c.Mac}",
        Change.SetMac c => $"~ link {c.Link} mac {c.Before} -> {c.Mac}",
        Change.SetUp c => $"~ link {c.Link} {(c.Up ? "up" : "down")}",
        Change.AddAddress { WasLent: true, Own: true } c => $"~ address {c.Address} on {c.Link} becomes permanent",
        Change.RemoveAddress { WasLent: true, Own: false } c => $"- address {c.Address} on {c.Link}, a client's",
        Change.AddAddress c => $"+ address {c.Address} on {c.Link}",
        Change.RemoveAddress c => $"- address {c.Address} on {c.Link}",
        Change.AddRoute c => $"+ {Subject(c.Route)}",
        Change.RemoveRoute c => $"- {Subject(c.Route)}",
        Change.AddRoutingRule c => $"+ rule {Words(c.Rule)}",
        Change.RemoveRoutingRule c => $"- rule {Words(c.Rule)}",
        Change.SetNeighbour { Before: null } c => $"+ neighbour {c.Neighbour.Address} on {c.Neighbour.Link} is {c.Neighbour.Mac}",
        Change.SetNeighbour c => $"~ neighbour {c.Neighbour.Address} on {c.Neighbour.Link} {c.Before!.Mac} -> {c.Neighbour.Mac}",
        Change.RemoveNeighbour c => $"- neighbour {c.Before.Address} on {c.Before.Link}",
        Change.SetQueue { Queue: null } c => $"- queue of {c.Link}: {c.Before}",
        Change.SetQueue { Before: null } c => $"+ queue of {c.Link}: {c.Queue}",
        Change.SetQueue c => $"~ queue of {c.Link}: {c.Before} -> {c.Queue}",
        Change.SetRedirect { To: null } c => $"- redirect of what arrives on {c.Link} to {c.Before}",
        Change.SetRedirect { Before: null } c => $"+ redirect of what arrives on {c.Link} to {c.To}",
        Change.SetRedirect c => $"~ redirect of what arrives on {c.Link} {c.Before} -> {c.To}",
        Change.WriteFile { Before: null } c => $"+ file {c.File.Path} ({c.Service})",
        Change.WriteFile c => $"~ file {c.File.Path} ({c.Service})",
        Change.RemoveFile c => $"- file {c.Before.Path} ({c.Service})",
        Change.StartService c => $"+ service {c.Name}",
        Change.StopService c => $"- service {c.Name}",
        Change.RefreshService c => $"~ service {c.Name} {(c.How == ServiceChange.Reload ? "reloads" : "restarts")}",
        _ => throw new UnreachableException(),
    };

    /// <summary>A route as the steps name it.</summary>
    public static string Subject(Route route) => $"route {Way(route)}";

    private static string Link(string name, LinkSettings settings) =>
        $"{settings.Kind} {name}{(settings.Details.Length == 0 ? "" : $" {settings.Details}")}";

    private static string Words(RoutingRule rule)
    {
        var source = rule.Source is null ? "" : $" from {rule.Source}";
        var from = rule.From is null ? "" : $" iif {rule.From}";
        var mark = rule.Mark == 0 ? "" : $" mark {rule.Mark}";
        var to = rule.Destination is null ? "" : $" to {rule.Destination}";
        var transport = rule.Transport == 0 ? "" : $" ipproto {rule.Transport}{(rule.Ports is { } ports ? $" dport {ports}" : "")}";
        var most = rule.WithoutDefault ? " without its default route" : "";
        return $"{rule.Priority}{(rule.IPv6 ? " IPv6" : "")}{source}{to}{transport}{from}{mark} table {rule.Table}{most}";
    }

    private static string Words(NextHop hop)
    {
        var via = hop.Gateway is null ? "" : $" via {hop.Gateway}";
        var link = hop.Link is null ? "" : $" dev {hop.Link}";
        return $" nexthop{via}{link} weight {hop.Weight}";
    }

    private static string Way(Route route)
    {
        var type = route.Type == RouteType.Unicast ? "" : $" {route.Type.ToString().ToLowerInvariant()}";
        var via = route.Gateway is null ? "" : $" via {route.Gateway}";
        var link = route.Link is null ? "" : $" dev {route.Link}";
        var metric = route.Metric is null ? "" : $" metric {route.Metric}";
        var table = route.Table == Route.MainTable ? "" : $" table {route.Table}";
        var hops = string.Concat(route.NextHops.Select(Words));
        return $"{route.Destination}{type}{via}{link}{metric}{table}{hops}";
    }
}
