using System.Text;
using Router.Core.Boards;
using Router.Documents;
using Router.Image.Architectures;
using Router.Image.Building;
using Router.Image.Trees;

namespace Router.Image.Audit;

/// <summary>
/// The audit of a tree by what it says of itself: the exceptions of its board and of its packages, and their source.
/// </summary>
internal static class DeviceAudit
{
    /// <param name="tree">Read twice, the first time up to these files.</param>
    /// <exception cref="ImageException">Its profile or manifest is damaged.</exception>
    public static AuditReport Of(IEnumerable<TreeEntry> tree) =>
        new Auditor(Exceptions(tree), Manifest(tree)?.Source ?? "", Processor(tree)).Audit(tree);

    /// <summary>None where the tree belongs to no board.</summary>
    private static IEnumerable<AuditException> Exceptions(IEnumerable<TreeEntry> tree) =>
        Read(tree, DevicePaths.Board, BoardReader.Read, board => board.Audit)
            .Concat(Read(tree, DevicePaths.Audit, AuditReader.Read, exceptions => exceptions.Audit));

    private static ValueList<AuditException> Read<T>(
        IEnumerable<TreeEntry> tree, string path, Func<ReadOnlyMemory<byte>, (T? Value, ValueList<Problem> Problems)> read,
        Func<T, ValueList<AuditException>> exceptions)
        where T : class
    {
        if (Find(tree, path) is not { } file)
            return [];
        var (value, problems) = read(file.Content);
        return problems.Count == 0 && value is not null
            ? exceptions(value)
            : throw new ImageException(string.Join('\n', problems.Select(problem => problem.ToString(path))), isInput: true);
    }

    private static Architecture? Processor(IEnumerable<TreeEntry> tree) =>
        Manifest(tree) is { } manifest ? Architecture.Of(manifest.Architecture) : null;

    private static ImageManifest? Manifest(IEnumerable<TreeEntry> tree) =>
        Find(tree, DevicePaths.Manifest) is { } file ? ImageManifest.Parse(Encoding.UTF8.GetString(file.Content.Span)) : null;

    private static TreeEntry? Find(IEnumerable<TreeEntry> tree, string path) => tree.FirstOrDefault(entry => entry.Path == path);
}
