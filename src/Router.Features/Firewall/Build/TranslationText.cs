using System.Net.Sockets;
using System.Text;
using Router.Core.Rulesets;
using Router.Features.Building;

namespace Router.Features.Firewall.Build;

/// <summary>
/// Source, destination and 1:1 NAT. Whole addresses are maps, one a zone, direction and family, so that their number costs
/// nothing; hosts inside reach them by the outer address as well.
/// </summary>
internal static class TranslationText
{
    private static readonly (AddressFamily Family, string Word, string Type)[] Families =
    [
        (AddressFamily.InterNetwork, "ip", "ipv4_addr"),
        (AddressFamily.InterNetworkV6, "ip6", "ipv6_addr"),
    ];

    public static void AppendMaps(StringBuilder text, NatConfig nat, Topology topology)
    {
        foreach (var (zone, word, type, entries) in Groups(nat.OneToOne.Values.Concat(nat.Destination.Values), topology))
            NftText.AppendSet(text, $"map {Inwards(word, zone)}", $"{type} : {type}", null, entries.Select(e => $"{e.Outer} : {e.Inner}"));
        foreach (var (zone, word, type, entries) in Groups(nat.OneToOne.Values, topology))
            NftText.AppendSet(
                text, $"map {Outwards(word, zone)}", $"{type} : {type}", null,
                entries.DistinctBy(e => e.Inner).Select(e => $"{e.Inner} : {e.Outer}"));
    }

    public static void AppendPrerouting(StringBuilder text, NatConfig nat, Topology topology)
    {
        foreach (var (zone, word, _, _) in Groups(nat.OneToOne.Values.Concat(nat.Destination.Values), topology))
        {
            text.Append($"    iifname @{NftText.Zone(zone)} dnat {word} to {word} daddr map @{Inwards(word, zone)}\n");
            text.Append($"    iifname @{InsideText.Links} dnat {word} to {word} daddr map @{Inwards(word, zone)}\n");
        }
    }

    public static void AppendPostrouting(StringBuilder text, NatConfig nat, Topology topology)
    {
        foreach (var (zone, word, _, _) in Groups(nat.OneToOne.Values, topology))
            text.Append($"    oifname @{NftText.Zone(zone)} snat {word} to {word} saddr map @{Outwards(word, zone)}\n");
        foreach (var source in nat.Source.Values.Where(s => topology.Members(s.To).Count > 0))
        {
            var word = source.Address.IsIPv6 ? "ip6" : "ip";
            var address = source.Address.First.Equals(source.Address.Last)
                ? $"{source.Address.First}"
                : $"{source.Address.First}-{source.Address.Last}";
            foreach (var match in AddressText.Matches(source.Source, "saddr")
                .Where(m => m.Length == 0 || m.StartsWith($"{word} ", StringComparison.Ordinal)))
                text.Append(
                    $"    oifname @{NftText.Zone(source.To)} {(match.Length == 0 ? Family(word) : match)}snat {word} to {address}\n");
        }
    }

    private static string Family(string word) => $"meta nfproto {(word == "ip" ? "ipv4" : "ipv6")} ";

    private static IEnumerable<(string Zone, string Word, string Type, List<AddressNatConfig> Entries)> Groups(
        IEnumerable<AddressNatConfig> all, Topology topology)
    {
        foreach (var zone in all.GroupBy(e => e.Zone).Where(zone => topology.Members(zone.Key).Count > 0))
        {
            foreach (var (family, word, type) in Families)
            {
                var entries = zone.Where(e => e.Outer.AddressFamily == family).ToList();
                if (entries.Count > 0)
                    yield return (zone.Key, word, type, entries);
            }
        }
    }

    private static string Inwards(string word, string zone) => $"{word}_inwards/{zone}";

    private static string Outwards(string word, string zone) => $"{word}_outwards/{zone}";
}
