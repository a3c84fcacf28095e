using System.Net;
using System.Net.Sockets;
using Router.Documents.Checks;

namespace Router.Features.Interfaces.Kinds.Tunnels;

/// <summary>The two ends of a tunnel.</summary>
internal static class TunnelEnds
{
    public static void Check(ILinkSurroundings around, Findings findings, string[] path, IPAddress? local, IPAddress? remote)
    {
        if (local is not null && remote is not null && local.AddressFamily != remote.AddressFamily)
            findings.Refuse([.. path, "remote"], $"{remote} is of the other family than {local}", "both ends are IPv4 or both IPv6");
        if (local is not null && HostAddresses.Wrong(local) is { } nobody)
            findings.Refuse([.. path, "local"], $"{local} {nobody}", "delete local, or name an address of this router");
        if (remote is not null && around.IsOwn(remote))
            findings.Refuse([.. path, "remote"], $"{remote} is the router's own address", "name the other end");
        else if (remote is not null && !IsMulticast(remote) && around.WrongHost(remote) is { } wrong)
            findings.Refuse([.. path, "remote"], $"{remote} {wrong}", "name the other end");
        // What DHCP and router advertisements give is not known here.
        var known = around.Interfaces.Values.All(i => !i.LearnsIPv4);
        if (local is not null && known && !around.IsOwn(local))
            findings.Refuse([.. path, "local"], $"{local} is no address of this router", "name an address of one of its interfaces");
    }

    public static bool IsMulticast(IPAddress address) =>
        address.IsIPv6Multicast
        || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes()[0] is >= 224 and < 240);
}
