using Router.Core.Values;

namespace Router.Features.Firewall.Build;

/// <summary>
/// Ranges of one address family in ascending order, those that overlap or touch joined. nft could do this by itself, but
/// would read the whole set back each time an element is added.
/// </summary>
internal static class AddressIntervals
{
    public static IEnumerable<AddressRange> Join(IEnumerable<AddressRange> ranges)
    {
        var ascending = ranges.Select(range => (First: range.First.Number(), Last: range.Last.Number(), Range: range)).ToArray();
        Array.Sort(ascending, (one, two) => one.First.CompareTo(two.First));
        for (var i = 0; i < ascending.Length;)
        {
            var joined = ascending[i++];
            while (i < ascending.Length && (ascending[i].First <= joined.Last || ascending[i].First - joined.Last == 1))
            {
                if (ascending[i].Last > joined.Last)
                    joined = (joined.First, ascending[i].Last, new AddressRange(joined.Range.First, ascending[i].Range.Last));
                i++;
            }
            yield return joined.Range;
        }
    }
}
