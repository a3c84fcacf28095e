using System.Net;
using Router.Core.Values;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Flows;

/// <summary>The admin's names of links.</summary>
internal sealed class FlowNames(RouterConfig config, Topology topology)
{
    public string? Zone(string? link) => link is null ? null : topology.Zones.FirstOrDefault(zone => topology.Members(zone).Contains(link));

    /// <summary>Null: no interface of the document.</summary>
    public string? Interface(string? link) =>
        link is null ? null : config.Interfaces.FirstOrDefault(i => topology.KernelName(i.Key, i.Value) == link).Key
            ?? (config.Mesh.ContainsKey(link) ? link : null);

    /// <summary>The address of the document whose network this is; null: none.</summary>
    public (string Interface, InterfaceAddress Address)? Network(IPNetwork network, string? link)
    {
        foreach (var (name, settings) in config.Interfaces)
        {
            foreach (var address in settings.Addresses)
            {
                if ((link is null || topology.KernelName(name, settings) == link) && address.Network.Equals(network))
                    return (name, address);
            }
        }
        return null;
    }

    /// <param name="own">An address of the router.</param>
    /// <param name="link">The link that has it: another one in another VRF may have the same.</param>
    public (string Interface, InterfaceAddress Address)? Own(IPAddress own, string? link)
    {
        foreach (var (name, settings) in config.Interfaces.OrderByDescending(
            i => link is not null && topology.KernelName(i.Key, i.Value) == link))
        {
            foreach (var address in settings.Addresses)
            {
                if (address.Address.Equals(own))
                    return (name, address);
            }
        }
        return null;
    }
}
