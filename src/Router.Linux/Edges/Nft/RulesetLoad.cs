using Router.Core.Rulesets;
using Router.Linux.Compiling;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Edges.Nft;

/// <summary>What the kernel is told to have a ruleset, as one transaction.</summary>
/// <param name="Ruleset">What is to be there.</param>
/// <param name="From">The one that is there, of which only elements change; null: the whole table is replaced, whatever it holds.</param>
/// <param name="Batch">The messages.</param>
/// <param name="Filled">What sets of a new table hold of lists; empty where they stay as they are.</param>
internal sealed record RulesetLoad(Ruleset Ruleset, Ruleset? From, NftBatch Batch, IReadOnlyDictionary<string, SetContent> Filled)
{
    private static readonly Dictionary<string, SetContent> Nothing = [];

    /// <summary>Null: there is more to change than elements, or the ruleset has words that only nft knows.</summary>
    public static RulesetLoad? OfElements(Ruleset from, Ruleset to) =>
        RulesetDelta.Between(from, to) is { } delta && ElementBatch.Build(delta) is { } batch ? new(to, from, batch, Nothing) : null;

    /// <summary>Null: it has words that only nft knows.</summary>
    /// <param name="ruleset">What is to be there.</param>
    /// <param name="contents">What its sets hold of lists.</param>
    public static RulesetLoad? OfTable(Ruleset ruleset, IReadOnlyDictionary<string, SetContent> contents)
    {
        if (RulesetCompiler.Compile(ruleset.Table, RulesetFingerprint.Prefix + ruleset.Fingerprint) is not { } messages)
            return null;
        var batch = new NftBatch(RulesetFingerprint.Table).Add(messages);
        SetFill.AddAll(batch, contents);
        return new(ruleset, From: null, batch, contents);
    }
}
