using System.Net;
using System.Net.Sockets;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Interfaces.Build;

/// <summary>
/// The address that an interface has, for tunnels that leave with it: the first fixed one of the document, or one that the link was given.
/// </summary>
internal sealed class LinkAddresses(RouterConfig config, Topology topology, BuildContext context)
{
    /// <summary>Null: it has none of the family at present.</summary>
    public IPAddress? Find(string name, bool ipv6)
    {
        if (!config.Interfaces.TryGetValue(name, out var settings))
            return null;
        var family = ipv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        var link = topology.KernelName(name, settings);
        var given = context.Links.FirstOrDefault(l => l.Name == link)?.DynamicAddresses ?? [];
        return settings.Addresses.Select(a => a.Address).Concat(given.Select(a => a.Address).OrderBy(a => a.IsIPv6UniqueLocal))
            .FirstOrDefault(a => a.AddressFamily == family && !a.IsIPv6LinkLocal);
    }
}
