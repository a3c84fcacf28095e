using System.Text;
using Router.Core.Rulesets;

namespace Router.Features.Firewall.Build;

/// <summary>
/// Rules as the kernel is quickest with them: a set of one link, or of one inner network, is compared with and not looked up in, and a rule
/// that looks into an empty set is left out, because it never matches (measured: 10 to 20 % of what a forwarded packet costs in all).
/// </summary>
internal static class RuleShortcuts
{
    private const string Separator = ", ";

    /// <summary>Behind these a set may be one value as well.</summary>
    private static readonly string[] Comparisons = ["iifname ", "oifname ", "sdifname ", "saddr ", "daddr ", "!= "];

    /// <summary>The lines of <paramref name="rules"/>, with what <paramref name="sets"/> (the ruleset's text so far) hold.</summary>
    public static void Append(StringBuilder text, string sets, string rules)
    {
        var known = RulesetText.Parse(sets).Sets;
        foreach (var range in rules.AsSpan().Split('\n'))
        {
            var start = text.Length;
            if (AppendLine(text, rules.AsSpan()[range], known))
                text.Append('\n');
            else
                text.Length = start;
        }
        text.Length--;
    }

    /// <summary>False: the rule never matches.</summary>
    private static bool AppendLine(StringBuilder text, ReadOnlySpan<char> whole, OrderedDictionary<string, SetText> sets)
    {
        var line = whole[..Names(whole)];
        while (line.IndexOf(" @") is >= 0 and var at)
        {
            var before = line[..(at + 1)];
            var name = NameAt(line, at + 2);
            line = line[(at + 2 + name.Length)..];
            text.Append(before);
            if (!sets.TryGetValue(name, out var set) || !IsComparison(before))
            {
                text.Append('@').Append(name);
                continue;
            }
            if (set.Elements.IsEmpty && !before.EndsWith("!= ", StringComparison.Ordinal))
                return false;
            if (IsOurs(name) && IsOne(set))
                text.Append(set.Elements.Span);
            else
                text.Append('@').Append(name);
        }
        text.Append(line).Append(whole[Names(whole)..]);
        return true;
    }

    /// <summary>Where a rule begins to hold words of the admin.</summary>
    private static int Names(ReadOnlySpan<char> line)
    {
        var (log, comment) = (line.IndexOf(" log prefix \""), line.IndexOf(" comment \""));
        return log >= 0 ? log : comment >= 0 ? comment : line.Length;
    }

    private static string NameAt(ReadOnlySpan<char> line, int start)
    {
        var end = line[start..].IndexOf(' ');
        return (end < 0 ? line[start..] : line.Slice(start, end)).ToString();
    }

    private static bool IsComparison(ReadOnlySpan<char> before)
    {
        foreach (var comparison in Comparisons)
        {
            if (before.EndsWith(comparison, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    /// <summary>
    /// Sets that follow the interfaces. Those of the admin stay sets, so that one address more is an element and no new rule.
    /// </summary>
    private static bool IsOurs(string name) =>
        name.StartsWith("zone_", StringComparison.Ordinal)
        || name is NatText.Masqueraded or InsideText.Links or InsideText.Networks4 or InsideText.Networks6;

    private static bool IsOne(SetText set) => !set.Elements.IsEmpty && !set.Elements.Span.Contains(Separator, StringComparison.Ordinal);
}
