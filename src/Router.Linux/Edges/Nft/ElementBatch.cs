using Router.Core.Rulesets;
using Router.Documents;
using Router.Wire.Netlink;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Edges.Nft;

/// <summary>A delta, or a whole ruleset whose rules nft has compiled, in the kernel's bytes.</summary>
internal static class ElementBatch
{
    /// <summary>Null: it has elements that only nft can write.</summary>
    public static NftBatch? Build(RulesetDelta delta)
    {
        var batch = new NftBatch(RulesetFingerprint.Table)
            .RemoveChain(RulesetFingerprint.Prefix + delta.Before)
            .AddChain(RulesetFingerprint.Prefix + delta.After);
        foreach (var change in delta.Sets)
        {
            if (TypeOf(change.Set) is not { } type
                || Parse(type, change.Removed) is not { } removed || Parse(type, change.Added) is not { } added)
                return null;
            batch.RemoveElements(change.Set.Name, removed).AddElements(change.Set.Name, added);
        }
        return batch;
    }

    /// <summary>The elements go in front of the rules, as nft has it. Null: as above.</summary>
    public static NftBatch? Build(IReadOnlyList<NetlinkMessage> skeleton, IReadOnlyList<TableObject.Set> sets)
    {
        var batch = new NftBatch(RulesetFingerprint.Table).Add(skeleton.TakeWhile(message => message.Type != CompiledRuleset.NewRule));
        foreach (var set in sets)
        {
            if (TypeOf(set) is not { } type || Parse(type, set.Elements) is not { } elements)
                return null;
            batch.AddElements(set.Name, elements);
        }
        return batch.Add(skeleton.SkipWhile(message => message.Type != CompiledRuleset.NewRule));
    }

    private static SetType? TypeOf(TableObject.Set set) => SetType.Parse(set.Type, set.IsInterval);

    private static List<SetElement>? Parse(SetType type, ValueList<string> texts)
    {
        List<SetElement> elements = [];
        foreach (var text in texts)
        {
            if (!SetElement.TryParse(type, text, elements))
                return null;
        }
        return elements;
    }

    private static List<SetElement>? Parse(SetType type, Elements texts)
    {
        List<SetElement> elements = new(texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            if (!SetElement.TryParse(type, texts[i], elements))
                return null;
        }
        return elements;
    }
}
