using Router.Core.Rulesets;
using Router.Features.Building;
using Router.Features.Configuration;
using static Router.Core.Rulesets.Statement;
using static Router.Core.Rulesets.TableObject;

namespace Router.Features.Firewall.Build;

/// <summary>Ports that features hear at, opened to their zones and links, and the links whose DHCP client waits for answers.</summary>
internal static class OpenServices
{
    private const string Listening = "listening", Clients4 = "dhcp_clients", Clients6 = "dhcpv6_clients";

    private static readonly Selector SourcePort = new("udp sport"), DestinationPort = new("udp dport");

    public static IEnumerable<Set> Sets(RouterConfig config, Topology topology, IEnumerable<Listener> listeners)
    {
        var elements = listeners.OrderBy(listener => listener.Links.Any())
            .SelectMany(listener => listener.Zones.Distinct().SelectMany(topology.Members).Concat(listener.Links), Element)
            .Distinct();
        yield return new(Listening, FieldTypes.Join(FieldTypes.Link, FieldTypes.Protocol, FieldTypes.Port))
        {
            Elements = Elements.Of(elements),
        };
        var clients = config.Interfaces.Where(i => i.Value.Dhcp).Select(i => topology.KernelName(i.Key, i.Value)).OfType<string>();
        yield return SetObjects.Links(Clients4, clients);
        var clients6 = config.Interfaces
            .Where(i => i.Value.Ipv6 is { } c && (c.Dhcp || c.AsksForPrefixes))
            .Select(i => topology.KernelName(i.Key, i.Value))
            .OfType<string>();
        yield return SetObjects.Links(Clients6, clients6);
    }

    public static IEnumerable<Rule> Rules(Topology topology)
    {
        yield return Rule.Of(
            Match.MemberOf(Selector.InputLink, Clients4),
            Match.Is(SourcePort, "67"), Match.Is(DestinationPort, "68"), Verdict.Accept) with
        { Path = Places.Interfaces };
        yield return Rule.Of(
            Match.MemberOf(Selector.InputLink, Clients6), Match.Is(Selector.Source(ipv6: true), "fe80::/10"),
            Match.Is(SourcePort, "547"), Match.Is(DestinationPort, "546"), Verdict.Accept) with
        { Path = Places.Interfaces };
        yield return Open(Selector.InputLink);
        if (topology.Zones.Any(zone => topology.HasMembers(zone, inVrf: true)))
            yield return Open(Selector.InputMember);
    }

    private static Rule Open(Selector link) =>
        Rule.Of(Match.MemberOf(Selector.Join(link, Selector.ProtocolAndPort), Listening), Verdict.Accept) with { Path = Places.Services };

    private static string Element(Listener listener, string link) =>
        $"{NftText.Quote(link)} . {NftText.Protocol(listener.Protocol)} . {listener.Port}";
}
