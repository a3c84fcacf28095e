using Router.Core.Rulesets;
using Router.Core.Values;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Edges.Nft;

/// <summary>Elements of sets that hold lists, in the kernel's bytes, written one after the other: there may be very many.</summary>
internal static class SetFill
{
    /// <summary>Sets of a ruleset that hold a list, with what they hold.</summary>
    public static Dictionary<string, SetContent> Contents(Ruleset ruleset, Func<SetFeed, AddressBlocks?> of) => ruleset.Table.Objects
        .OfType<TableObject.Set>()
        .Where(set => set.Feed is not null)
        .ToDictionary(
            set => set.Name,
            set => new SetContent(of(set.Feed!) ?? AddressBlocks.Empty, IsIPv6: set.Key == FieldTypes.Address(ipv6: true)));

    /// <summary>All that the sets of a new table hold.</summary>
    public static void AddAll(NftBatch batch, IReadOnlyDictionary<string, SetContent> contents)
    {
        foreach (var (set, content) in contents)
            batch.AddMany(set, Elements(content.Blocks.Of(content.IsIPv6)));
    }

    /// <summary>Null: nothing has changed.</summary>
    /// <param name="seal">The fingerprint of what runs: the same goes and comes, by which we know the transaction for our own.</param>
    /// <param name="before">What the sets are known to hold; one that is not among them is emptied first.</param>
    /// <param name="after">What they are to hold.</param>
    public static NftBatch? Between(
        string seal, IReadOnlyDictionary<string, SetContent> before, IReadOnlyDictionary<string, SetContent> after)
    {
        var batch = new NftBatch(RulesetFingerprint.Table)
            .RemoveChain(RulesetFingerprint.Prefix + seal).AddChain(RulesetFingerprint.Prefix + seal);
        var changes = false;
        foreach (var (set, content) in after)
        {
            if (!before.TryGetValue(set, out var held))
            {
                batch.Flush(set).AddMany(set, Elements(content.Blocks.Of(content.IsIPv6)));
            }
            else if (ReferenceEquals(held.Blocks, content.Blocks))
            {
                continue;
            }
            else
            {
                var (removed, added) = content.Blocks.Since(held.Blocks, content.IsIPv6);
                batch.RemoveMany(set, Elements(removed)).AddMany(set, Elements(added));
            }
            changes = true;
        }
        return changes ? batch : null;
    }

    private static IEnumerable<SetElement> Elements(IEnumerable<AddressRange> ranges) =>
        ranges.SelectMany(range => SetElement.OfRange(range.First.GetAddressBytes(), range.Last.GetAddressBytes()));
}

/// <summary>What a set holds: the ranges of one family.</summary>
internal sealed record SetContent(AddressBlocks Blocks, bool IsIPv6);
