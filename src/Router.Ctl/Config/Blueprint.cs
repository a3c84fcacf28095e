using Router.Core.Boards;
using Router.Core.Edges;
using Router.Core.Planning;
using Router.Core.Plans;
using Router.Core.State;
using Router.Core.Values;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Features.Interfaces;

namespace Router.Ctl.Config;

/// <summary>
/// A configuration worked out without a router: on a machine that has every port that the configuration and the board name,
/// and nothing else. Secrets are stand-ins.
/// </summary>
internal static class Blueprint
{
    public static BuildResult Build(RouterConfig config, BoardFacts board) =>
        DesiredStateBuilder.Build(
            config, new BuildContext(board, Links(config, board), new StandIns(), BaseAccounts.Minimal) { SecretsAreStandIns = true });

    /// <summary>The steps that a router takes that has just booted and was never configured.</summary>
    public static ValueList<Change> Plan(DesiredState desired, RouterConfig config, BoardFacts board)
    {
        var links = ValueMap<string, ObservedLink>.Empty;
        foreach (var link in Links(config, board))
            links = links.With(link.Name, link);
        return Planner.Plan(desired, new ObservedState { Links = links });
    }

    private static List<ObservedLink> Links(RouterConfig config, BoardFacts board)
    {
        var links = new List<ObservedLink> { Link("lo", 1) with { Kind = LinkKind.Loopback } };
        foreach (var name in board.Roles.Values.SelectMany(ports => ports))
            Add(links, Link(name, links.Count + 1));
        foreach (var reference in config.Interfaces.Values.SelectMany(i => i.PortReferences))
        {
            if (reference.Kind == DeviceReferenceKind.Mac)
                Add(
                    links,
                    Link($"mac-{reference.Value.Replace(":", "", StringComparison.Ordinal)[^6..]}", links.Count + 1) with
                    {
                        Mac = reference.Value
                    });
            else if (reference.Kind == DeviceReferenceKind.Path)
                Add(links, Link($"path-{links.Count}", links.Count + 1) with { BusPath = reference.Value });
            else if (reference.Kind == DeviceReferenceKind.Name
                && config.Interfaces.GetValueOrDefault(reference.Value)?.Kind != InterfaceKind.Virtual)
                Add(links, Link(reference.Value, links.Count + 1));
        }
        return links;
    }

    private static void Add(List<ObservedLink> links, ObservedLink link)
    {
        if (!links.Exists(l => l.Name == link.Name))
            links.Add(link);
    }

    private static ObservedLink Link(string name, int index) =>
        new() { Name = name, Index = index, Kind = LinkKind.Physical, Mtu = 1500, Up = false };

    /// <summary>Has every secret, and no value of any.</summary>
    private sealed class StandIns : ISecretStore
    {
        public string? Find(string name) => $"(secret {name})";

        public IReadOnlyList<string> Names() => [];

        public void Set(string name, string value) => throw new NotSupportedException();

        public void Remove(string name) => throw new NotSupportedException();
    }
}
