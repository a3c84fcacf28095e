using Router.Core.Rulesets;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Firewall.Build;

/// <summary>
/// The firewall as one nft transaction: the table is replaced whole, so that there is no moment without rules. Established
/// connections pass first; then the rules in their order; then port forwards; then the zones' policies, by sets of links. What only
/// differs in values (addresses, ports, forwards) is an element of a set or map, never a rule of its own.
/// <para>
/// <c>services … zones</c> opens the ports of that service in those zones, and nowhere else, after the rules; DHCP and DNS are
/// opened by policy (<c>lan -> router: [dhcp, dns]</c>). What the router itself sends is accepted unless a rule or policy from
/// <c>router</c> says otherwise.
/// </para>
/// </summary>
internal static class RulesetBuilder
{
    internal static Ruleset Build(RouterConfig config, Topology topology, IEnumerable<Listener> listeners)
    {
        List<TableObject> objects = [.. Objects(config, topology, listeners)];
        objects.AddRange(Chains(config, topology).Select(new RuleShortcuts(objects).Of));
        return Ruleset.Of(new Table("router", [.. objects]));
    }

    /// <summary>What rules refer to.</summary>
    private static IEnumerable<TableObject> Objects(RouterConfig config, Topology topology, IEnumerable<Listener> listeners) =>
    [
        .. SetObjects.Of(config, topology),
        .. Inside.Sets(config, topology),
        PostroutingChain.Links(config, topology),
        .. PortForwards.Objects(config.Firewall.Nat, topology),
        .. AddressTranslation.Maps(config.Firewall.Nat, topology),
        .. PreroutingChains.Objects(config, topology),
        .. OpenServices.Sets(config, topology, listeners),
        .. MulticastRules.Sets(config, topology),
        .. MeshRules.Sets(config),
        .. VrfChains.Sets(config, topology),
        .. RuleLimits.Objects(config.Firewall.Rules),
        .. RuleCounters.Objects(config.Firewall.Rules),
    ];

    private static IEnumerable<TableObject.Chain> Chains(RouterConfig config, Topology topology) =>
    [
        .. VrfChains.Of(config),
        .. Inside.AntiSpoof(config.Firewall.Nat),
        .. PreroutingChains.Of(config.Firewall, topology),
        .. LineChains.Of(config, topology),
        .. FilterChains.Of(config, topology),
        .. PortForwards.Prerouting(config.Firewall.Nat, topology),
        PostroutingChain.Of(config, topology),
    ];
}
