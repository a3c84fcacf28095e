using Router.Core.Edges;
using Router.Core.Rulesets;
using Router.Linux.Edges.Netlink.Sockets;
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
        using var socket = NetlinkSocket.Netfilter();
        string? found = null;
        try
        {
            socket.Dump(ChainDump.Request, "list chains", () => found = null, (type, payload) =>
            {
                if (ChainDump.Chain(type, payload, Table) is { } chain && chain.StartsWith(Prefix, StringComparison.Ordinal))
                    found = chain[Prefix.Length..];
            });
        }
        catch (ApplyException e) when (IsWithoutTables(e))
        {
            return null;
        }
        return found;
    }

    /// <summary>nf_tables is not loaded yet: then nothing is.</summary>
    public static bool IsWithoutTables(ApplyException refusal) => refusal.Errno is 2 or 22;
}
