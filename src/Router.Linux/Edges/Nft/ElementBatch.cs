using Router.Core.Rulesets;
using Router.Documents;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Edges.Nft;

/// <summary>A delta in the kernel's bytes.</summary>
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
}
