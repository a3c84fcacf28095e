using Router.Core.Flows;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Flows;

/// <summary>The link that a flow arrives on.</summary>
public static class FlowOrigin
{
    /// <summary>
    /// Of a zone with several links the one whose network has the source. Null with a problem where there is none, null without
    /// where the router itself sends the flow.
    /// </summary>
    public static string? Find(Flow flow, RouterConfig config, Topology topology, DesiredState desired, out string? problem)
    {
        problem = null;
        if (flow.Source is null)
            return null;
        var candidates = flow.From is { } from ? Named(from, config, topology) : desired.Links.Keys.Where(link => link != "lo");
        var links = candidates.Where(link => desired.Links.TryGetValue(link, out var found) && StandIns.IsRouted(found, desired)).ToList();
        var direct = links.FirstOrDefault(link => desired.Links[link].Addresses.Any(address => address.IsBeside(flow.Source)));
        if (direct is not null)
            return direct;
        if (flow.From is null)
            problem = $"{flow.Source} is in no network of the router: say where it comes from with \"from ZONE\"";
        else if (links.Count == 0)
            problem =
                $"\"{flow.From}\" is neither a zone with a link nor an interface that is here; zones: {string.Join(", ", topology.Zones)}";
        return problem is null ? links[0] : null;
    }

    private static IEnumerable<string> Named(string from, RouterConfig config, Topology topology)
    {
        if (topology.Members(from) is { Count: > 0 } members)
            return members;
        return config.Interfaces.TryGetValue(from, out var settings) && topology.KernelName(from, settings) is { } link ? [link] : [from];
    }
}
