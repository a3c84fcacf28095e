using Router.Core.Plans;
using Router.Core.State;
using Router.Core.State.Links;
using Router.Core.Values;
using Router.Documents;

namespace Router.Core.Planning;

/// <summary>
/// Links as they will be after the steps planned so far. Each method adds a step and does to the picture what the kernel will do
/// to the link.
/// </summary>
internal sealed class LinkWork(ObservedState observed, List<Change> plan)
{
    private readonly Dictionary<string, ObservedLink> there = Copy(observed.Links);
    private readonly List<Route> routes = [.. observed.Routes];

    public IReadOnlyCollection<ObservedLink> Links => there.Values;

    /// <summary>Routes of ours that are left.</summary>
    public IReadOnlyList<Route> Routes => routes;

    public ObservedLink? Find(string name) => there.GetValueOrDefault(name);

    public void Create(string name, LinkSettings settings, int mtu)
    {
        plan.Add(new Change.CreateLink(name, settings));
        there[name] = New(name, settings, mtu);
        if (settings.Makes(name) is { } pair)
            there[pair] = New(pair, new VethLink(name), mtu);
    }

    public void ChangeSettings(ObservedLink link, LinkSettings settings)
    {
        plan.Add(new Change.ChangeLink(link.Name, settings, link.Settings!));
        there[link.Name] = link with { Settings = settings };
    }

    /// <summary><paramref name="note"/>: what it had before is noted on the link, so that it can have it again.</summary>
    public void SetMtu(string name, int mtu, bool note)
    {
        var link = there[name];
        if (link.Mtu == mtu)
            return;
        // The kernel would change these as well, but an undo could not know of it.
        foreach (var other in there.Values.Where(other => IsDraggedBy(other, name, mtu)).ToList())
            SetMtu(other.Name, Dragged(other, mtu), note: other.Settings is not { FollowsMtu: true });
        if (mtu < ObservedLink.SmallestIPv6Mtu && link.Mtu >= ObservedLink.SmallestIPv6Mtu)
            RemoveIPv6(name);
        link = there[name];
        var former = note ? link.FormerMtu ?? link.Mtu : (int?)null;
        var noted = ObservedLink.IsForeign(link.Alias) ? link.Alias : ObservedLink.AliasWith(
            link.IsOwn, former == mtu ? null : former, link.FormerMac);
        plan.Add(new Change.SetMtu(name, mtu, link.Mtu) { Alias = noted, AliasBefore = link.Alias });
        there[name] = link with { Mtu = mtu, Alias = noted };
    }

    /// <summary>
    /// <paramref name="note"/>: its own address is noted on the link, so that it can have it again. A driver may have to take the link down
    /// for it, and the kernel takes its routes along then: they come again behind it.
    /// </summary>
    public void SetMac(string name, string mac, bool note)
    {
        if (there[name].MacNow == mac)
            return;
        if (there[name].Up)
            Unroute(name);
        var link = there[name];
        var former = note ? link.FormerMac ?? link.MacNow : null;
        var noted = ObservedLink.IsForeign(link.Alias) ? link.Alias
            : ObservedLink.AliasWith(link.IsOwn, link.FormerMtu, former == mac ? null : former);
        plan.Add(new Change.SetMac(name, mac, link.MacNow) { Alias = noted, AliasBefore = link.Alias });
        there[name] = link with { MacNow = mac, Alias = noted };
    }

    /// <summary>It stands on the link and would be too large, or it is a port of the bond.</summary>
    private bool IsDraggedBy(ObservedLink other, string name, int mtu) =>
        (other.Settings is { FollowsMtu: true } above && above.Needs.Contains(name) && other.Mtu > above.NewMtu(mtu))
        || (other.Master == name && IsBond(name));

    private static int Dragged(ObservedLink other, int mtu) => other.Settings is { FollowsMtu: true } above ? above.NewMtu(mtu) : mtu;

    /// <summary>A link that takes less than IPv6 needs loses all of it, without a word.</summary>
    private void RemoveIPv6(string name)
    {
        RemoveRoutes(route => route.IsOver(name) && route.IsIPv6);
        var work = new AddressWork(there[name], plan);
        foreach (var address in there[name].Addresses.Where(address => address.IsIPv6))
            work.Remove(address);
        there[name] = there[name] with
        {
            Addresses = work.Addresses,
            OwnAddresses = [.. there[name].OwnAddresses.Where(address => !address.IsIPv6)],
        };
    }

