using Router.Core.Firewall;
using Router.Core.Values;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Edges.Nft;

/// <summary>A delta in the kernel's bytes.</summary>
internal static class ElementBatch
{
    private const string Interval = "interval ";

    /// <summary>Null: it has elements that only nft can write.</summary>
    public static NftBatch? Build(RulesetDelta delta)
    {
        var batch = new NftBatch(RulesetFingerprint.Table)
            .RemoveChain(RulesetFingerprint.Prefix + delta.Before)
            .AddChain(RulesetFingerprint.Prefix + delta.After);
        foreach (var change in delta.Sets)
        {
            var interval = change.Type.StartsWith(Interval, StringComparison.Ordinal);
            if (SetType.Parse(interval ? change.Type[Interval.Length..] : change.Type, interval) is not { } type
                || Elements(type, change.Removed) is not { } removed || Elements(type, change.Added) is not { } added)
                return null;
            batch.RemoveElements(change.Set, removed).AddElements(change.Set, added);
        }
        return batch;
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
}
