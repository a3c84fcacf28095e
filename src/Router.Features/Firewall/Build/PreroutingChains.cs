using Router.Core.Rulesets;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Interfaces;
using static Router.Core.Rulesets.Statement;
using static Router.Core.Rulesets.TableObject;

namespace Router.Features.Firewall.Build;

/// <summary>What happens to a packet before its way is chosen: marks and helpers; and the short way of established connections.</summary>
internal static class PreroutingChains
{
    private const string Flows = "established";

    private static readonly Selector HelperOfConnection = new("ct helper");

    public static IEnumerable<TableObject> Objects(RouterConfig config, Topology topology)
    {
        foreach (var helper in config.Firewall.Helpers)
            yield return new Helper(Name(helper), helper.Name, NftText.Protocol(helper.Protocol));
        var devices = Devices(config, topology);
        if (config.Firewall.Way != FastPath.None && devices.Count > 0)
            yield return new Flowtable(Flows, [.. devices], config.Firewall.Way == FastPath.Hardware);
    }

    public static IEnumerable<Chain> Of(FirewallConfig firewall, Topology topology)
    {
        if (firewall.Marks.Count > 0)
            yield return new("marks", new("filter", "prerouting", "mangle"), [.. Marks(firewall, topology)]);
        if (firewall.Helpers.Count == 0)
            yield break;
        yield return new("helpers", new("filter", "prerouting", "filter"), [.. firewall.Helpers.Select(Helped)]);
        yield return new("own_helpers", new("filter", "output", "filter"), [.. firewall.Helpers.Select(Helped)]);
    }

    public static IEnumerable<Rule> Offload(RouterConfig config, Topology topology)
    {
        if (config.Firewall.Way == FastPath.None || Devices(config, topology).Count == 0)
            yield break;
        yield return new Rule(
        [
            Match.OneOf(Selector.Protocol, ["tcp", "udp"]),
            Match.Is(Selector.State, "established"),
            .. LineChains.NotOfALine(config, topology),
            new Offload(Flows),
        ])
        { Path = Places.FastPath(config.Firewall) };
    }

    private static IEnumerable<Rule> Marks(FirewallConfig firewall, Topology topology)
    {
        foreach (var mark in firewall.Marks)
        {
            var assign = Assign.Value(Selector.Mark, $"{mark.Mark}");
            var place = Places.Mark(mark.Name);
            foreach (var matches in DocumentRules.Matches(mark.Match, topology, DocumentRules.Stage.Prerouting))
                yield return new Rule([.. matches, assign]) { Comment = mark.Name, Path = place };
        }
    }

    private static Rule Helped(ConntrackHelper helper) => Rule.Of(
        Match.Is(new Selector($"{NftText.Protocol(helper.Protocol)} dport"), $"{helper.Port}"),
        Assign.Value(HelperOfConnection, NftText.Quote(Name(helper)))) with
    { Path = Places.Helper(helper.Name) };

    private static string Name(ConntrackHelper helper) => $"helper_{helper.Name}";

    /// <summary>Ports that are there: a link that is made is not there yet when the rules are loaded.</summary>
    private static List<string> Devices(RouterConfig config, Topology topology) =>
    [
        .. config.Interfaces
            .Where(i => i.Value.Kind is InterfaceKind.Ethernet or InterfaceKind.Bridge && i.Value.Vrf is null)
            .SelectMany(i => topology.Ports[i.Key])
            .Where(port => config.Interfaces.GetValueOrDefault(port)?.Kind != InterfaceKind.Virtual)
            .Distinct(),
    ];
}
