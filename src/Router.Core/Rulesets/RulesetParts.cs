using static Router.Core.Rulesets.TableObject;

namespace Router.Core.Rulesets;

/// <summary>
/// A ruleset of ours in two parts that are loaded as one: what takes nft to understand, and the elements of long sets and maps, which do
/// not. nft reads and builds each element in user space, and takes three times as long for that as the kernel does to take it in.
/// </summary>
/// <param name="Skeleton">The ruleset without these elements, in nft's language.</param>
/// <param name="Sets">In the order of the table.</param>
public sealed record RulesetParts(string Skeleton, IReadOnlyList<Set> Sets)
{
    /// <summary>In characters: shorter ones are not worth a second program's output to be read.</summary>
    private const int Long = 2048, Worth = 16384;

    /// <summary>Null: nothing is gained.</summary>
    public static RulesetParts? Split(Ruleset ruleset)
    {
        var sets = ruleset.Table.Objects.OfType<Set>().Where(set => set.Elements.Text.Length >= Long).ToList();
        var length = sets.Sum(set => set.Elements.Text.Length);
        if (length < Worth)
            return null;
        var skeleton = ruleset.ToText(without: sets.Select(set => set.Name).ToHashSet());
        return length < skeleton.Length ? null : new(skeleton, sets);
    }
}
