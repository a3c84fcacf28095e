using System.Text;
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

    private static readonly (string Word, string Type, char Digit)[] Families = [("ip", "ipv4_addr", '4'), ("ip6", "ipv6_addr", '6')];

    internal static void AppendObjects(StringBuilder text, ValueList<RuleConfig> rules)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i] is not { Limit: { } limit } rule)
                continue;
            if (rule.LimitPer == LimitScope.Rule)
                text.Append($"  limit {Name(i)} {{\n    {Rate(limit)}\n  }}\n");
            else
                AppendSources(text, Name(i), limit);
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

    /// <summary>What stands behind <paramref name="match"/>: one expression, with a limit for each source one a family.</summary>
    internal static IEnumerable<string> Matches(RuleConfig rule, string match, Dictionary<string, string> limits)
    {
        if (!limits.TryGetValue(rule.Name, out var name))
            return [""];
        if (rule.LimitPer == LimitScope.Rule)
            return [$"limit name \"{name}\" "];
        return Families
            .Where(family => !Families.Any(other => other != family
                && match.Contains($"{other.Word} saddr", StringComparison.Ordinal)
                    | match.Contains($"{other.Word} daddr", StringComparison.Ordinal)))
            .Select(family => $"update @{name}/{family.Digit} {{ {family.Word} saddr limit {Rate(rule.Limit!.Value)} }} ");
    }

    private static void AppendSources(StringBuilder text, string name, RateLimit limit)
    {
        foreach (var (_, type, digit) in Families)
            NftText.AppendSet(
                text, $"set {name}/{digit}", type, $"size {MostSources}\n    flags dynamic,timeout\n    timeout {Quiet(limit.Unit)}", []);
    }

    /// <summary>After so long a source that was quiet has its whole limit again, and need not be remembered.</summary>
    private static string Quiet(RateUnit unit) => unit switch
    {
        RateUnit.Second => "1m",
        RateUnit.Minute => "10m",
        RateUnit.Hour => "2h",
        _ => "1d",
    };

    private static string Rate(RateLimit limit) =>
        $"rate {limit.Count}/{limit.Unit.ToString().ToLowerInvariant()} burst {Math.Max(SmallestBurst, limit.Count)} packets";

    private static string Name(int index) => $"{NamedLimits.Prefix}{index + 1}";
}
