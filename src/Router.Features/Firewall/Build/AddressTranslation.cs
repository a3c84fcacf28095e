using System.Net.Sockets;
using Router.Core.Rulesets;
using Router.Features.Building;
using static Router.Core.Rulesets.Statement;
using static Router.Core.Rulesets.TableObject;

namespace Router.Features.Firewall.Build;

/// <summary>
/// Source, destination and 1:1 NAT. Whole addresses are maps, one a zone, direction and family, so that their number costs
/// nothing; hosts inside reach them by the outer address as well.
/// </summary>
internal static class AddressTranslation
{
    public static IEnumerable<Set> Maps(NatConfig nat, Topology topology)
    {
        foreach (var (zone, ipv6, entries) in Groups(nat.OneToOne.Values.Concat(nat.Destination.Values), topology))
            yield return Map(Inwards(ipv6, zone), ipv6, entries.Select(e => $"{e.Outer} : {e.Inner}"));
        foreach (var (zone, ipv6, entries) in Groups(nat.OneToOne.Values, topology))
            yield return Map(Outwards(ipv6, zone), ipv6, entries.DistinctBy(e => e.Inner).Select(e => $"{e.Inner} : {e.Outer}"));
    }

    /// <summary>Before the route is looked up.</summary>
    public static IEnumerable<Rule> Incoming(NatConfig nat, Topology topology)
    {
        foreach (var (zone, ipv6, _) in Groups(nat.OneToOne.Values.Concat(nat.Destination.Values), topology))
        {
            foreach (var links in (string[])[SetNames.Zone(zone), Inside.Links])
                yield return Rule.Of(
                    Match.MemberOf(Selector.InputLink, links),
                    new Translate(Destination: true, ipv6, new Operand.Lookup(Selector.Destination(ipv6), Inwards(ipv6, zone)))) with
                { Path = Places.Translations };
        }
    }

    /// <summary>After the route is known.</summary>
    public static IEnumerable<Rule> Outgoing(NatConfig nat, Topology topology)
    {
        foreach (var (zone, ipv6, _) in Groups(nat.OneToOne.Values, topology))
            yield return Rule.Of(
                Match.MemberOf(Selector.OutputLink, SetNames.Zone(zone)),
                new Translate(Destination: false, ipv6, new Operand.Lookup(Selector.Source(ipv6), Outwards(ipv6, zone)))) with
            { Path = Places.OneToOne };
        foreach (var (name, source) in nat.Source.Where(s => topology.Members(s.Value.To).Count > 0))
        {
            var ipv6 = source.Address.IsIPv6;
            var to = new Translate(Destination: false, ipv6, new Operand.Value(Address(source)));
            foreach (var matches in AddressMatches.Of(source.Source, Selector.Source, link => DocumentRules.Arrived(link, topology)))
            {
                if (matches.Any(match => match.Selector.IsIPv6 is { } family && family != ipv6))
                    continue;
                yield return new Rule(
                [
                    Match.MemberOf(Selector.OutputLink, SetNames.Zone(source.To)),
                    .. matches.Length == 0 ? [Match.IsFamily(ipv6)] : matches, to,
                ])
                { Path = Places.SourceNat(name) };
            }
        }
    }

    public static string Word(bool ipv6) => ipv6 ? "ip6" : "ip";

    /// <summary>The map that has the entry for what comes from its zone.</summary>
    public static string Inwards(AddressNatConfig entry) => Inwards(IsIPv6(entry), entry.Zone);

    /// <summary>The map that has the entry for what leaves to its zone.</summary>
    public static string Outwards(AddressNatConfig entry) => Outwards(IsIPv6(entry), entry.Zone);

    private static bool IsIPv6(AddressNatConfig entry) => entry.Outer.AddressFamily == AddressFamily.InterNetworkV6;

    private static string Inwards(bool ipv6, string zone) => $"{Word(ipv6)}_inwards/{zone}";

    private static string Outwards(bool ipv6, string zone) => $"{Word(ipv6)}_outwards/{zone}";

    private static Set Map(string name, bool ipv6, IEnumerable<string> pairs) =>
        new(name, FieldTypes.Address(ipv6), FieldTypes.Address(ipv6)) { Elements = Elements.Of(pairs) };

    private static string Address(SourceNatConfig source) => source.Address.First.Equals(source.Address.Last)
        ? $"{source.Address.First}"
        : $"{source.Address.First}-{source.Address.Last}";

    private static IEnumerable<(string Zone, bool IPv6, List<AddressNatConfig> Entries)> Groups(
        IEnumerable<AddressNatConfig> all, Topology topology)
    {
        foreach (var zone in all.GroupBy(e => e.Zone).Where(zone => topology.Members(zone.Key).Count > 0))
        {
            foreach (var ipv6 in (bool[])[false, true])
            {
                var entries = zone.Where(e => IsIPv6(e) == ipv6).ToList();
                if (entries.Count > 0)
                    yield return (zone.Key, ipv6, entries);
            }
        }
    }
}
