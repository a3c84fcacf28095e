using System.Net;
using Router.Core.Plans;
using Router.Core.State;
using Router.Core.State.Links;
using Router.Documents;

namespace Router.Core.Planning;

/// <summary>
/// Links, addresses and routes. Everything is added before anything is taken away; a link goes down only after its routes
/// and addresses were planned away, since the kernel takes routes along. A link that has to be recreated goes first.
/// </summary>
internal sealed class LinkPlanner
{
    private static readonly ValueList<PortVlan> Usual = [PortVlan.Usual];

    private readonly DesiredState desired;
    private readonly List<DesiredLink> order;
    private readonly LinkWork work;
    private readonly List<Change> plan;

    private LinkPlanner(DesiredState desired, ObservedState observed, List<Change> plan)
    {
        this.desired = desired;
        this.plan = plan;
        work = new LinkWork(observed, plan);
        order = LinkOrder.Of(desired);
    }

    /// <summary>The routes that wait.</summary>
    public static IReadOnlyList<Waiting> Plan(DesiredState desired, ObservedState observed, List<Change> steps)
    {
        var plan = new List<Change>();
        var planner = new LinkPlanner(desired, observed, plan);
        planner.Remake();
        planner.Create();
        var last = new List<Action>();
        foreach (var link in planner.order.Where(link => planner.work.Find(link.Name) is not null))
            planner.PlanLink(link, last);
        planner.CreateLate(last);
        var routes = RoutePlanner.Plan(desired, observed, planner.work, plan, isQuiet: plan.Count == 0 && last.Count == 0);
        foreach (var step in last)
            step();
        planner.Forget();
        routes.PlanLater();
        steps.AddRange(plan);
        return routes.Waiting;
    }

    /// <summary>Links that the kernel cannot change to what is wanted, and those that stand on them.</summary>
    private void Remake()
    {
        if (order.All(IsMadeAsWanted))
            return;
        var gone = new HashSet<string>();
        var claims = Claims();
        bool grew;
        do
        {
            grew = false;
            foreach (var link in work.Links.Where(link => link.IsOwn && !gone.Contains(link.Name)
                && (MustGo(link, gone) || IsInTheWay(link, claims))))
                grew |= gone.Add(link.Name);
        }
        while (grew);
        foreach (var link in LinkOrder.OfRemoval(work.Links.Where(link => gone.Contains(link.Name))))
            TakeAway(link.Name);
    }

    private bool IsMadeAsWanted(DesiredLink link)
    {
        var there = work.Find(link.Name);
        return link.Settings is { } settings
            ? there?.Settings is { } made && settings.Holds(made)
            : there is not { IsOwn: true, Settings: not null };
    }

    private bool MustGo(ObservedLink link, HashSet<string> gone) =>
        (gone.Count > 0 && link.Settings!.Needs.Any(gone.Contains))
        || (gone.Count > 0 && (link.Settings!.MadeBy(link.Name) ?? link.Settings.Makes(link.Name)) is { } pair && gone.Contains(pair))
        || (desired.Links.TryGetValue(link.Name, out var wanted) && wanted.Settings?.Holds(link.Settings!) != true
            && !(wanted.Settings is { } settings && link.Settings!.CanBecome(settings)));

    /// <summary>What links will claim that have to be made or changed, by who claims it.</summary>
    private ILookup<string, (string Name, LinkClaim Claim)> Claims() => (
        from link in order
        where link.Settings is { } settings && (work.Find(link.Name)?.Settings is not { } there || !settings.Holds(there))
        from claim in link.Settings!.Claims
        select (link.Name, Claim: claim)).ToLookup(claimed => claimed.Claim.What);

    /// <summary>One that holds what another one needs, as when a VLAN gets another name: both at once cannot be.</summary>
    private bool IsInTheWay(ObservedLink link, ILookup<string, (string Name, LinkClaim Claim)> claims) =>
        claims.Count > 0 && (!desired.Links.TryGetValue(link.Name, out var wanted) || wanted.Settings?.Holds(link.Settings!) != true)
        && link.Settings!.Claims.Any(held => claims[held.What].Any(claimed => claimed.Name != link.Name && claimed.Claim.Excludes(held)));

