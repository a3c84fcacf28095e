using System.Net.Sockets;
using System.Text;
using Router.Core.Rulesets;
using Router.Core.Values;
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
    private static readonly Selector DestinationType = new("fib daddr type"), DestinationTypeOnLink = new("fib daddr . iif type");

    /// <summary>Maps and, for each zone that something is forwarded from, the chain that asks them.</summary>
    public static IEnumerable<TableObject> Objects(NatConfig nat, Topology topology)
    {
        foreach (var zone in Zones(nat, topology))
        {
            var rules = new List<Rule>();
            foreach (var ipv6 in (bool[])[false, true])
            {
                var forwards = nat.Forwards.Values.Where(f => f.From == zone && IsIPv6(f) == ipv6).ToList();
                foreach (var map in (Set[])[Ports(zone, ipv6, forwards), Ranges(zone, ipv6, forwards)])
                {
                    if (map.Elements.Count == 0)
                        continue;
                    yield return map;
                    var to = new Operand.Lookup(Selector.ProtocolAndPort, map.Name);
                    rules.Add(Rule.Of(new Translate(Destination: true, ipv6, to)) with { Path = Places.Forwards });
                }
            }
            yield return new Chain(ChainOf(zone), null, [.. rules]);
        }
    }

    public static IEnumerable<Chain> Prerouting(NatConfig nat, Topology topology)
    {
        var zones = Zones(nat, topology).ToList();
        if (zones.Count == 0 && nat.Destination.Count + nat.OneToOne.Count == 0)
            yield break;
        List<Rule> rules = [.. AddressTranslation.Incoming(nat, topology)];
        if (zones.Count > 0)
            rules.Add(Rule.Of(NotLocal(DestinationType), Verdict.Accept));
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

    private static IEnumerable<string> Zones(NatConfig nat, Topology topology) =>
        nat.Forwards.Values.Select(f => f.From).Distinct().Where(zone => topology.Members(zone).Count > 0);

    private static Rule FromInside(string zone, bool ipv6) => Rule.Of(
        Match.MemberOf(Selector.InputLink, Inside.Links),
        NotLocal(DestinationTypeOnLink),
        Match.MemberOf(Selector.Destination(ipv6), Inside.Networks(ipv6)) with { Not = true },
        Verdict.Jump(ChainOf(zone)));

    private static Match NotLocal(Selector type) => Match.Is(type, "local") with { Not = true };

    private static Set Ports(string zone, bool ipv6, List<ForwardConfig> forwards) => new(
        PortsOf(zone, ipv6), FieldTypes.Join(FieldTypes.Protocol, FieldTypes.Port),
        FieldTypes.Join(FieldTypes.Address(ipv6), FieldTypes.Port))
    {
        Elements = Written(forwards, single: true, (text, protocol, ports, forward) =>
            text.Append($"{Word(protocol)} . {ports.First} : {forward.To} . {forward.ToPort ?? ports.First}")),
    };

    private static Set Ranges(string zone, bool ipv6, List<ForwardConfig> forwards) => new(
        RangesOf(zone, ipv6), FieldTypes.Join(FieldTypes.Protocol, FieldTypes.Port), FieldTypes.Address(ipv6))
    {
        IsInterval = true,
        Elements = Written(forwards, single: false, (text, protocol, ports, forward) =>
            text.Append($"{Word(protocol)} . {ports.First}-{ports.Last} : {forward.To}")),
    };

    private static Elements Written(
        List<ForwardConfig> forwards, bool single, Action<StringBuilder, TransportProtocol, PortRange, ForwardConfig> write)
    {
        var writer = new ElementsWriter();
        foreach (var forward in forwards)
        {
            // By index: an enumerator each for ten thousand forwards is more than their text.
            for (var i = 0; i < forward.Service.Count; i++)
            {
                var protocols = forward.Service[i].Protocols;
                for (var j = 0; j < protocols.Count; j++)
                {
                    if (protocols[j] is { Ports: { } ports } match && ports.First == ports.Last == single)
                        write(writer.Next(), match.Protocol, ports, forward);
                }
            }
        }
        return writer.ToElements();
    }

    private static bool IsIPv6(ForwardConfig forward) => forward.To.AddressFamily == AddressFamily.InterNetworkV6;

    private static string Word(TransportProtocol protocol) => NftText.Protocol(protocol);
}
