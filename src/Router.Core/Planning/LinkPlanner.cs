using System.Net;
using Router.Core.State;
using Router.Core.Values;

namespace Router.Core.Planning;

/// <summary>
/// Links, addresses and routes. Everything is added before anything is taken away; a link goes down only after its routes
/// and addresses were planned away, since the kernel takes routes along.
/// </summary>
internal static class LinkPlanner
{
    public static void Plan(DesiredState desired, ObservedState observed, List<Change> plan)
    {
        observed = PlanOthers(desired, observed, plan);
        foreach (var link in desired.Links.Values.Where(link => IsMade(link.Kind) && !observed.Links.ContainsKey(link.Name)))
            plan.Add(new Change.CreateLink(link.Name, link.Kind) { Gre = link.Gre });
        var last = new List<Change>();
        // Bridges before their ports: a bridge takes its ports' MTU, and its own has to stand when they join.
        foreach (var link in desired.Links.Values.OrderBy(link => link.Master is null ? 0 : 1))
        {
            if (Observed(link, observed) is { } there)
                PlanLink(link, there, plan, last);
        }
        PlanRoutes(desired, observed, plan);
        plan.AddRange(last);
        foreach (var link in observed.Links.Values.Where(link => !desired.Links.ContainsKey(link.Name)))
            PlanForgotten(link, desired, observed, plan);
    }

    private static ObservedLink? Observed(DesiredLink link, ObservedState observed) =>
        observed.Links.TryGetValue(link.Name, out var there) ? there
        : IsMade(link.Kind) ? New(link.Name, link.Kind)
        : null;

    /// <summary>Kinds that are created and deleted; the others are there.</summary>
    private static bool IsMade(LinkKind kind) => kind is LinkKind.Bridge or LinkKind.Gre;

    /// <summary>As the kernel makes it: a tunnel over IPv4 with a key takes 28 bytes.</summary>
    private static ObservedLink New(string name, LinkKind kind) => new()
    {
        Name = name,
        Index = 0,
        Kind = kind,
        Mtu = kind == LinkKind.Gre ? 1472 : 1500,
        Up = false,
        Alias = ObservedLink.OwnAlias,
    };

    /// <summary>
    /// Tunnels whose ends or key change are made anew: the old one goes with its routes, and what follows is planned as if
    /// neither had been there.
    /// </summary>
    private static ObservedState PlanOthers(DesiredState desired, ObservedState observed, List<Change> plan)
    {
        var others = observed.Links.Values
            .Where(there => there.Gre is not null && desired.Links.TryGetValue(there.Name, out var wanted) && wanted.Gre is { } gre && gre != there.Gre)
            .Select(there => there.Name).ToHashSet();
        if (others.Count == 0)
            return observed;
        foreach (var route in observed.Routes.Where(route => route.Link is { } link && others.Contains(link)))
            plan.Add(new Change.RemoveRoute(route));
        foreach (var name in others)
        {
            var there = observed.Links[name];
            foreach (var address in there.Addresses)
                plan.Add(new Change.RemoveAddress(name, address));
            PlanDeletion(there, plan);
        }
        return observed with
        {
            Links = observed.Links.Where(link => !others.Contains(link.Key)).ToValueMap(),
            Routes = [.. observed.Routes.Where(route => route.Link is not { } link || !others.Contains(link))],
        };
    }

    private static void PlanLink(DesiredLink desired, ObservedLink observed, List<Change> plan, List<Change> last)
    {
        var name = desired.Name;
        if (desired.Mtu is { } mtu && mtu != observed.Mtu)
            plan.Add(new Change.SetMtu(name, mtu, observed.Mtu));
        if (desired.Master != observed.Master)
            plan.Add(new Change.SetMaster(name, desired.Master, observed.Master));
        PlanAddresses(desired, observed, plan, last);
        if (desired.Up != observed.Up && desired.Kind != LinkKind.Loopback)
            (desired.Up ? plan : last).Add(new Change.SetUp(name, desired.Up));
    }

    private static void PlanAddresses(DesiredLink desired, ObservedLink observed, List<Change> plan, List<Change> last)
    {
        var gone = observed.Addresses.Except(desired.Addresses).Where(address => !IPAddress.IsLoopback(address.Address)).ToList();
        foreach (var address in desired.Addresses.Except(observed.Addresses))
        {
            // A link has an IPv6 address once: with another prefix length it cannot be added beside the old one.
            foreach (var same in gone.Where(old => old.IsIPv6 && old.Address.Equals(address.Address)).ToList())
            {
                plan.Add(new Change.RemoveAddress(desired.Name, same));
                gone.Remove(same);
            }
            plan.Add(new Change.AddAddress(desired.Name, address));
        }
        last.AddRange(gone.Select(address => new Change.RemoveAddress(desired.Name, address)));
    }

    private static void PlanRoutes(DesiredState desired, ObservedState observed, List<Change> plan)
    {
        var wanted = desired.Routes.ToHashSet();
        var there = observed.Routes.Concat(observed.Routes.Select(AnyLink)).ToHashSet();
        foreach (var route in desired.Routes.Where(route => !there.Contains(route)))
            plan.Add(new Change.AddRoute(route));
        foreach (var route in observed.Routes.Where(route => !wanted.Contains(route) && !wanted.Contains(AnyLink(route))))
            plan.Add(new Change.RemoveRoute(route));
    }

    /// <summary>Of a gateway on no configured network (DHCP's) only the kernel knows the link.</summary>
    private static Route AnyLink(Route route) => route.Gateway is null ? route : route with { Link = null };

    /// <summary>A link that the document no longer names: what this daemon put there goes, the rest stays.</summary>
    private static void PlanForgotten(ObservedLink link, DesiredState desired, ObservedState observed, List<Change> plan)
    {
        foreach (var address in link.OwnAddresses)
            plan.Add(new Change.RemoveAddress(link.Name, address));
        // A document says of its bridges which ports they have: one that it took out must not hear that network any longer.
        if (link.Master is { } master && desired.Links.TryGetValue(master, out var bridge) && bridge.Kind == LinkKind.Bridge)
            plan.Add(new Change.SetMaster(link.Name, null, master));
        if (!IsMade(link.Kind) || link.Alias != ObservedLink.OwnAlias)
            return;
        // The kernel would do all this by itself when the bridge goes, but an undo could not know of it.
        foreach (var port in observed.Links.Values.Where(port => port.Master == link.Name && !desired.Links.ContainsKey(port.Name)))
            plan.Add(new Change.SetMaster(port.Name, null, link.Name));
        PlanDeletion(link, plan);
    }

    private static void PlanDeletion(ObservedLink link, List<Change> plan)
    {
        if (link.Up)
            plan.Add(new Change.SetUp(link.Name, false));
        var made = New(link.Name, link.Kind);
        if (link.Mtu != made.Mtu)
            plan.Add(new Change.SetMtu(link.Name, made.Mtu, link.Mtu));
        plan.Add(new Change.DeleteLink(link.Name, link.Kind) { Gre = link.Gre });
    }
}
