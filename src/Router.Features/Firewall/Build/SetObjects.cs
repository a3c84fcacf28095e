using System.Net;
using Router.Core.Rulesets;
using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;
using static Router.Core.Rulesets.TableObject;

namespace Router.Features.Firewall.Build;

/// <summary>A set of links for each zone, and the named address sets, one for each address family.</summary>
internal static class SetObjects
{
    public static IEnumerable<Set> Of(RouterConfig config, Topology topology)
    {
        foreach (var zone in topology.Zones)
            yield return Links(SetNames.Zone(zone), topology.Members(zone)) with { FollowsLinks = true };
        foreach (var (name, set) in config.Firewall.Sets)
        {
            foreach (var ipv6 in (bool[])[false, true])
                yield return set.List is null ? Addresses(name, set.Addresses, ipv6) : Listed(name, ListUses.Feed(config, set), ipv6);
        }
    }

    /// <summary>Kernel names.</summary>
    public static Set Links(string name, IEnumerable<string> links) =>
        new(name, FieldTypes.Link) { Elements = Elements.Of(links.Select(NftText.Quote)) };

    /// <summary>What a list says comes between commits: the set is there without.</summary>
    private static Set Listed(string name, SetFeed? feed, bool ipv6) =>
        new(SetNames.Addresses(name, ipv6), FieldTypes.Address(ipv6)) { IsInterval = true, Feed = feed };

    /// <summary>Where all are single addresses the kernel hashes them, which is quicker than a tree of ranges.</summary>
    private static Set Addresses(string name, ValueList<AddressRange> ranges, bool ipv6)
    {
        var singles = Singles(ranges, ipv6);
        return new(SetNames.Addresses(name, ipv6), FieldTypes.Address(ipv6))
        {
            IsInterval = singles is null,
            Elements = singles ?? Elements.Of(
                AddressIntervals.Join(ranges.Where(range => range.IsIPv6 == ipv6)).Select(NetworkScalars.FormatRange)),
        };
    }

    /// <summary>Null: there are others among them.</summary>
    private static Elements? Singles(ValueList<AddressRange> ranges, bool ipv6)
    {
        HashSet<IPAddress> met = [];
        var writer = new ElementsWriter();
        foreach (var range in ranges)
        {
            if (range.IsIPv6 != ipv6)
                continue;
            if (!range.First.Equals(range.Last))
                return null;
            if (met.Add(range.First))
                writer.Next().Append($"{range.First}");
        }
        return writer.ToElements();
    }
}
