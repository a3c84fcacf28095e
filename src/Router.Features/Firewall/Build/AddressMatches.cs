using Router.Core.Rulesets;
using Router.Core.Shapes;
using Router.Core.Values;
using static Router.Core.Rulesets.Statement;

namespace Router.Features.Firewall.Build;

/// <summary>Addresses of a rule as matches.</summary>
internal static class AddressMatches
{
    /// <summary>Of a host that is named by an interface these bits count.</summary>
    private const string HostBits = "::ffff:ffff:ffff:ffff";

    private static readonly Match[] Any = [];

    /// <summary>
    /// What matches one of the addresses: for each family of the written ones, for each named set, and for each host of an interface.
    /// </summary>
    /// <param name="addresses">None: every address will do.</param>
    /// <param name="field">Of a family.</param>
    /// <param name="link">What says that a packet is of the interface; null: none can be here.</param>
    public static List<Match[]> Of(
        IReadOnlyCollection<AddressMatch> addresses, Func<bool, Selector> field, Func<string, Match?> link)
    {
        if (addresses.Count == 0)
            return [Any];
        var matches = new List<Match[]>();
        foreach (var ipv6 in (bool[])[false, true])
        {
            var written = Elements.Of(addresses.Where(a => a.Range is { } range && range.IsIPv6 == ipv6)
                .Select(a => NetworkScalars.FormatRange(a.Range!.Value)));
            if (written.Count > 0)
                matches.Add([new(field(ipv6), new Operand.OneOf(written))]);
            matches.AddRange(addresses.Where(a => a.Set is not null)
                .Select(a => (Match[])[Match.MemberOf(field(ipv6), SetNames.Addresses(a.Set!, ipv6))]));
        }
        foreach (var suffix in addresses.Select(a => a.Suffix).OfType<AddressSuffix>())
        {
            if (link(suffix.Interface) is { } there)
                matches.Add([there, Match.Is(field(true) with { Mask = HostBits }, suffix.Address)]);
        }
        return matches;
    }

    /// <summary>A source of one family and a destination or a type of ICMP of the other never meet in a packet.</summary>
    public static bool SameFamily(IEnumerable<Match> matches)
    {
        bool? family = null;
        foreach (var match in matches)
        {
            if (match.Selector.IsIPv6 is not { } ipv6)
                continue;
            if (family is { } other && other != ipv6)
                return false;
            family = ipv6;
        }
        return true;
    }
}
