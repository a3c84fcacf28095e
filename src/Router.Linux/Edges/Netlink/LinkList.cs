using Router.Core.Edges;
using Router.Core.State;
using Router.Core.State.Links;
using Router.Core.Values;
using Router.Documents;
using Router.Linux.Edges.Netlink.Kinds;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Netlink;

namespace Router.Linux.Edges.Netlink;

/// <summary>The links of the namespace with their addresses.</summary>
internal static class LinkList
{
    /// <summary>Counters are 0 unless they are asked for.</summary>
    public static List<ObservedLink> Read(NetlinkSocket socket, bool counters = false)
    {
        var links = Messages(socket, counters);
        var byLink = Addresses(socket).ToLookup(address => address.Link);
        var names = links.ToDictionary(link => link.Index, link => link.Name);
        var vlans = links.Exists(IsBridge) ? Vlans(socket) : [];
        return [.. links.Select(link => Observed(link, names, byLink[link.Index], vlans.GetValueOrDefault(link.Index, []), counters))];
    }

    public static bool IsBridge(LinkMessage link) => link.Kind == "bridge";

    public static List<LinkMessage> Messages(NetlinkSocket socket, bool counters)
    {
        var links = new List<LinkMessage>();
        socket.Dump(() => Requests.ListLinks(counters), "list links", links.Clear, (type, payload) =>
        {
            if (type == RouteNetlink.NewLink && LinkMessage.TryDecode(payload, out var link))
                links.Add(link);
        });
        return links;
    }

    /// <summary>Null: it is gone.</summary>
    public static LinkMessage? Message(NetlinkSocket socket, int index)
    {
        LinkMessage? found = null;
        try
        {
            socket.Ask(Requests.AskLink(index), "look at a link", (type, payload) =>
            {
                if (type == RouteNetlink.NewLink && LinkMessage.TryDecode(payload, out var link))
                    found = link;
            });
        }
        catch (ApplyException e) when (e.Errno == Libc.NoDevice)
        {
            return null;
        }
        return found;
    }

    /// <summary>Of one link, or with 0 of all. In the kernel's order.</summary>
    public static List<AddressMessage> Addresses(NetlinkSocket socket, int link = 0)
    {
        var addresses = new List<AddressMessage>();
        socket.Dump(() => Requests.ListAddresses(link), "list addresses", addresses.Clear, (type, payload) =>
        {
            if (type == RouteNetlink.NewAddress && AddressMessage.TryDecode(payload, out var address)
                && (link == 0 || address.Link == link))
                addresses.Add(address);
        });
        return addresses;
    }

    public static Dictionary<int, ValueList<PortVlan>> Vlans(NetlinkSocket socket)
    {
        var vlans = new Dictionary<int, ValueList<PortVlan>>();
        socket.Dump(BridgeVlan.List, "list VLANs of bridges", vlans.Clear, (type, payload) =>
        {
            if (type == RouteNetlink.NewLink && BridgeVlan.TryDecode(payload, out var port, out var found) && found.Count > 0)
                vlans[port] = found.OrderBy(v => v.Id).Select(v => new PortVlan(v.Id, v.Untagged, v.Pvid)).ToValueList();
        });
        return vlans;
    }

    public static ObservedLink Observed(
        LinkMessage link, Dictionary<int, string> names, IEnumerable<AddressMessage> addresses, ValueList<PortVlan> vlans, bool counters)
    {
        var permanent = link.IsSession ? [] : addresses.Where(IsPermanent).ToList();
        var bridge = IsBridge(link);
        var settings = bridge || ObservedLink.SaysOwn(link.Alias)
            ? LinkKinds.Settings(link, new LinkNames(_ => 0, names.GetValueOrDefault))
            : null;
        return new ObservedLink
        {
            Name = link.Name,
            Index = link.Index,
            Kind = link.Is(RouteNetlink.FlagLoopback) ? LinkKind.Loopback
                : bridge ? LinkKind.Bridge
                : link.IsSession ? LinkKind.Session
                : settings is null ? LinkKind.Physical
                : LinkKind.Virtual,
            Settings = settings,
            Vlans = vlans,
            Master = names.GetValueOrDefault(link.Master),
            Mtu = link.Mtu,
            Up = link.Is(RouteNetlink.FlagUp),
            Carrier = link.Is(RouteNetlink.FlagRunning),
            Mac = link.PermanentMac ?? ObservedLink.FormerMacOf(link.Alias) ?? link.Mac,
            MacNow = link.Mac,
            Alias = link.Alias,
            BusPath = link.HasParentDevice ? BusPath(link.Name) : null,
            Addresses = permanent.Select(Value).ToValueList(),
            OwnAddresses = permanent.Where(a => a.Protocol == Route.Protocol).Select(Value).ToValueList(),
            DynamicAddresses = addresses.Where(a => link.IsSession || !IsPermanent(a)).Select(Value).ToValueList(),
            Counters = counters ? Counters(link) : default,
        };
    }

    private static LinkCounters Counters(LinkMessage link) =>
        new(link.Counters.ReceivedPackets, link.Counters.ReceivedBytes, link.Counters.SentPackets, link.Counters.SentBytes);

    /// <summary>The kernel's own link-local addresses are permanent too, but nobody configured them.</summary>
    private static bool IsPermanent(AddressMessage address) =>
        (address.Flags & RouteNetlink.AddressPermanent) != 0 && (!address.Address.IsIPv6LinkLocal || address.Protocol == Route.Protocol);

    private static InterfaceAddress Value(AddressMessage address) => new(address.Address, address.PrefixLength) { Peer = address.Peer };

    /// <summary><c>pci-0000:00:03.0</c>: the last PCI address on the way to the device.</summary>
    private static string? BusPath(string link)
    {
        var device = new DirectoryInfo($"/sys/class/net/{link}/device");
        var target = device.Exists ? device.ResolveLinkTarget(returnFinalTarget: true)?.FullName : null;
        var pci = target?.Split('/').LastOrDefault(part => part.Count(c => c == ':') == 2 && part.Contains('.', StringComparison.Ordinal));
        return pci is null ? null : $"pci-{pci}";
    }
}
