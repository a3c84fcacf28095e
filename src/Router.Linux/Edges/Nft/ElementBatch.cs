using Router.Core.Rulesets;
using Router.Documents;
using Router.Wire.Netlink;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Edges.Nft;

/// <summary>A delta, or a whole ruleset whose rules nft has compiled, in the kernel's bytes.</summary>
internal static class ElementBatch
{
    private const string Interval = "interval ";
    private const string Separator = ", ";

    /// <summary>Null: it has elements that only nft can write.</summary>
    public static NftBatch? Build(RulesetDelta delta)
    {
        var batch = new NftBatch(RulesetFingerprint.Table)
            .RemoveChain(RulesetFingerprint.Prefix + delta.Before)
            .AddChain(RulesetFingerprint.Prefix + delta.After);
        foreach (var change in delta.Sets)
        {
            if (Parse(change.Type) is not { } type
                || Elements(type, change.Removed) is not { } removed || Elements(type, change.Added) is not { } added)
                return null;
            batch.RemoveElements(change.Set, removed).AddElements(change.Set, added);
        }
        return batch;
    }

    /// <summary>The elements go in front of the rules, as nft has it. Null: as above.</summary>
    public static NftBatch? Build(IReadOnlyList<NetlinkMessage> skeleton, IReadOnlyList<LongSet> sets)
    {
        var batch = new NftBatch(RulesetFingerprint.Table).Add(skeleton.TakeWhile(message => message.Type != CompiledRuleset.NewRule));
        foreach (var set in sets)
        {
            if (Parse(set.Type) is not { } type || Elements(type, set.Elements.Span) is not { } elements)
                return null;
            batch.AddElements(set.Name, elements);
        }
        return batch.Add(skeleton.SkipWhile(message => message.Type != CompiledRuleset.NewRule));
    }

    private static SetType? Parse(string type)
    {
        var interval = type.StartsWith(Interval, StringComparison.Ordinal);
        return SetType.Parse(interval ? type[Interval.Length..] : type, interval);
    }

    private static List<SetElement>? Elements(SetType type, ValueList<string> texts)
    {
        List<SetElement> elements = [];
        foreach (var text in texts)
        {
            if (!SetElement.TryParse(type, text, elements))
                return null;
        }
        return elements;
    }

    private static List<SetElement>? Elements(SetType type, ReadOnlySpan<char> text)
    {
        List<SetElement> elements = [];
        foreach (var range in text.Split(Separator))
        {
            if (!SetElement.TryParse(type, text[range], elements))
                return null;
        }
        return elements;
    }
}
