using System.Net.Sockets;
using Router.Core.Rulesets;
using Router.Documents;
using Router.Features.Building;
using static Router.Core.Rulesets.Statement;
using static Router.Core.Rulesets.TableObject;

namespace Router.Features.Firewall.Build;

/// <summary>
/// Port forwards as maps from protocol and port to the inner host, so that their number costs nothing: one map a zone and
/// address family for single ports, which may change the port, and one for ranges, which keep it.
/// <para>
/// The same maps serve hosts inside that use the outer address (hairpin): they match when the address is the router's, not one
/// of the link they arrived on, and not one of an inner network, where it means the router itself.
/// </para>
/// </summary>
internal static class PortForwards
{
    /// <summary>It is for no address of the router.</summary>
    public static readonly Match NotLocal = Match.Is(new("fib daddr type"), "local") with { Not = true };

    private static readonly Match OfAnotherLink = Match.Is(new("fib daddr . iif type"), "local") with { Not = true };

    /// <summary>Maps and, for each zone that something is forwarded from, the chain that asks them.</summary>
    public static IEnumerable<TableObject> Objects(NatConfig nat, Topology topology)
    {
        foreach (var limit in ForwardRules.Objects(nat))
            yield return limit;
        foreach (var zone in Zones(nat, topology))
        {
            List<Rule> rules = [.. ForwardRules.Of(nat, zone, topology)];
            foreach (var (ipv6, map) in Maps(zone, nat.Forwards))
            {
                if (map.Elements.Count == 0)
                    continue;
                yield return map;
                var to = new Operand.Lookup(Selector.ProtocolAndPort, map.Name);
                rules.Add(Rule.Of(new Translate(Destination: true, ipv6, to)) with { Path = Places.Forwards });
            }
            yield return new Chain(ChainOf(zone), null, [.. rules]);
        }
    }

    public static IEnumerable<Chain> Prerouting(NatConfig nat, Topology topology)
    {
        var zones = Zones(nat, topology);
        if (zones.Count == 0 && nat.Destination.Count + nat.OneToOne.Count + nat.Prefixes.Count == 0)
            yield break;
        List<Rule> rules = [.. AddressTranslation.Incoming(nat, topology), .. PrefixTranslation.Incoming(nat, topology)];
        if (zones.Count > 0)
            rules.Add(Rule.Of(NotLocal, Verdict.Accept));
        foreach (var zone in zones)
            rules.Add(Rule.Of(Match.MemberOf(Selector.InputLink, SetNames.Zone(zone)), Verdict.Jump(ChainOf(zone))));
        foreach (var zone in zones.Where(nat.Masquerade.Contains))
        {
            rules.Add(FromInside(zone, ipv6: false));
            if (nat.Forwards.Values.Any(f => f.From == zone && IsIPv6(f)))
                rules.Add(FromInside(zone, ipv6: true));
        }
        yield return new("prerouting", new("nat", "prerouting", "dstnat"), [.. rules]);
    }

    /// <summary>The maps that may have the forward, single ports and ranges.</summary>
    public static IEnumerable<string> MapsOf(ForwardConfig forward) =>
        [PortsOf(forward.From, IsIPv6(forward)), RangesOf(forward.From, IsIPv6(forward))];

    private static string PortsOf(string zone, bool ipv6) => $"{AddressTranslation.Word(ipv6)}_ports/{zone}";

    private static string RangesOf(string zone, bool ipv6) => $"{AddressTranslation.Word(ipv6)}_ranges/{zone}";

    private static string ChainOf(string zone) => $"forwards_{zone}";

    /// <summary>With links, in the order in which forwards name them.</summary>
    private static List<string> Zones(NatConfig nat, Topology topology)
    {
        List<string> zones = [];
        string? last = null;
        foreach (var forward in nat.Forwards.Values)
        {
            if (forward.From == last)
                continue;
            last = forward.From;
            if (!zones.Contains(last) && topology.Members(last).Count > 0)
                zones.Add(last);
        }
        return zones;
    }

    private static Rule FromInside(string zone, bool ipv6) => Rule.Of(
        Match.MemberOf(Selector.InputLink, Inside.Links),
        OfAnotherLink,
        Match.MemberOf(Selector.Destination(ipv6), Inside.Networks(ipv6)) with { Not = true },
        Verdict.Jump(ChainOf(zone)));

    /// <summary>Whether it is for IPv6, and the map; single ports come before ranges. All are written in one go.</summary>
    private static IEnumerable<(bool IPv6, Set Map)> Maps(string zone, ValueMap<string, ForwardConfig> forwards)
    {
        var (ports, ranges, ports6, ranges6) = (new ElementsWriter(), new ElementsWriter(), new ElementsWriter(), new ElementsWriter());
        foreach (var forward in forwards.Values)
        {
            if (forward.From == zone && forward.IsPlain)
                Write(forward, IsIPv6(forward) ? ports6 : ports, IsIPv6(forward) ? ranges6 : ranges);
        }
        return
        [
            (false, Ports(zone, ipv6: false, ports.ToElements())), (false, Ranges(zone, ipv6: false, ranges.ToElements())),
            (true, Ports(zone, ipv6: true, ports6.ToElements())), (true, Ranges(zone, ipv6: true, ranges6.ToElements())),
        ];
    }

    private static void Write(ForwardConfig forward, ElementsWriter single, ElementsWriter ranges)
    {
        foreach (var service in forward.Service)
        {
            foreach (var match in service.Protocols)
            {
                if (match.Ports is not { } ports)
                    continue;
                var protocol = NftText.Protocol(match.Protocol);
                if (ports.First == ports.Last)
                    single.Next().Append($"{protocol} . {ports.First} : {forward.To} . {forward.ToPort ?? ports.First}");
                else
                    ranges.Next().Append($"{protocol} . {ports.First}-{ports.Last} : {forward.To}");
            }
        }
    }

    private static Set Ports(string zone, bool ipv6, Elements elements) => new(
        PortsOf(zone, ipv6), FieldTypes.Join(FieldTypes.Protocol, FieldTypes.Port),
        FieldTypes.Join(FieldTypes.Address(ipv6), FieldTypes.Port))
    {
        Elements = elements,
    };

    private static Set Ranges(string zone, bool ipv6, Elements elements) => new(
        RangesOf(zone, ipv6), FieldTypes.Join(FieldTypes.Protocol, FieldTypes.Port), FieldTypes.Address(ipv6))
    {
        IsInterval = true,
        Elements = elements,
    };

    internal static bool IsIPv6(ForwardConfig forward) => forward.To.AddressFamily == AddressFamily.InterNetworkV6;
}
