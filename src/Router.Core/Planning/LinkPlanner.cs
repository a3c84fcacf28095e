using System.Net;
using Router.Core.State;
using Router.Core.Values;

namespace Router.Core.Planning;

/// <summary>Links, addresses and routes.</summary>
internal static class LinkPlanner
{
    private static readonly ObservedLink NewBridge = new()
    {
        Name = "",
        Index = 0,
        Kind = LinkKind.Bridge,
        Mtu = 1500,
        Up = false,
        Alias = ObservedLink.OwnAlias,
    };

    public static void Plan(DesiredState desired, ObservedState observed, List<Change> plan)
    {
        foreach (var link in desired.Links.Values.Where(link => link.Kind == LinkKind.Bridge && !observed.Links.ContainsKey(link.Name)))
            plan.Add(new Change.CreateLink(link.Name, link.Kind));
        var removals = new List<Change>();
        // Bridges before their ports: a bridge takes its ports' MTU, and its own has to stand when they join.
        foreach (var link in desired.Links.Values.OrderBy(link => link.Master is null ? 0 : 1))
            PlanLink(link, Observed(link, observed), plan, removals);
        foreach (var route in desired.Routes.Except(observed.Routes))
            plan.Add(new Change.AddRoute(route));
        foreach (var route in observed.Routes.Except(desired.Routes))
            plan.Add(new Change.RemoveRoute(route));
        plan.AddRange(removals);
        foreach (var link in observed.Links.Values.Where(link => !desired.Links.ContainsKey(link.Name)))
            PlanForgotten(link, plan);
    }

    private static ObservedLink? Observed(DesiredLink link, ObservedState observed) =>
        observed.Links.TryGetValue(link.Name, out var there) ? there
        : link.Kind == LinkKind.Bridge ? NewBridge with { Name = link.Name }
        : null;

    private static void PlanLink(DesiredLink desired, ObservedLink? observed, List<Change> plan, List<Change> removals)
    {
        if (observed is null)
            return;
        var name = desired.Name;
        if (desired.Mtu is { } mtu && mtu != observed.Mtu)
            plan.Add(new Change.SetMtu(name, mtu, observed.Mtu));
        if (desired.Master != observed.Master)
            plan.Add(new Change.SetMaster(name, desired.Master, observed.Master));
        foreach (var address in desired.Addresses.Except(observed.Addresses))
            plan.Add(new Change.AddAddress(name, address));
        if (desired.Up != observed.Up && desired.Kind != LinkKind.Loopback)
            plan.Add(new Change.SetUp(name, desired.Up));
        foreach (var address in observed.Addresses.Except(desired.Addresses).Where(address => !IsLoopback(address)))
            removals.Add(new Change.RemoveAddress(name, address));
    }

    /// <summary>A link that the document no longer names: what this daemon put there goes, the rest stays.</summary>
    private static void PlanForgotten(ObservedLink link, List<Change> plan)
    {
        foreach (var address in link.OwnAddresses)
            plan.Add(new Change.RemoveAddress(link.Name, address));
        if (link is { Kind: LinkKind.Bridge, Alias: ObservedLink.OwnAlias })
            plan.Add(new Change.DeleteLink(link.Name, link.Kind));
    }

    private static bool IsLoopback(InterfaceAddress address) => IPAddress.IsLoopback(address.Address);
}
