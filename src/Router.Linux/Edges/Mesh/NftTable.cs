using Router.Core.Edges;
using Router.Linux.Edges.Processes;

namespace Router.Linux.Edges.Mesh;

/// <summary>A table of nftables that belongs to a mesh that runs, beside that of the document.</summary>
internal static class NftTable
{
    /// <summary>Replaces it as a whole.</summary>
    /// <param name="name">In the family inet.</param>
    /// <param name="content">Maps and chains; null: the table goes.</param>
    /// <exception cref="ApplyException">The kernel refused.</exception>
    public static void Set(string name, string? content)
    {
        var text = $"add table inet {name}\ndelete table inet {name}\n{(content is null ? "" : $"table inet {name} {{\n{content}}}\n")}";
        var said = ProgramRunner.RunAsync("nft", ["-f", "-"], text, CancellationToken.None).GetAwaiter().GetResult();
        if (said.ExitCode != 0)
            throw new ApplyException($"table {name}", 0, said.Error.Trim());
    }
}
