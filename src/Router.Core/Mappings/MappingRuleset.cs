using Router.Core.Rulesets;
using static Router.Core.Rulesets.Statement;
using static Router.Core.Rulesets.TableObject;

namespace Router.Core.Mappings;

/// <summary>
/// Mappings in the kernel: a table of their own beside the firewall's, so that a commit does not touch them and they do not touch what a
/// commit compares. Behind the document's forwards comes a map from address, protocol and port to the host; the firewall lets through what
/// was translated (<c>ct status dnat</c>), after its rules. What a host sends from a mapped port leaves by the port outside, as RFC 6886
/// (3.8) and RFC 6887 want of NAT-PMP and PCP. Each element has an end of its own, so that none outlives the daemon for long.
/// </summary>
public static class MappingRuleset
{
    public const string TableName = "router_mappings", Map = "mapped_ports", Sources = "mapped_sources";

    private const string Links = "mapping_links";

    private static readonly string[] Place = ["services", "mappings"];

    private static readonly Selector
        Key = Selector.Join(Selector.Destination(ipv6: false), Selector.ProtocolAndPort),
        SourceKey = Selector.Join(Selector.Source(ipv6: false), Selector.Protocol, Selector.SourcePort);

    /// <summary>Without elements in the maps: they have ends.</summary>
    public static Table Of(MappingPlace place) => new(TableName, [.. Objects(place, Elements.None, Elements.None, expire: true)]);

    /// <summary>The same within a ruleset, to try it there.</summary>
    public static Ruleset Within(Ruleset ruleset, MappingPlace place, IReadOnlyCollection<PortMapping> mappings) => Ruleset.Of(
        ruleset.Table with
        {
            Objects =
            [
                .. ruleset.Table.Objects,
                .. Objects(
                    place,
                    Elements.Of(mappings.Select(mapping => Element(place, mapping))),
                    Elements.Of(mappings.Where(HasSource).Select(mapping => Source(place, mapping))),
                    expire: false),
            ],
        });

    /// <summary>Of <see cref="Map"/>, in nft's words.</summary>
    public static string Element(MappingPlace place, PortMapping mapping) =>
        $"{place.Address} . {NftText.Protocol(mapping.Protocol)} . {mapping.ExternalPort} : {mapping.Host} . {mapping.InternalPort}";

    /// <summary>Of <see cref="Sources"/>.</summary>
    public static string Source(MappingPlace place, PortMapping mapping) =>
        $"{mapping.Host} . {NftText.Protocol(mapping.Protocol)} . {mapping.InternalPort} : {place.Address} . {mapping.ExternalPort}";

    /// <summary>Of UPnP several ports outside may lead to one of a host.</summary>
    public static bool HasSource(PortMapping mapping) => mapping.Origin != MappingOrigin.Upnp;

    /// <summary>Both maps have it.</summary>
    public static readonly string Type = MapOf(Map, Elements.None, expire: true).Type;

    private static IEnumerable<TableObject> Objects(MappingPlace place, Elements elements, Elements sources, bool expire)
    {
        var links = place.Inside.Prepend(place.Uplink).Distinct().Select(NftText.Quote);
        yield return new Set(Links, FieldTypes.Link) { Elements = Elements.Of(links) };
        yield return MapOf(Map, elements, expire);
        yield return MapOf(Sources, sources, expire);
        yield return new Chain("mapped", new("nat", "prerouting", "dstnat + 10"), [Inwards]);
        // A host that reaches its neighbour by the outer address is answered by the router, or the answer would come from another address.
        var pairs = Elements.Of(place.Inside.Distinct().Select(link => $"{NftText.Quote(link)} . {NftText.Quote(link)}"));
        yield return new Chain("mapped_back", new("nat", "postrouting", "srcnat - 10"), [Outwards(place.Uplink), Back(pairs)]);
    }

    private static Set MapOf(string name, Elements elements, bool expire) => new(
        name, FieldTypes.Join(FieldTypes.Address(ipv6: false), FieldTypes.Protocol, FieldTypes.Port),
        FieldTypes.Join(FieldTypes.Address(ipv6: false), FieldTypes.Port))
    {
        Elements = elements,
        Expires = expire,
    };

    private static readonly Rule Inwards = Rule.Of(
        Match.IsFamily(ipv6: false),
        Match.MemberOf(Selector.InputLink, Links),
        new Translate(Destination: true, IPv6: false, new Operand.Lookup(Key, Map))) with
    { Path = Place };

    private static Rule Outwards(string uplink) => Rule.Of(
        Match.IsFamily(ipv6: false),
        Match.IsLink(Selector.OutputLink, uplink),
        new Translate(Destination: false, IPv6: false, new Operand.Lookup(SourceKey, Sources))) with
    { Path = Place };

    private static Rule Back(Elements pairs) => Rule.Of(
        Match.IsFamily(ipv6: false),
        Match.Is(Selector.Status, "dnat"),
        new Match(Selector.Join(Selector.InputLink, Selector.OutputLink), new Operand.OneOf(pairs)),
        new Masquerade()) with
    { Path = Place };
}
