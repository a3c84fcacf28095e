using System.Diagnostics;
using System.Runtime.InteropServices;
using Router.Core.Edges;
using Router.Core.Plans;
using Router.Core.State;
using Router.Core.State.Links;
using Router.Core.Values;
using Router.Linux.Edges.Netlink.Kinds;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Netlink;

namespace Router.Linux.Edges.Netlink;

/// <summary>Changes of links, addresses, routes and rules, as requests to the kernel.</summary>
internal static class KernelChanges
{
    private const uint SecondsUntilRenewed = 3600;

    private static readonly LinkNames Names = new(Index, _ => null);

    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static void Apply(NetlinkSocket socket, Change change)
    {
        var operation = PlanText.Line(change);
        switch (change)
        {
            case Change.CreateLink c: Create(socket, c, operation); break;
            case Change.DeleteLink c: Delete(socket, c.Name, c.Settings, operation); break;
            case Change.ChangeLink c when LinkKinds.Configure(Index(c.Name), c.Settings, c.Before, operation): break;
            case Change.ChangeLink { Settings: DsLiteLink } c: ChangeWithItsSize(socket, c, operation); break;
            case Change.SetMac c: HardwareAddressChange.Apply(socket, Index(c.Link), c, operation); break;
            case Change.RemoveNeighbour c: Remove(socket, c.Before, operation); break;
            case Change.SetQueue c: ShapingList.SetQueue(socket, Index(c.Link), c.Queue, operation); break;
            case Change.SetRedirect c:
                ShapingList.SetRedirect(socket, Index(c.Link), c.To is { } to ? Index(to) : null, operation);
                break;
            case Change.AddRoute c: AddRoute(socket, c.Route, operation); break;
            case Change.AddAddress { WasLent: true, Own: true } c: socket.Execute(Own(c.Link, c.Address), operation); break;
            case Change.AddAddress { WasLent: true } c: socket.Execute(Lend(c.Link, c.Address), operation); break;
            case Change.RemoveAddress { WasLent: true, Own: true } c: socket.Execute(Lend(c.Link, c.Address), operation); break;
            case Change.AddAddress c: AddAddress(socket, c, operation); break;
            default: socket.Execute(Request(change), operation); break;
        }
    }

    /// <summary>A link without our mark would never be taken away again: then rather none.</summary>
    private static void Create(NetlinkSocket socket, Change.CreateLink change, string operation)
    {
        if (change.Settings is L2tpLink l2tp)
            L2tpDevice.Create(change.Name, l2tp, operation);
        else
            socket.Execute(Requests.CreateLink(change.Name, LinkKinds.Info(change.Settings, Names)), operation);
        try
        {
            socket.Execute(Requests.SetAlias(Index(change.Name), ObservedLink.OwnAlias), operation);
            LinkKinds.Configure(Index(change.Name), change.Settings, null, operation);
            if (!change.Settings.LooksForDuplicates && Sysctl.Read($"net/ipv6/conf/{change.Name}/accept_dad") is not null)
                Sysctl.Write($"net/ipv6/conf/{change.Name}/accept_dad", "0");
            // The kernel's own is that of the way to the other end as it happens to be now, so that a tunnel that comes back would be
            // another.
            if (change.Settings is GreLink { On: null, Remote: not null } gre)
                socket.Execute(Requests.SetMtu(Index(change.Name), gre.NewMtu(null), null), operation);
            else if (change.Settings is TunnelLink tunnel)
                socket.Execute(Requests.SetMtu(Index(change.Name), tunnel.NewMtu(Mtu(socket, tunnel.On)), null), operation);
            if (change.Settings.Makes(change.Name) is { } pair)
                socket.Execute(Requests.SetAlias(Index(pair), ObservedLink.OwnAlias), operation);
        }
        catch (ApplyException)
        {
            Delete(socket, change.Name, change.Settings, operation);
            throw;
        }
    }

    private static void Delete(NetlinkSocket socket, string name, LinkSettings settings, string operation)
    {
        if (settings is L2tpLink l2tp)
            L2tpDevice.Delete(l2tp, operation);
        else
            socket.Execute(Requests.DeleteLink(Index(name)), operation);
    }

    /// <summary>The kernel makes a tunnel over IPv6 as large as it thinks right whenever its ends change.</summary>
    private static void ChangeWithItsSize(NetlinkSocket socket, Change.ChangeLink change, string operation)
    {
        var mtu = Mtu(socket, change.Name);
        socket.Execute(Request(change), operation);
        if (mtu is { } size)
            socket.Execute(Requests.SetMtu(Index(change.Name), size, null), operation);
    }

    /// <summary>Null: no link is named.</summary>
    private static int? Mtu(NetlinkSocket socket, string? link) =>
        link is null ? null : LinkList.Message(socket, Index(link))?.Mtu;

    /// <summary>The kernel puts an address behind those of its network: those that have to follow go and come again.</summary>
    private static void AddAddress(NetlinkSocket socket, Change.AddAddress change, string operation)
    {
        var link = Index(change.Link);
        socket.Execute(Add(link, new HeldAddress(change.Address, change.Own)), operation);
        foreach (var follower in change.Followers)
        {
            socket.Execute(Remove(link, follower.Address), operation);
            socket.Execute(Add(link, follower), operation);
        }
    }

    /// <summary>One that the kernel took along with its link is gone as well.</summary>
    private static void Remove(NetlinkSocket socket, Neighbour neighbour, string operation)
    {
        try
        {
            socket.Execute(NeighbourMessage.Remove(Index(neighbour.Link), neighbour.Address, acknowledge: true), operation);
        }
        catch (ApplyException exception) when (exception.Errno == Libc.NoEntry)
        {
        }
    }

