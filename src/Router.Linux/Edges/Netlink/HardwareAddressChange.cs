using Router.Core.Edges;
using Router.Core.Plans;
using Router.Core.State;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Wire.Netlink;

namespace Router.Linux.Edges.Netlink;

/// <summary>
/// Gives a link another hardware address. Some drivers take it only while the link is down; the kernel drops IPv6 addresses then, and they
/// are put there again. Routes are the plan's.
/// </summary>
internal static class HardwareAddressChange
{
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static void Apply(NetlinkSocket socket, int index, Change.SetMac change, string operation)
    {
        var link = LinkList.Message(socket, index);
        // Of a link that was made a few steps ago nobody knew it when the plan was made.
        var alias = change.Before is null && link is { Mac: { } own }
            ? ObservedLink.AliasWith(ObservedLink.SaysOwn(link.Alias), ObservedLink.FormerMtuOf(link.Alias), own)
            : change.Alias;
        var request = () => Requests.SetMac(
            index, NeighbourList.Bytes(change.Mac), alias == change.AliasBefore ? null : alias ?? "");
        try
        {
            socket.Execute(request(), operation);
        }
        catch (ApplyException refused) when (refused.Errno == Libc.Busy && link?.Is(RouteNetlink.FlagUp) == true)
        {
            WhileDown(socket, index, () => socket.Execute(request(), operation), operation);
        }
    }

    private static void WhileDown(NetlinkSocket socket, int index, Action change, string operation)
    {
        var before = LinkList.Addresses(socket, index);
        socket.Execute(Requests.SetUp(index, false), operation);
        try
        {
            change();
        }
        finally
        {
            socket.Execute(Requests.SetUp(index, true), operation);
            var there = LinkList.Addresses(socket, index).Select(a => a.Address).ToHashSet();
            foreach (var lost in before.Where(
                a => (a.Flags & RouteNetlink.AddressPermanent) != 0 && !a.Address.IsIPv6LinkLocal && !there.Contains(a.Address)))
                socket.Execute(Requests.AddAddress(index, lost.Address, lost.PrefixLength, lost.Protocol, lost.Peer), operation);
        }
    }
}
