using System.Text.RegularExpressions;
using Router.Console.Lines;

namespace Router.Console.Sessions;

/// <summary>One filter at work: lines go in one by one, and come out as <paramref name="next"/> is called.</summary>
internal sealed class Filtering(Filter filter, Action<string> next)
{
    private readonly Queue<string> kept = new();
    private long count;
    private bool found;

    /// <summary>The filters in their order, in front of <paramref name="last"/>.</summary>
    public static IReadOnlyList<Filtering> Chain(IReadOnlyList<Filter> filters, Action<string> last)
    {
        var chain = new Filtering[filters.Count];
        for (var i = filters.Count - 1; i >= 0; i--)
            chain[i] = new Filtering(filters[i], i + 1 < filters.Count ? chain[i + 1].Take : last);
        return chain;
    }

    public void Take(string line)
    {
        switch (filter)
        {
            case Filter.Match match when Matches(match.Pattern, line) == match.Wanted:
                next(line);
                break;
            case Filter.Find find when found || Matches(find.Pattern, line):
                found = true;
                next(line);
                break;
            case Filter.Last last:
                kept.Enqueue(line);
                if (kept.Count > last.Lines)
                    kept.Dequeue();
                break;
            case Filter.Count:
                count++;
                break;
        }
    }

    /// <summary>What can be said only now that there are no more lines.</summary>
    public void Finish()
    {
        while (kept.TryDequeue(out var line))
            next(line);
        if (filter is Filter.Count)
            next($"{count} {(count == 1 ? "line" : "lines")}");
    }

    private static bool Matches(Regex pattern, string line)
    {
        try
        {
            return pattern.IsMatch(line);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new UsageException($"the pattern {pattern} takes too long", "a simpler one, please");
        }
    }
}
