using Router.Core.Rulesets;
using Router.Core.Shapes;
using Router.Core.Values;

namespace Router.Features.Firewall.Build;

/// <summary>Addresses of a rule as matches.</summary>
internal static class AddressText
{
    /// <summary>
    /// One expression for each family of the written addresses and for each named set; a single empty one when every address
    /// will do.
    /// </summary>
    public static List<string> Matches(IReadOnlyCollection<AddressMatch> addresses, string field)
    {
        if (addresses.Count == 0)
            return [""];
        var matches = new List<string>();
        foreach (var ipv6 in new[] { false, true })
        {
            var family = ipv6 ? "ip6" : "ip";
            var written = addresses.Where(a => a.Range is { } range && range.IsIPv6 == ipv6)
                .Select(a => NetworkScalars.FormatRange(a.Range!.Value))
                .ToList();
            if (written.Count > 0)
                matches.Add($"{family} {field} {{ {string.Join(", ", written)} }} ");
            matches.AddRange(addresses.Where(a => a.Set is not null).Select(a => $"{family} {field} @{NftText.AddressSet(a.Set!, ipv6)} "));
        }
        return matches;
    }

    /// <summary>A source of one family and a destination of the other never meet in a packet.</summary>
    public static bool SameFamily(string source, string destination) =>
        source.Length == 0 || destination.Length == 0
        || source.StartsWith("ip6", StringComparison.Ordinal) == destination.StartsWith("ip6", StringComparison.Ordinal);
}
