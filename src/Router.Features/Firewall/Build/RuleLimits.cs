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

    private static readonly Statement[] None = [];

    internal static IEnumerable<TableObject> Objects(ValueList<RuleConfig> rules)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            var rule = rules[i];
            if (rule is { Limit: { } all, LimitPer: LimitScope.Rule })
                yield return new TableObject.Limit(Name(i), Rate(all));
            foreach (var ipv6 in Families)
            {
                if (rule is { Limit: { } each, LimitPer: LimitScope.Source })
                    yield return Sources(SetOf(Name(i), ipv6), ipv6, Quiet(each.Unit));
                if (rule.Connections is not null)
                    yield return Sources(SetOf(ConnectionsOf(Name(i)), ipv6), ipv6, quiet: null);
            }
            if (rule is { Log: true, LogLimit: { } lines })
                yield return new TableObject.Limit(LogOf(Name(i)), Rate(lines));
        }
    }

    /// <summary>By the rule's name.</summary>
    internal static Dictionary<string, string> Names(ValueList<RuleConfig> rules)
    {
        var limits = new Dictionary<string, string>();
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].Limit is not null || rules[i].Connections is not null || rules[i].LogLimit is not null)
                limits[rules[i].Name] = Name(i);
        }
        return limits;
    }

    /// <summary>What stands behind the matches; where sources are told apart once a family.</summary>
    internal static IEnumerable<Statement[]> Of(RuleConfig rule, List<Statement.Match> matches, Dictionary<string, string> limits)
    {
        if (!limits.TryGetValue(rule.Name, out var name))
            return [None];
        if (rule.Connections is null && (rule.Limit is null || rule.LimitPer == LimitScope.Rule))
            return [rule.Limit is null ? None : [new Statement.Limit(name)]];
        return Families.Where(ipv6 => matches.TrueForAll(match => match.Selector.IsIPv6 is not { } family || family == ipv6))
            .Select(ipv6 => Of(rule, name, ipv6).ToArray());
    }

    /// <summary>Of the rule with that name; how many lines it writes.</summary>
    internal static string LogOf(string limit) => $"{limit}_log";

    private static IEnumerable<Statement> Of(RuleConfig rule, string name, bool ipv6)
    {
        var source = Selector.Source(ipv6);
        if (rule.Limit is { } limit)
            yield return rule.LimitPer == LimitScope.Rule
                ? new Statement.Limit(name)
                : new Statement.LimitEach(SetOf(name, ipv6), source, Rate(limit));
        if (rule.Connections is { } most)
            yield return new Statement.ConnectionsEach(SetOf(ConnectionsOf(name), ipv6), source, most);
    }

    private static TableObject.Set Sources(string name, bool ipv6, string? quiet) => new(name, FieldTypes.Address(ipv6))
    {
        Filled = new(MostSources, quiet),
    };

    private static string ConnectionsOf(string limit) => $"{limit}_connections";

    private static string SetOf(string limit, bool ipv6) => ipv6 ? $"{limit}/6" : $"{limit}/4";

    /// <summary>After so long a source that was quiet has its whole limit again, and need not be remembered.</summary>
    private static string Quiet(RateUnit unit) => unit switch
    {
        RateUnit.Second => "1m",
        RateUnit.Minute => "10m",
        RateUnit.Hour => "2h",
        _ => "1d",
    };

    internal static PacketRate Rate(RateLimit limit) =>
        new(limit.Count, limit.Unit.ToString().ToLowerInvariant(), Math.Max(SmallestBurst, limit.Count));

    private static string Name(int index) => $"rule_{index + 1}";
}
