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

    private static readonly Match Begins = Match.Is(new("tcp flags") { Mask = "(syn | rst)" }, "syn");

    private static readonly Selector SegmentSize = new("tcp option maxseg size");

    private static readonly Rule
        Established = Rule.Of(Match.Is(Selector.State, "established,related"), Verdict.Accept),
        NeighbourDiscovery = Rule.Of(Match.OneOf(new("icmpv6 type"), Neighbours), Verdict.Accept),
        ClampedToTheRoute = Rule.Of(Begins, Assign.Value(SegmentSize, "rt mtu"));

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
            .. DocumentRules.Chains(config.Firewall.Rules),
            new("input", new("filter", "input", "filter", Drops: true), [.. Input(config, topology, meshes)]),
            new("forward", new("filter", "forward", "filter", Drops: true), [.. Forward(config, topology, turns)]),
            new("output", new("filter", "output", "filter"), [.. Output(config, topology, meshes)]),
        ];
    }

    private static IEnumerable<Rule> Input(RouterConfig config, Topology topology, IReadOnlyList<MeshUnderlay> meshes) =>
    [
        FromItself(Selector.InputLink),
        .. MeshRules.Input(meshes),
        Established,
        Invalid(Verdict.Drop),
        NeighbourDiscovery,
        .. DocumentRules.Of(config, topology, DocumentRules.Stage.Input),
        .. OpenServices.Rules(topology),
        .. MulticastRules.Input(config, topology),
        .. PolicyChains.InputJumps(config.Firewall, topology),
        DropRest,
    ];

    private static IEnumerable<Rule> Forward(RouterConfig config, Topology topology, List<Match[]> turns) =>
    [
        ClampedToTheRoute,
        .. Clamped(config.Firewall, topology),
        .. MeshRules.Forward(config),
        .. PreroutingChains.Offload(config, topology),
        Established,
        Invalid(OneWayFlows.VerdictOfInvalid(turns)),
        .. DocumentRules.Of(config, topology, DocumentRules.Stage.Forward),
        .. PrefixTranslation.Passing(config.Firewall.Nat).Select(
            matches => new Rule([.. matches, Match.Is(Selector.Status, "dnat"), Verdict.Accept])),
        .. MulticastRules.Forward(config, topology),
        .. PolicyChains.ForwardJumps(config.Firewall, topology),
        DropRest,
    ];

    /// <summary>To a zone and from it: either end says what it takes. The kernel makes no size larger than it is.</summary>
    private static IEnumerable<Rule> Clamped(FirewallConfig firewall, Topology topology) =>
        from zone in firewall.Mss
        where topology.Members(zone.Key).Count > 0
        from link in VrfChains.From(zone.Key, topology).Append(Match.MemberOf(Selector.OutputLink, SetNames.Zone(zone.Key)))
        select Rule.Of(link, Begins, Assign.Value(SegmentSize, $"{zone.Value}")) with { Path = Places.Mss(zone.Key) };

    private static IEnumerable<Rule> Output(RouterConfig config, Topology topology, IReadOnlyList<MeshUnderlay> meshes) =>
    [
        FromItself(Selector.OutputLink),
        .. MeshRules.Output(meshes),
        Established,
        .. MeshRules.OutputBegins(meshes),
        .. MulticastRules.Output(config, topology),
        .. DocumentRules.Of(config, topology, DocumentRules.Stage.Output),
        .. PolicyChains.OutputJumps(config.Firewall, topology),
    ];

    private static Rule FromItself(Selector link) => Rule.Of(Match.IsLink(link, "lo"), Verdict.Accept);

    private static Rule Invalid(Verdict verdict) => Rule.Of(Match.Is(Selector.State, "invalid"), verdict);
}
