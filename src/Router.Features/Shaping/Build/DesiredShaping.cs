using Router.Core.State;
using Router.Core.State.Links;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Shaping.Build;

/// <summary>Queues at the end of links, and the links that what arrives goes through.</summary>
internal static class DesiredShaping
{
    /// <summary>Of those interfaces whose link is there or made.</summary>
    public static IEnumerable<KeyValuePair<string, DesiredLink>> Links(
        RouterConfig config, IReadOnlyCollection<string> links, Topology topology) =>
        from shaped in Shaped(config, links, topology)
        where shaped.Shaping.Down is not null
        let name = ShapingLinks.Name(shaped.Name)
        select KeyValuePair.Create(name, new DesiredLink { Name = name, Kind = LinkKind.Virtual, Settings = new IfbLink() });

    public static ValueList<LinkShaping> Of(RouterConfig config, IReadOnlyCollection<string> links, Topology topology) =>
    [
        .. Shaped(config, links, topology).SelectMany(shaped =>
        {
            var (name, link, shaping) = shaped;
            var queue = ShapingLinks.Name(name);
            var up = shaping.Up is { } rate ? Queue(shaping, rate, arriving: false) : null;
            return shaping.Down is { } down
                ? [new LinkShaping(queue, Queue(shaping, down, arriving: true), null), new LinkShaping(link, up, queue)]
                : (IEnumerable<LinkShaping>)[new LinkShaping(link, up, null)];
        }),
    ];

    private static IEnumerable<(string Name, string Link, ShapingConfig Shaping)> Shaped(
        RouterConfig config, IReadOnlyCollection<string> links, Topology topology) =>
        from entry in config.Interfaces
        where entry.Value.Shaping is { } shaping && (shaping.Up is not null || shaping.Down is not null)
        let link = topology.KernelName(entry.Key, entry.Value)
        where link is not null && links.Contains(link)
        select (entry.Key, link, entry.Value.Shaping);

    /// <summary>Hosts inside are the sources of what leaves and the destinations of what arrives.</summary>
    private static CakeQueue Queue(ShapingConfig shaping, long rate, bool arriving) => new(rate)
    {
        Tins = shaping.Diffserv,
        Fairness = shaping.Fair == ShapingFairness.Flow ? CakeFairness.Flows
            : arriving ? CakeFairness.Destinations
            : CakeFairness.Sources,
        Overhead = shaping.Overhead?.Bytes,
        Cells = shaping.Overhead?.Cells ?? CakeCells.None,
        SmallestFrame = shaping.Overhead?.SmallestFrame ?? 0,
        Arriving = arriving,
    };
}
