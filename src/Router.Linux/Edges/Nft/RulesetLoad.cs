using Router.Core.Rulesets;
using Router.Linux.Compiling;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Edges.Nft;

/// <summary>What the kernel is told to have a ruleset, as one transaction.</summary>
/// <param name="Ruleset">What is to be there.</param>
/// <param name="From">The one that is there, of which only elements change; null: the whole table is replaced, whatever it holds.</param>
/// <param name="Batch">The messages.</param>
internal sealed record RulesetLoad(Ruleset Ruleset, Ruleset? From, NftBatch Batch)
{
    /// <summary>Null: there is more to change than elements, or the ruleset has words that only nft knows.</summary>
    public static RulesetLoad? OfElements(Ruleset from, Ruleset to) =>
        RulesetDelta.Between(from, to) is { } delta && ElementBatch.Build(delta) is { } batch ? new(to, from, batch) : null;

    /// <summary>Null: it has words that only nft knows.</summary>
    public static RulesetLoad? OfTable(Ruleset ruleset) =>
        RulesetCompiler.Compile(ruleset.Table, RulesetFingerprint.Prefix + ruleset.Fingerprint) is { } messages
            ? new(ruleset, From: null, new NftBatch(RulesetFingerprint.Table).Add(messages))
            : null;
}
