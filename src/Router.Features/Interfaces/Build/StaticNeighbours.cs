using Router.Core.State;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Interfaces.Build;

/// <summary>Static neighbours of a document, on links that are there and kept up.</summary>
internal static class StaticNeighbours
{
    public static ValueList<Neighbour> Of(RouterConfig config, Topology topology, ValueMap<string, DesiredLink> links) =>
    [
        .. from entry in config.Interfaces
           where entry.Value is { Enabled: true, Neighbours.Count: > 0 }
           let link = topology.KernelName(entry.Key, entry.Value)
           where link is not null && links.ContainsKey(link)
           from neighbour in entry.Value.Neighbours
           select new Neighbour(link, neighbour.Key, neighbour.Value),
    ];
}
