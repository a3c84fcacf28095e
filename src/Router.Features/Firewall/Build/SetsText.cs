using System.Text;
using Router.Core.Rulesets;
using Router.Core.Shapes;
using Router.Core.Values;
using Router.Features.Building;

namespace Router.Features.Firewall.Build;

/// <summary>A set of links for each zone, and the named address sets, one for each address family.</summary>
internal static class SetsText
{
    public static void Append(StringBuilder text, FirewallConfig firewall, Topology topology)
    {
        foreach (var zone in topology.Zones)
            NftText.AppendSet(text, $"set {NftText.Zone(zone)}", "ifname", null, topology.Members(zone).Select(NftText.Quote));
        foreach (var (name, set) in firewall.Sets)
        {
            AppendAddresses(text, name, set.Addresses.Where(r => !r.IsIPv6), false);
            AppendAddresses(text, name, set.Addresses.Where(r => r.IsIPv6), true);
        }
    }

    /// <summary>Where all are single addresses the kernel hashes them, which is quicker than a tree of ranges.</summary>
    private static void AppendAddresses(StringBuilder text, string name, IEnumerable<AddressRange> addresses, bool ipv6)
    {
        var ranges = addresses.ToList();
        var single = ranges.TrueForAll(range => range.First.Equals(range.Last));
        NftText.AppendSet(
            text, $"set {NftText.AddressSet(name, ipv6)}", ipv6 ? "ipv6_addr" : "ipv4_addr", single ? null : NftText.Interval,
            (single ? ranges.DistinctBy(range => range.First) : AddressIntervals.Join(ranges)).Select(NetworkScalars.FormatRange));
    }
}
