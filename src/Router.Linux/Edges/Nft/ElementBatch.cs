using Router.Core.Rulesets;
using Router.Linux.Compiling;
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
            if (SetType.Parse(change.Set.Type, change.Set.IsInterval) is not { } type
                || SetElements.Parse(type, Elements.Of(change.Removed)) is not { } removed
                || SetElements.Parse(type, Elements.Of(change.Added)) is not { } added)
                return null;
            batch.RemoveElements(change.Set.Name, removed).AddElements(change.Set.Name, added);
        }
        return batch;
    }
}
