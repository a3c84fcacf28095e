using Router.Core.Rulesets;
using Router.Features.Building;
using Router.Features.Configuration;
using static Router.Core.Rulesets.Statement;
using static Router.Core.Rulesets.TableObject;

namespace Router.Features.Firewall.Build;

/// <summary>The filter chains: input, forward and output.</summary>
internal static class FilterChains
{
    private static readonly string[] Neighbours =
        ["nd-neighbor-solicit", "nd-neighbor-advert", "nd-router-solicit", "nd-router-advert", "mld-listener-query"];

    private static readonly Rule
        Established = Rule.Of(Match.Is(Selector.State, "established,related"), Verdict.Accept),
        NeighbourDiscovery = Rule.Of(Match.OneOf(new("icmpv6 type"), Neighbours), Verdict.Accept),
        Translated = Rule.Of(Match.Is(Selector.Status, "dnat"), Verdict.Accept),
        ClampedToTheRoute = Rule.Of(
            Match.Is(new("tcp flags") { Mask = "(syn | rst)" }, "syn"),
            Assign.Value(new("tcp option maxseg size"), "rt mtu"));

    /// <summary>
    /// A rule beside the policy of the chain: where a table takes the place of another, the kernel sets the policy of a new chain last, and
    /// until then lets through what reaches its end (measured: a forbidden packet in ten reloads at 5,000 a second).
    /// </summary>
    private static readonly Rule DropRest = Rule.Of(Verdict.Drop);

    public static IEnumerable<Chain> Of(RouterConfig config, Topology topology)
    {
        var (meshes, turns) = (MeshRules.Underlays(config, topology), OneWayFlows.Turns(config, topology));
        return
        [
            new(
                PolicyChains.Refuse, null,
                [Rule.Of(Match.Is(Selector.Protocol, "tcp"), new Reject("tcp reset")), Rule.Of(new Reject("icmpx admin-prohibited"))]),
            .. PolicyChains.OfTheRouter(config.Firewall),
            .. PolicyChains.Forward(config.Firewall, topology),
            .. OneWayFlows.Of(turns),
            new("input", new("filter", "input", "filter", Drops: true), [.. Input(config.Firewall, topology, meshes)]),
            new("forward", new("filter", "forward", "filter", Drops: true), [.. Forward(config, topology, turns)]),
            new("output", new("filter", "output", "filter"), [.. Output(config.Firewall, topology, meshes)]),
        ];
    }

    private static IEnumerable<Rule> Input(FirewallConfig firewall, Topology topology, IReadOnlyList<MeshUnderlay> meshes) =>
    [
        FromItself(Selector.InputLink),
        .. MeshRules.Input(meshes),
        Established,
        Invalid(Verdict.Drop),
        NeighbourDiscovery,
        .. DocumentRules.Of(firewall.Rules, topology, DocumentRules.Stage.Input),
        .. OpenServices.Rules(topology),
        .. PolicyChains.InputJumps(firewall, topology),
        DropRest,
    ];

    private static IEnumerable<Rule> Forward(RouterConfig config, Topology topology, List<Match[]> turns) =>
    [
        ClampedToTheRoute,
        .. MeshRules.Forward(config),
        .. PreroutingChains.Offload(config, topology),
        Established,
        Invalid(OneWayFlows.VerdictOfInvalid(turns)),
        .. DocumentRules.Of(config.Firewall.Rules, topology, DocumentRules.Stage.Forward),
        Translated,
        .. PolicyChains.ForwardJumps(config.Firewall, topology),
        DropRest,
    ];

    private static IEnumerable<Rule> Output(FirewallConfig firewall, Topology topology, IReadOnlyList<MeshUnderlay> meshes) =>
    [
        FromItself(Selector.OutputLink),
        .. MeshRules.Output(meshes),
        Established,
        .. MeshRules.OutputBegins(meshes),
        .. DocumentRules.Of(firewall.Rules, topology, DocumentRules.Stage.Output),
        .. PolicyChains.OutputJumps(firewall, topology),
    ];

    private static Rule FromItself(Selector link) => Rule.Of(Match.IsLink(link, "lo"), Verdict.Accept);

    private static Rule Invalid(Verdict verdict) => Rule.Of(Match.Is(Selector.State, "invalid"), verdict);
}