    public void SetMaster(string name, string? master)
    {
        // The kernel takes the link down and up again when its routing domain changes, and its routes with it.
        if (IsVrf(master) || IsVrf(there[name].Master))
            Unroute(name);
        var link = there[name];
        var (joins, leaves) = (IsBond(master), IsBond(link.Master));
        if (joins)
            Quiet(name);
        // One that comes back to a bond is up, and an undo would not know that it was down.
        if (leaves && !joins && !link.Up)
            SetUp(name, true);
        plan.Add(new Change.SetMaster(name, master, link.Master));
        var vlans = master is not null && !joins && Find(master)?.Vlans.Count > 0 ? [PortVlan.Usual] : ValueList<PortVlan>.Empty;
        there[name] = there[name] with { Master = master, Vlans = vlans, Up = joins || (!leaves && there[name].Up) };
    }

    /// <summary>Down, and without the routes that the kernel would take along.</summary>
    private void Quiet(string name)
    {
        Unroute(name);
        if (there[name].Up)
            SetUp(name, false);
    }

    private void Unroute(string name)
    {
        RemoveRoutes(route => route.IsOver(name));
    }

    public void SetUp(string name, bool up)
    {
        plan.Add(new Change.SetUp(name, up));
        there[name] = there[name] with { Up = up };
    }

    /// <summary>The kernel takes the PVID from the VLAN that had it; here that is a step of its own, or an undo could not know.</summary>
    public void SetVlan(string name, bool self, PortVlan? vlan, PortVlan? before)
    {
        if (vlan == before)
            return;
        if (vlan is { Pvid: true }
            && there[name].Vlans.Where(v => v.Pvid && v.Id != vlan.Value.Id).Select(v => (PortVlan?)v).FirstOrDefault() is { } had)
            SetVlan(name, self, had with { Pvid = false }, had);
        plan.Add(new Change.SetVlan(name, self, vlan, before));
        var rest = there[name].Vlans.Where(v => v.Id != (vlan ?? before)!.Value.Id);
        there[name] = there[name] with { Vlans = [.. (vlan is { } wanted ? rest.Append(wanted) : rest).OrderBy(v => v.Id)] };
    }

    public PortVlan? Vlan(string name, int id) => there[name].Vlans.Where(v => v.Id == id).Select(v => (PortVlan?)v).FirstOrDefault();

    /// <summary>Those with a gateway first: it may be known by one without.</summary>
    public void RemoveRoutes(Func<Route, bool> which)
    {
        foreach (var route in routes.Where(which).OrderBy(route => route.Gateway is null).ToList())
            RemoveRoute(route);
    }

    public void RemoveRoute(Route route)
    {
        plan.Add(new Change.RemoveRoute(route));
        routes.Remove(route);
    }

    /// <summary>
    /// Before an address comes: an own address is no gateway, and with the first IPv4 address the link's IPv4 routes are bound to it, so
    /// that on the way back they would go with it. Those that are wanted come again behind it.
    /// </summary>
    public void RemoveRoutesInTheWayOf(string name, InterfaceAddress address)
    {
        var isFirst = !address.IsIPv6 && !there[name].Addresses.Concat(there[name].DynamicAddresses).Any(other => !other.IsIPv6);
        foreach (var route in routes.Where(IsInTheWay).ToList())
            RemoveRoute(route);

        bool IsInTheWay(Route route) =>
            route.Single.Any(way => address.Address.Equals(way.Gateway)) || (isFirst && route.IsOver(name) && !route.IsIPv6);
    }

    public void RemoveOwnAddresses(string name)
    {
        var work = new AddressWork(there[name], plan);
        foreach (var address in there[name].OwnAddresses)
            work.Remove(address);
        there[name] = there[name] with { Addresses = work.Addresses, OwnAddresses = [] };
    }

    public void Delete(ObservedLink link)
    {
        plan.Add(new Change.DeleteLink(link.Name, link.Settings!));
        there.Remove(link.Name);
        if (link.Settings!.Makes(link.Name) is { } pair)
            there.Remove(pair);
    }

    private static Dictionary<string, ObservedLink> Copy(ValueMap<string, ObservedLink> links)
    {
        var copy = new Dictionary<string, ObservedLink>(links.Count);
        foreach (var (name, link) in links)
            copy.Add(name, link);
        return copy;
    }

    private bool IsBond(string? name) => name is not null && Find(name)?.Settings is BondLink;

    private bool IsVrf(string? name) => name is not null && Find(name)?.Settings is VrfLink;

    private static ObservedLink New(string name, LinkSettings settings, int mtu) => new()
    {
        Name = name,
        Index = 0,
        Kind = settings is BridgeLink ? LinkKind.Bridge : LinkKind.Virtual,
        Settings = settings,
        Mtu = mtu,
        Up = false,
        Alias = ObservedLink.OwnAlias,
        Vlans = settings is BridgeLink { VlanFiltering: true } ? [PortVlan.Usual] : [],
    };
}
