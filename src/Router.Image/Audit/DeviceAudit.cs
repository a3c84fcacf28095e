using System.Text;
using Router.Core.Boards;
using Router.Documents;
using Router.Image.Building;
using Router.Image.Trees;

namespace Router.Image.Audit;

/// <summary>The audit of a tree by what it says of itself: its board's exceptions, and the source of its packages.</summary>
internal static class DeviceAudit
{
    /// <param name="tree">Read twice, the first time up to these files.</param>
    /// <exception cref="ImageException">Its profile or manifest is damaged.</exception>
    public static AuditReport Of(IEnumerable<TreeEntry> tree) => new Auditor(Exceptions(tree), Source(tree)).Audit(tree);

    /// <summary>None where the tree belongs to no board.</summary>
    private static ValueList<AuditException> Exceptions(IEnumerable<TreeEntry> tree)
    {
        if (Find(tree, DevicePaths.Board) is not { } profile)
            return [];
        var (board, problems) = BoardReader.Read(profile.Content);
        return problems.Count == 0 && board is not null
            ? board.Audit
            : throw new ImageException(string.Join('\n', problems.Select(problem => problem.ToString(DevicePaths.Board))), isInput: true);
    }

    private static string Source(IEnumerable<TreeEntry> tree) =>
        Find(tree, DevicePaths.Manifest) is { } file ? ImageManifest.Parse(Encoding.UTF8.GetString(file.Content.Span)).Source : "";

    private static TreeEntry? Find(IEnumerable<TreeEntry> tree, string path) => tree.FirstOrDefault(entry => entry.Path == path);
}
