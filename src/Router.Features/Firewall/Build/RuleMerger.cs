using Router.Documents;

namespace Router.Features.Firewall.Build;

/// <summary>
/// Neighbouring rules that differ in nothing but their sources, or their destinations, or their services become one rule over
/// all of them: ten thousand addresses cost one look-up. The name of the first one stays, and counts for all.
/// </summary>
internal static class RuleMerger
{
    private enum Dimension
    {
        Source,
        Destination,
        Service,
    }

    public static IEnumerable<RuleConfig> Merge(IEnumerable<RuleConfig> rules)
    {
        var run = new List<RuleConfig>();
        Dimension? dimension = null;
        foreach (var rule in rules)
        {
            var differs = run.Count == 0 ? null : Differs(run[0], rule);
            if (differs is not null && (dimension is null || dimension == differs))
            {
                dimension = differs;
                run.Add(rule);
                continue;
            }
            if (run.Count > 0)
                yield return Join(run, dimension);
            (run, dimension) = ([rule], null);
        }
        if (run.Count > 0)
            yield return Join(run, dimension);
    }

    /// <summary>
    /// Null: the two cannot be one. A rule with a limit, a log or a counter has a count of its own, and one that asks for nothing in a
    /// dimension takes everything there.
    /// </summary>
    private static Dimension? Differs(RuleConfig first, RuleConfig next)
    {
        if (HasACount(first) || HasACount(next))
            return null;
        var named = next with { Name = first.Name };
        if (first.Source.Count > 0 && next.Source.Count > 0 && named with { Source = first.Source } == first)
            return Dimension.Source;
        if (first.Destination.Count > 0 && next.Destination.Count > 0 && named with { Destination = first.Destination } == first)
            return Dimension.Destination;
        return first.Service.Count > 0 && next.Service.Count > 0 && named with { Service = first.Service } == first
            ? Dimension.Service
            : null;
    }

    private static bool HasACount(RuleConfig rule) => rule.Limit is not null || rule.Connections is not null || rule.Log || rule.Count;

    private static RuleConfig Join(List<RuleConfig> run, Dimension? dimension) => dimension switch
    {
        Dimension.Source => run[0] with { Source = run.SelectMany(r => r.Source).Distinct().ToValueList() },
        Dimension.Destination => run[0] with { Destination = run.SelectMany(r => r.Destination).Distinct().ToValueList() },
        Dimension.Service => run[0] with { Service = run.SelectMany(r => r.Service).Distinct().ToValueList() },
        _ => run[0],
    };
}
