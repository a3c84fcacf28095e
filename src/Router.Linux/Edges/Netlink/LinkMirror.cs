using Router.Core.State;
using Router.Core.State.Links;
using Router.Documents;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Netlink;

namespace Router.Linux.Edges.Netlink;

/// <summary>
/// The links of a namespace, their addresses and our routes, for who looks at them often: to list a thousand links takes the kernel longer
/// than all else that a commit does. Nothing is believed that the kernel did not say: its notices, which are there before it acknowledges
/// what they are about, tell where something changed, and what is there now is asked. Where it may be silent about a change (of links that
/// are down or whose other end is in another namespace, of WireGuard's peers and bonds' settings) it is asked each time. Not thread-safe;
/// the thread of the first look decides which namespace it is.
/// </summary>
internal sealed class LinkMirror : IDisposable
{
    private const int LinkGroup = 1, Address4Group = 5, Route4Group = 7, Address6Group = 9, Route6Group = 11;
    private const byte FamilyBridge = 7;

    /// <summary>More links by themselves take longer than the list.</summary>
    private const int MostAsked = 64;

    private readonly Dictionary<int, ObservedLink> links = [];
    private readonly Dictionary<int, LinkMessage> messages = [];
    private readonly HashSet<int> changed = [];
    private readonly HashSet<int> silent = [];
    private Dictionary<int, string> names = [];
    private NotificationSocket? notices;
    private NetlinkSocket? socket;
    private ValueMap<string, ObservedLink>? byName;
    private List<Route>? routes;
    private bool isWhole;
    private bool vlansChanged;

    public void Dispose()
    {
        notices?.Dispose();
        socket?.Dispose();
    }

    /// <summary>By name.</summary>
    /// <exception cref="Core.Edges.ApplyException">The kernel cannot be asked.</exception>
    public ValueMap<string, ObservedLink> Links()
    {
        notices ??= NotificationSocket.Open(Libc.RouteProtocol, LinkGroup, Address4Group, Route4Group, Address6Group, Route6Group);
        socket ??= NetlinkSocket.Route();
        Hear(notices);
        if (!isWhole || !TryUpdate(socket))
            ReadAll(socket);
        changed.Clear();
        vlansChanged = false;
        return byName ??= links.Values.Select(link => KeyValuePair.Create(link.Name, link)).ToValueMap(links.Count);
    }

    /// <summary>Those with our protocol number, as of the last look at the links.</summary>
    /// <exception cref="Core.Edges.ApplyException">The kernel cannot be asked.</exception>
    public IReadOnlyList<Route> Routes() => routes ??= RouteList.Read(socket!, [.. links.Values]);

    public List<RoutingRule> Rules() => RouteList.ReadRules(socket!);

    public ValueList<OnLinkNetwork> OnLink() => RouteList.ReadOnLink(socket!, Links());

    private void Hear(NotificationSocket from)
    {
        while (from.Receive(out var datagram) is var received && received != Received.Nothing)
        {
            if (received == Received.Overflow)
            {
                isWhole = false;
                continue;
            }
            var reader = new NetlinkReader(datagram);
            while (reader.Next())
                Hear(reader.Type, reader.Payload);
        }
    }

    private void Hear(ushort type, ReadOnlySpan<byte> payload)
    {
        switch (type)
        {
            case RouteNetlink.NewLink when payload is [FamilyBridge, ..]:
                // Of its VLANs, and of what it does for the bridge.
                vlansChanged = true;
                break;
            case RouteNetlink.NewLink or RouteNetlink.DelLink when LinkMessage.TryDecode(payload, out var link):
                // A bridge tells that a port left in the same words as others that a link is gone.
                isWhole &= type == RouteNetlink.NewLink || payload[0] == FamilyBridge;
                changed.Add(link.Index);
                vlansChanged = true;
                routes = null;
                break;
            case RouteNetlink.NewAddress or RouteNetlink.DelAddress when AddressMessage.TryDecode(payload, out var address):
                changed.Add(address.Link);
                // Routes go with the last address of a link, and the kernel is silent about it.
                routes = type == RouteNetlink.DelAddress ? null : routes;
                break;
            case RouteNetlink.NewRoute or RouteNetlink.DelRoute when RouteMessage.TryDecode(payload, out var route)
                && route.Protocol == Route.Protocol:
                routes = null;
                break;
        }
    }

    private void ReadAll(NetlinkSocket from)
    {
        // Until the end: a list that was read in part is none.
        isWhole = false;
        byName = null;
        links.Clear();
        messages.Clear();
        silent.Clear();
        foreach (var message in LinkList.Messages(from, counters: false))
            messages[message.Index] = message;
        names = messages.ToDictionary(message => message.Key, message => message.Value.Name);
        var addresses = LinkList.Addresses(from).ToLookup(address => address.Link);
        var vlans = messages.Values.Any(LinkList.IsBridge) ? LinkList.Vlans(from) : [];
        foreach (var message in messages.Values)
            Take(message, addresses[message.Index], vlans.GetValueOrDefault(message.Index, []));
        routes = null;
        isWhole = true;
    }

    /// <summary>False: links came, went or changed their names, or so many changed that the list is no slower.</summary>
    private bool TryUpdate(NetlinkSocket from)
    {
        changed.UnionWith(silent);
        if (changed.Count > MostAsked)
            return false;
        var vlans = vlansChanged && messages.Values.Any(LinkList.IsBridge) ? LinkList.Vlans(from) : null;
        foreach (var index in changed)
        {
            if (!messages.TryGetValue(index, out var before) || LinkList.Message(from, index) is not { } now || now.Name != before.Name)
                return false;
            messages[index] = now;
            Take(now, LinkList.Addresses(from, index), vlans is null ? links[index].Vlans : vlans.GetValueOrDefault(index, []));
        }
        foreach (var (index, link) in vlans is null ? [] : links.ToList())
        {
            if (vlans!.GetValueOrDefault(index, []) is var there && !there.Equals(link.Vlans))
                Put(index, link with { Vlans = there });
        }
        return true;
    }

    private void Take(LinkMessage message, IEnumerable<AddressMessage> addresses, ValueList<PortVlan> vlans)
    {
        var link = LinkList.Observed(message, names, addresses, vlans, counters: false);
        if (!links.TryGetValue(message.Index, out var before) || before != link)
            Put(message.Index, link);
        if (!link.Up || message.LowerIsElsewhere || message.Kind is "wireguard" or "bond")
            silent.Add(message.Index);
        else
            silent.Remove(message.Index);
    }

    private void Put(int index, ObservedLink link)
    {
        links[index] = link;
        byName = null;
    }
}
