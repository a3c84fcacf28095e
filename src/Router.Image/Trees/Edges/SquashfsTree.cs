using System.Buffers.Binary;
using System.Text;
using Router.Image.Apk;
using Router.Image.Edges;

namespace Router.Image.Trees.Edges;

/// <summary>A root tree in a squashfs.</summary>
internal static class SquashfsTree
{
    private const int SuperblockSize = 96, AttributesOffset = 56;

    /// <summary>
    /// Each node but the root. Nobody has to be root for it, unless files have extended attributes: those can be seen in a tree on disk
    /// only.
    /// </summary>
    /// <exception cref="ImageException">It is no squashfs, or cannot be read.</exception>
    public static async Task<IReadOnlyList<TreeEntry>> ReadAsync(string file, CancellationToken stopping)
    {
        if (!HasAttributes(file))
            return await ListAsync(file, stopping);
        if (!Environment.IsPrivilegedProcess)
            throw new ImageException(
                $"{file}: it has files with extended attributes, which only root can unpack", "run it as root, for instance with sudo");
        var folder = Directory.CreateTempSubdirectory("router-tree-").FullName;
        try
        {
            var tree = Path.Combine(folder, "tree");
            await Tool.OutputAsync(["unsquashfs", "-no-progress", "-quiet", "-d", tree, file], stopping);
            return [.. TreeFolder.Read(tree)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A file of it; null: there is none.</summary>
    /// <exception cref="ImageException">It is no squashfs, or cannot be read.</exception>
    public static async Task<byte[]?> ReadFileAsync(string file, string path, CancellationToken stopping)
    {
        HasAttributes(file);
        HostPrograms.Require("unsquashfs");
        using var output = new MemoryStream();
        try
        {
            await Tool.PipeAsync(["unsquashfs", "-cat", file, path.TrimStart('/')], output, stopping);
            return output.ToArray();
        }
        catch (ImageException e) when (e.Message.Contains("cat: ", StringComparison.Ordinal))
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<TreeEntry>> ListAsync(string file, CancellationToken stopping)
    {
        HostPrograms.Require("unsquashfs");
        using var output = new MemoryStream();
        try
        {
            await Tool.PipeAsync(["unsquashfs", "-no-progress", "-pf", "/dev/stdout", file], output, stopping);
        }
        catch (ImageException e)
        {
            throw new ImageException($"{file}: {e.Message}", "it is damaged: build or fetch it again", isInput: true, inner: e);
        }
        var all = output.GetBuffer().AsMemory(0, (int)output.Length);
        var mark = all.Span.IndexOf(Encoding.ASCII.GetBytes($"#\n{PseudoFile.End}\n#\n"));
        if (mark < 0)
            throw new ImageException($"{file}: unsquashfs does not list its files", "squashfs-tools from 4.5 on do");
        var data = all[(mark + PseudoFile.End.Length + "#\n\n#\n".Length)..];
        try
        {
            return [.. PseudoFile.Parse(Encoding.UTF8.GetString(all.Span[..mark]).Split('\n'))
                .Where(node => node.Path != "/")
                .Select(node => Entry(node, data))];
        }
        catch (Exception e) when (e is FormatException or ArgumentOutOfRangeException or OverflowException)
        {
            throw new ImageException($"{file}: {e.Message}", "it is damaged: build or fetch it again", isInput: true, inner: e);
        }
    }

    private static TreeEntry Entry(PseudoNode node, ReadOnlyMemory<byte> data) =>
        new(
            node.Path, node.Kind, node.Mode, node.User, node.Group,
            node.Kind == NodeKind.File ? data.Slice(checked((int)node.Offset), checked((int)node.Length)) : default)
        {
            Target = node.Target,
        };

    /// <summary>The superblock says where their table is, or -1.</summary>
    private static bool HasAttributes(string file)
    {
        Span<byte> superblock = stackalloc byte[SuperblockSize];
        using var stream = File.OpenRead(file);
        if (stream.ReadAtLeast(superblock, SuperblockSize, throwOnEndOfStream: false) < SuperblockSize || !superblock.StartsWith("hsqs"u8))
            throw new ImageException($"{file}: it is no squashfs", "name an image that `routerctl image build` wrote", isInput: true);
        return BinaryPrimitives.ReadInt64LittleEndian(superblock[AttributesOffset..]) != -1;
    }
}
