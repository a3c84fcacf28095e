using Router.Core.Edges;
using Router.Core.Rulesets;
using Router.Linux.Compiling;
using Router.Linux.Edges.Netlink.Sockets;
using Router.Linux.Edges.Nft;
using Router.Linux.Edges.Processes;
using Router.Wire.Netlink.Nftables;

namespace Router.Linux.Edges.Mesh;

/// <summary>A table of nftables that belongs to a mesh that runs, beside that of the document.</summary>
internal static class NftTable
{
    /// <summary>Replaces it as a whole.</summary>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static void Set(Table table)
    {
        if (RulesetCompiler.Compile(table, seal: null) is { } messages
            && KernelLoad.TryLoad(new NftBatch(table.Name).Add(messages), $"load table {table.Name}"))
            return;
        // It has words that only nft knows, or nft can say why the kernel refuses it.
        var said = ProgramRunner.RunAsync("nft", ["-f", "-"], table.ToText(), CancellationToken.None).GetAwaiter().GetResult();
        if (said.ExitCode != 0)
            throw new ApplyException($"table {table.Name}", 0, said.Error.Trim());
    }

    /// <param name="name">In the family inet.</param>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static void Remove(string name)
    {
        var messages = new TableMessages(name);
        messages.AddTable();
        messages.RemoveTable();
        using var socket = NetlinkSocket.Netfilter();
        socket.Execute(new NftBatch(name).Add(messages.All), $"remove table {name}");
    }
}
