using Router.Core.Edges;
using Router.Core.Rulesets;
using Router.Linux.Edges.Processes;

namespace Router.Linux.Edges.Mesh;

/// <summary>A table of nftables that belongs to a mesh that runs, beside that of the document.</summary>
internal static class NftTable
{
    /// <summary>Replaces it as a whole.</summary>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static void Set(Table table) => Run(table.Name, table.ToText());

    /// <param name="name">In the family inet.</param>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static void Remove(string name) => Run(name, $"add table inet {name}\ndelete table inet {name}\n");

    private static void Run(string name, string text)
    {
        var said = ProgramRunner.RunAsync("nft", ["-f", "-"], text, CancellationToken.None).GetAwaiter().GetResult();
        if (said.ExitCode != 0)
            throw new ApplyException($"table {name}", 0, said.Error.Trim());
    }
}
