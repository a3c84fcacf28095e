using System.Text;
using Router.Documents;
using static Router.Core.Rulesets.TableObject;

namespace Router.Core.Rulesets;

/// <summary>
/// What leads from one of our rulesets to another where only elements of sets and maps differ. Loaded as one transaction, as the whole is;
/// the rules stay, and with them their counters.
/// </summary>
/// <param name="Before">The fingerprint of the ruleset that is there.</param>
/// <param name="After">The fingerprint of the one to be.</param>
/// <param name="Sets">In the order of the table.</param>
public sealed record RulesetDelta(string Before, string After, ValueList<ElementChange> Sets)
{
    /// <summary>Null: more than elements differ, or so many of them that loading all is no slower.</summary>
    public static RulesetDelta? Between(Ruleset before, Ruleset after)
    {
        var (old, next) = (before.Table, after.Table);
        if (old.Name != next.Name || old.Objects.Count != next.Objects.Count)
            return null;
        List<ElementChange> changes = [];
        for (var i = 0; i < next.Objects.Count; i++)
        {
            if (old.Objects[i] is Set was && next.Objects[i] is Set becomes && !was.Elements.Equals(becomes.Elements))
            {
                if (was with { Elements = becomes.Elements } != becomes || ElementChange.Between(was, becomes) is not { } change)
                    return null;
                changes.Add(change);
            }
            else if (!old.Objects[i].Equals(next.Objects[i]))
            {
                return null;
            }
        }
        return new(before.Fingerprint, after.Fingerprint, [.. changes]);
    }

    /// <summary>In nft's language.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        text.Append($"delete chain inet router {Ruleset.FingerprintPrefix}{Before}\n");
        text.Append($"add chain inet router {Ruleset.FingerprintPrefix}{After}\n");
        foreach (var change in Sets)
        {
            Append(text, "delete", change.Set, change.Removed);
            Append(text, "add", change.Set, change.Added);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, string verb, Set set, ValueList<string> elements)
    {
        if (elements.Count > 0)
            text.Append($"{verb} element inet router {set.Name} {{ ").AppendJoin(Elements.Separator, elements).Append(" }\n");
    }
}
