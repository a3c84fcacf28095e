using Router.Core.Rulesets;
using Router.Documents;

namespace Router.Features.Firewall.Build;

/// <summary>
/// How often rules match. A limit is an object with a name: a rule that needs several matches still passes only so much in all.
/// One for each source is a set that the kernel fills, with a limit an element.
/// </summary>
internal static class RuleLimits
{
    private const int SmallestBurst = 5;

    /// <summary>Beyond so many sources at once, new ones do not match until others were quiet for long enough.</summary>
    private const int MostSources = 65_535;

    /// <summary>Whether it is IPv6.</summary>
    private static readonly bool[] Families = [false, true];

    internal static IEnumerable<TableObject> Objects(ValueList<RuleConfig> rules)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i] is not { Limit: { } limit } rule)
                continue;
            if (rule.LimitPer == LimitScope.Rule)
            {
                yield return new TableObject.Limit(Name(i), Rate(limit));
                continue;
            }
            yield return Sources(Name(i), limit, ipv6: false);
            yield return Sources(Name(i), limit, ipv6: true);
        }
    }

    /// <summary>By the rule's name.</summary>
    internal static Dictionary<string, string> Names(ValueList<RuleConfig> rules)
    {
        var limits = new Dictionary<string, string>();
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].Limit is not null)
                limits[rules[i].Name] = Name(i);
        }
        return limits;
    }

    /// <summary>What stands behind the matches: one limit, with a limit for each source one a family; null: none.</summary>
    internal static IEnumerable<Statement?> Of(RuleConfig rule, List<Statement.Match> matches, Dictionary<string, string> limits)
    {
        if (!limits.TryGetValue(rule.Name, out var name))
            return [null];
        if (rule.LimitPer == LimitScope.Rule)
            return [new Statement.Limit(name)];
        return Families.Where(ipv6 => matches.TrueForAll(match => match.Selector.IsIPv6 is not { } family || family == ipv6))
            .Select(ipv6 => new Statement.LimitEach(SetOf(name, ipv6), Selector.Source(ipv6), Rate(rule.Limit!.Value)));
    }

    private static TableObject.Set Sources(string name, RateLimit limit, bool ipv6) => new(SetOf(name, ipv6), FieldTypes.Address(ipv6))
    {
        Filled = new(MostSources, Quiet(limit.Unit)),
    };

    private static string SetOf(string limit, bool ipv6) => ipv6 ? $"{limit}/6" : $"{limit}/4";

    /// <summary>After so long a source that was quiet has its whole limit again, and need not be remembered.</summary>
    private static string Quiet(RateUnit unit) => unit switch
    {
        RateUnit.Second => "1m",
        RateUnit.Minute => "10m",
        RateUnit.Hour => "2h",
        _ => "1d",
    };

    private static PacketRate Rate(RateLimit limit) =>
        new(limit.Count, limit.Unit.ToString().ToLowerInvariant(), Math.Max(SmallestBurst, limit.Count));

    private static string Name(int index) => $"rule_{index + 1}";
}
