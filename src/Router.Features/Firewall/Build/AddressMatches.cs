using Router.Core.Rulesets;
using Router.Core.Shapes;
using Router.Core.Values;
using static Router.Core.Rulesets.Statement;

namespace Router.Features.Firewall.Build;

/// <summary>Addresses of a rule as matches.</summary>
internal static class AddressMatches
{
    /// <summary>
    /// One match for each family of the written addresses and for each named set; null: every address will do.
    /// </summary>
    public static List<Match?> Of(IReadOnlyCollection<AddressMatch> addresses, Func<bool, Selector> field)
    {
        if (addresses.Count == 0)
            return [null];
        var matches = new List<Match?>();
        foreach (var ipv6 in (bool[])[false, true])
        {
            var written = Elements.Of(addresses.Where(a => a.Range is { } range && range.IsIPv6 == ipv6)
                .Select(a => NetworkScalars.FormatRange(a.Range!.Value)));
            if (written.Count > 0)
                matches.Add(new(field(ipv6), new Operand.OneOf(written)));
            matches.AddRange(addresses.Where(a => a.Set is not null)
                .Select(a => Match.MemberOf(field(ipv6), SetNames.Addresses(a.Set!, ipv6))));
        }
        return matches;
    }

    /// <summary>A source of one family and a destination of the other never meet in a packet.</summary>
    public static bool SameFamily(Match? source, Match? destination) =>
        source is null || destination is null || source.Selector.IsIPv6 == destination.Selector.IsIPv6;
}
