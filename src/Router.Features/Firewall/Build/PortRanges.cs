using Router.Core.Values;

namespace Router.Features.Firewall.Build;

internal static class PortRanges
{
    /// <summary>In ascending order, those that overlap as one: the kernel refuses elements of a set that overlap.</summary>
    public static IEnumerable<PortRange> Join(IEnumerable<PortRange> ranges)
    {
        PortRange? open = null;
        foreach (var range in ranges.OrderBy(r => r.First))
        {
            if (open is { } before && range.First > before.Last)
                yield return before;
            open = open is { } joined && range.First <= joined.Last
                ? new PortRange(joined.First, Math.Max(joined.Last, range.Last))
                : range;
        }
        if (open is { } last)
            yield return last;
    }
}
