using Router.Core.Rulesets;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Edges.Nft;

/// <summary>Which ruleset the kernel runs, by the name of the empty chain that our table carries.</summary>
internal static class RulesetFingerprint
{
    public const string Table = "router";
    public const string Prefix = Ruleset.FingerprintPrefix;

    /// <summary>Null: our table is not there.</summary>
    public static string? Read()
    {
        string? found = null;
        TableDump.Read(ChainDump.Request, "list chains", () => found = null, (type, payload) =>
        {
            if (ChainDump.Chain(type, payload, Table) is { } chain && chain.StartsWith(Prefix, StringComparison.Ordinal))
                found = chain[Prefix.Length..];
        });
        return found;
    }
}