    /// <summary>
    /// The planner knows that the gateway is on the link; the kernel may not: another route hides it, or on the way back the address that
    /// says so
    /// comes later. Then it is told.
    /// </summary>
    private static void AddRoute(NetlinkSocket socket, Route route, string operation)
    {
        try
        {
            socket.Execute(Requests.AddRoute(Value(route)), operation);
        }
        catch (ApplyException refused) when (
            route is { OnLink: false, Gateway: not null, Link: not null } && refused.Errno is Libc.NoNetwork or Libc.NoHost or Libc.Invalid)
        {
            try
            {
                socket.Execute(Requests.AddRoute(Value(route with { OnLink = true })), operation);
            }
            catch (ApplyException)
            {
                throw refused;
            }
        }
    }

    private static NetlinkMessage Own(string link, InterfaceAddress address) =>
        Requests.PutAddress(Index(link), address.Address, address.PrefixLength, Route.Protocol, lifetime: null);

    /// <summary>A client's again, who gives it its own lifetime when it renews it next. The kernel's link-local ones have none.</summary>
    private static NetlinkMessage Lend(string link, InterfaceAddress address) =>
        Requests.PutAddress(
            Index(link), address.Address, address.PrefixLength, protocol: 0,
            address.Address.IsIPv6LinkLocal ? null : SecondsUntilRenewed);

    private static NetlinkMessage Add(int link, HeldAddress held) => Requests.AddAddress(
        link, held.Address.Address, held.Address.PrefixLength, held.Own ? Route.Protocol : (byte)0, held.Address.Peer);

    private static NetlinkMessage Remove(int link, InterfaceAddress address) =>
        Requests.RemoveAddress(link, address.Address, address.PrefixLength, address.Peer);

    private static NetlinkMessage Request(Change change) => change switch
    {
        Change.ChangeLink { Settings: VlanLink vlan, Before: VlanLink before } c =>
            Requests.ChangeLink(Index(c.Name), LinkKinds.Info(vlan.After(before), Names)),
        Change.ChangeLink c => Requests.ChangeLink(Index(c.Name), LinkKinds.Info(c.Settings, Names)),
        Change.SetMaster c => Requests.SetMaster(Index(c.Link), c.Master is null ? 0 : Index(c.Master)),
        Change.SetMtu c => Requests.SetMtu(Index(c.Link), c.Mtu, c.Alias == c.AliasBefore ? null : c.Alias ?? ""),
        Change.SetUp c => Requests.SetUp(Index(c.Link), c.Up),
        Change.SetVlan { Vlan: { } vlan } c => BridgeVlan.Set(Index(c.Link), c.Self, (ushort)vlan.Id, vlan.Untagged, vlan.Pvid),
        Change.SetVlan c => BridgeVlan.Remove(Index(c.Link), c.Self, (ushort)c.Before!.Value.Id),
        Change.RemoveAddress c => Remove(Index(c.Link), c.Address),
        Change.RemoveRoute c => Requests.RemoveRoute(Value(c.Route)),
        Change.SetNeighbour c => NeighbourMessage.SetPermanent(
            Index(c.Neighbour.Link), c.Neighbour.Address, NeighbourList.Bytes(c.Neighbour.Mac), Route.Protocol),
        Change.AddRoutingRule c => Value(c.Rule).Add(),
        Change.RemoveRoutingRule c => Value(c.Rule).Remove(),
        _ => throw new UnreachableException(),
    };

    /// <summary>
    /// Whole, since for the kernel what is not said is as good as anything when a route is to go: an IPv6 route has its metric, and one
    /// that
    /// sends nothing is on the loopback.
    /// </summary>
    public static RouteRequest Value(Route route, byte protocol = Route.Protocol) => new(
        route.Destination.BaseAddress, route.Destination.PrefixLength, route.Gateway,
        route.Link is { } link ? Index(link) : route.IsIPv6 && route.Type != RouteType.Unicast ? Index("lo") : 0,
        route.Type switch
        {
            RouteType.Blackhole => RouteNetlink.TypeBlackhole,
            RouteType.Unreachable => RouteNetlink.TypeUnreachable,
            RouteType.Prohibit => RouteNetlink.TypeProhibit,
            _ => RouteNetlink.TypeUnicast,
        },
        route.Metric ?? (route.IsIPv6 ? RouteList.DefaultPriorityIPv6 : null), protocol, route.Table)
    {
        OnLink = route.OnLink,
        Hops =
        [
            .. route.NextHops.Select(
                hop => new RouteHop(hop.Gateway, hop.Link is null ? 0 : Index(hop.Link), hop.Weight) { OnLink = hop.OnLink }),
        ],
    };

    private static RuleMessage Value(RoutingRule rule) => new(
        rule.IPv6, rule.Priority, rule.Table, rule.Source?.BaseAddress,
        rule.Source?.PrefixLength ?? 0, rule.From, rule.Mark, Route.Protocol)
    {
        Destination = rule.Destination?.BaseAddress,
        DestinationLength = rule.Destination?.PrefixLength ?? 0,
        Transport = rule.Transport,
        FirstPort = rule.Ports?.First ?? 0,
        LastPort = rule.Ports?.Last ?? 0,
        Suppress = rule.WithoutDefault ? 0u : null,
    };

    internal static int Index(string name) => Libc.LinkIndex(name) is var index and not 0
        ? (int)index
        : throw new ApplyException($"find link {name}", Marshal.GetLastPInvokeError(), Marshal.GetLastPInvokeErrorMessage());
}