    private void Create()
    {
        foreach (var link in order)
        {
            if (link.Settings is not { } settings || IsLate(link))
                continue;
            if (work.Find(link.Name) is not { } there)
            {
                if (settings.MadeBy(link.Name) is null)
                    work.Create(link.Name, settings, settings.NewMtu(Under(settings)?.Mtu));
            }
            else if (there.Settings is not null && !settings.Holds(there.Settings))
            {
                work.ChangeSettings(there, settings);
            }
        }
    }

    /// <summary>Links that are made when the addresses are there, and what stands on them.</summary>
    private void CreateLate(List<Action> last)
    {
        foreach (var link in order.Where(IsLate).ToList())
        {
            if (link.Settings is { } settings)
                work.Create(link.Name, settings, settings.NewMtu(Under(settings)?.Mtu));
            PlanLink(link, last);
        }
    }

    private bool IsLate(DesiredLink link) => link.Settings is { } settings && work.Find(link.Name) is null
        && (settings.NeedsAddress is not null
            || settings.Needs.Any(need => desired.Links.TryGetValue(need, out var below) && IsLate(below)));

    private ObservedLink? Under(LinkSettings settings) => settings.Needs.Count > 0 ? work.Find(settings.Needs[0]) : null;

    private void PlanLink(DesiredLink link, List<Action> last)
    {
        var name = link.Name;
        if (Holds(link, work.Find(name)!))
            return;
        // A bridge is as small as its smallest port, and loses its IPv6 with that.
        var leavesBridge = Bond(link) is null && work.Find(name)!.Master is { } left && work.Find(left)?.Kind == LinkKind.Bridge;
        if (leavesBridge)
            PlanMaster(link);
        PlanMtu(link, work.Find(name)!);
        if (Mac(link, work.Find(name)!) is { } mac)
            work.SetMac(name, mac, note: link.Mac is not null);
        if (!leavesBridge)
            PlanMaster(link);
        PlanVlans(link, work.Find(name)!);
        PlanAddresses(link, work.Find(name)!, last);
        if (link.Up == work.Find(name)!.Up || link.Kind == LinkKind.Loopback)
            return;
        if (link.Up)
            work.SetUp(name, true);
        else
            last.Add(() => work.SetUp(name, false));
    }

    private void PlanMaster(DesiredLink link)
    {
        if (link.Master == work.Find(link.Name)!.Master)
            return;
        StripVlans(link.Name);
        work.SetMaster(link.Name, link.Master);
    }

    /// <summary>Of a thousand links that all are as they should be, none is worth more than a look.</summary>
    private bool Holds(DesiredLink link, ObservedLink there) =>
        link.Master == there.Master && (link.Up == there.Up || link.Kind == LinkKind.Loopback) && there.Addresses.Equals(link.Addresses)
        && there.Vlans.Equals(Vlans(link, there)) && Mtu(link, there) == there.Mtu
        && (Mac(link, there) is not { } mac || mac == there.MacNow);

    /// <summary>The hardware address that it is to have: one that it is given, or its own again; null: whichever.</summary>
    private static string? Mac(DesiredLink link, ObservedLink there) => link.Mac ?? there.FormerMac;

    private void PlanMtu(DesiredLink link, ObservedLink there) =>
        work.SetMtu(
            link.Name,
            Mtu(link, there),
            note: (link.Mtu is not null || Bond(link) is not null) && link.Settings is not { FollowsMtu: true });

    /// <summary>What it is to have: its own, that of the bond it is in or of the link it stands on, or what it had once.</summary>
    private int Mtu(DesiredLink link, ObservedLink there)
    {
        if (link.Mtu is { } mtu)
            return mtu;
        if (Bond(link) is { } bond && work.Find(bond.Name) is { } bonded)
            return Mtu(bond, bonded);
        if (there.FormerMtu is { } former)
            return former;
        return link.Settings is { FollowsMtu: true } on && desired.Links.TryGetValue(on.Needs[0], out var parent)
            && work.Find(parent.Name) is { } under
            ? on.NewMtu(Mtu(parent, under))
            : there.Mtu;
    }

    /// <summary>The bond that it is a port of; its ports have its size.</summary>
    private DesiredLink? Bond(DesiredLink link) =>
        link.Master is { } master && desired.Links.TryGetValue(master, out var bond) && bond.Settings is BondLink ? bond : null;

