using System.Text;
using Router.Documents;

namespace Router.Core.Rulesets;

/// <summary>
/// What leads from one of our rulesets to another where only elements of sets and maps differ. Loaded as one transaction, as the whole is;
/// the rules stay, and with them their counters.
/// </summary>
/// <param name="Before">The fingerprint of the ruleset that is there.</param>
/// <param name="After">The fingerprint of the one to be.</param>
/// <param name="Sets">In the order of the text.</param>
public sealed record RulesetDelta(string Before, string After, ValueList<ElementChange> Sets)
{
    /// <summary>Null: more than elements differ, or so many of them that loading all is no slower.</summary>
    public static RulesetDelta? Between(string before, string after)
    {
        var (old, next) = (RulesetText.Parse(before), RulesetText.Parse(after));
        if (old.Fingerprint is null || next.Fingerprint is null || !old.Skeleton.SequenceEqual(next.Skeleton, StringComparer.Ordinal))
            return null;
        List<ElementChange> changes = [];
        foreach (var (name, set) in next.Sets)
        {
            var was = old.Sets[name].Elements.Span;
            var becomes = set.Elements.Span;
            if (was.SequenceEqual(becomes))
                continue;
            if (ElementChange.Between(name, set.Type, was, becomes) is not { } change)
                return null;
            changes.Add(change);
        }
        return new(old.Fingerprint, next.Fingerprint, [.. changes]);
    }

    /// <summary>In nft's language.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        text.Append("delete chain inet router fingerprint_").Append(Before).Append('\n');
        text.Append("add chain inet router fingerprint_").Append(After).Append('\n');
        foreach (var change in Sets)
        {
            Append(text, "delete", change.Set, change.Removed);
            Append(text, "add", change.Set, change.Added);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, string verb, string set, ValueList<string> elements)
    {
        if (elements.Count > 0)
            text.Append(verb).Append(" element inet router ").Append(set).Append(" { ").AppendJoin(", ", elements).Append(" }\n");
    }
}