    private void PlanVlans(DesiredLink link, ObservedLink there)
    {
        var wanted = Vlans(link, there);
        var self = there.Kind == LinkKind.Bridge;
        foreach (var vlan in wanted.Where(vlan => !work.Find(link.Name)!.Vlans.Contains(vlan)))
            work.SetVlan(link.Name, self, vlan, work.Vlan(link.Name, vlan.Id));
        foreach (var vlan in work.Find(link.Name)!.Vlans.Where(vlan => wanted.All(w => w.Id != vlan.Id)))
            work.SetVlan(link.Name, self, null, vlan);
    }

    private static ValueList<PortVlan> Vlans(DesiredLink link, ObservedLink there) =>
        link.Vlans ?? (there.Vlans.Count > 0 ? Usual : ValueList<PortVlan>.Empty);

    private void PlanAddresses(DesiredLink link, ObservedLink there, List<Action> last)
    {
        var addresses = new AddressWork(there, plan);
        addresses.TakeOver(link.Addresses);
        var gone = there.Addresses.Except(link.Addresses).Where(address => !IPAddress.IsLoopback(address.Address)).ToList();
        foreach (var address in link.Addresses.Except(there.Addresses).Except(addresses.TakenOver))
        {
            // A link has an IPv6 address once: with another prefix length it cannot be added beside the old one.
            foreach (var same in gone.Where(old => old.IsIPv6 && old.Address.Equals(address.Address)).ToList())
            {
                addresses.Remove(same);
                gone.Remove(same);
            }
            work.RemoveRoutesInTheWayOf(link.Name, address);
            addresses.Add(address);
        }
        addresses.Order(link.Addresses);
        last.AddRange(gone.Select(address => (Action)(() => addresses.Remove(address))));
    }

    /// <summary>Links that the document no longer names: what this daemon put there goes, the rest stays.</summary>
    private void Forget()
    {
        var forgotten = work.Links.Where(link => !desired.Links.ContainsKey(link.Name)).ToList();
        foreach (var link in forgotten.Where(link => !link.IsOwn))
        {
            work.RemoveOwnAddresses(link.Name);
            // A document says of its bridges which ports they have: one that it took out must not hear that network any longer.
            if (link.Master is { } master && desired.Links.TryGetValue(master, out var bridge) && bridge.Settings is not null)
                Leave(work.Find(link.Name)!);
            if (work.Find(link.Name) is { FormerMtu: { } former })
                work.SetMtu(link.Name, former, note: false);
            if (work.Find(link.Name) is { FormerMac: { } mac })
                work.SetMac(link.Name, mac, note: false);
        }
        foreach (var link in LinkOrder.OfRemoval(forgotten.Where(link => link.IsOwn)))
            TakeAway(link.Name);
    }

    /// <summary>The kernel would do most of this by itself when the link goes, but an undo could not know of it.</summary>
    private void TakeAway(string name)
    {
        if (work.Find(name) is not { } link)
            return;
        Strip(link);
        var pair = link.Settings!.MadeBy(name) ?? link.Settings.Makes(name);
        if (pair is not null && work.Find(pair) is { } other)
        {
            Strip(other);
            link = link.Settings.MadeBy(name) is null ? link : other;
        }
        work.Delete(work.Find(link.Name)!);
    }

    private void Strip(ObservedLink link)
    {
        work.RemoveRoutes(route => route.IsOver(link.Name));
        work.RemoveOwnAddresses(link.Name);
        foreach (var port in work.Links.Where(port => port.Master == link.Name).ToList())
            Leave(port);
        if (link.Master is not null)
            Leave(link);
        StripVlans(link.Name);
        if (work.Find(link.Name)!.Up)
            work.SetUp(link.Name, false);
        if (link.Settings is { } settings)
            work.SetMtu(link.Name, settings.NewMtu(Under(settings)?.Mtu), note: false);
    }

    private void Leave(ObservedLink port)
    {
        StripVlans(port.Name);
        work.SetMaster(port.Name, null);
    }

    /// <summary>A port that comes back has the usual VLAN and no other.</summary>
    private void StripVlans(string name)
    {
        var there = work.Find(name)!;
        if (there.Vlans.Count == 0 || there.Vlans.SequenceEqual([PortVlan.Usual]))
            return;
        foreach (var vlan in there.Vlans.Where(vlan => vlan.Id != PortVlan.Usual.Id))
            work.SetVlan(name, there.Kind == LinkKind.Bridge, null, vlan);
        work.SetVlan(name, there.Kind == LinkKind.Bridge, PortVlan.Usual, work.Vlan(name, PortVlan.Usual.Id));
    }
}
