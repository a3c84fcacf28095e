using System.Security.Cryptography;
using System.Text;
using Router.Core.Boards;
using Router.Image.Apk;
using Router.Image.Apk.Installing;
using Router.Image.Building;
using Router.Image.Disk;
using Router.Image.Trees;
using Router.Image.Trees.Edges;

namespace Router.Image.Inspection.Edges;

/// <summary>Reads what an image is.</summary>
public static class ImageReader
{
    private const string Database = "lib/apk/db/installed";

    /// <exception cref="ImageException">It cannot be read, or is no image.</exception>
    public static async Task<ImageDescription> ReadAsync(ImagePlace image, CancellationToken stopping)
    {
        var tree = (await image.ReadAsync(stopping)).ToList();
        var manifest = Find(tree, DevicePaths.Manifest)
            ?? throw new ImageException(
                $"{image.Squashfs}: it has no manifest", "name an image that `routerctl image build` wrote", isInput: true);
        var board = Find(tree, DevicePaths.Board) is { } profile ? BoardReader.Read(profile).Board : null;
        var database = Find(tree, $"/usr/{Database}") ?? Find(tree, $"/{Database}") ?? default;
        var described = ImageManifest.Parse(Encoding.UTF8.GetString(manifest.Span));
        return new ImageDescription(
            described, CommandLine(described, board?.StartLine ?? ""),
            new FileInfo(image.Squashfs!).Length, [.. InstalledText.Parse(Encoding.UTF8.GetString(database.Span)).Select(Summary)],
            [.. tree.Select(Summary)]);
    }

    /// <summary>The profile of the board that an image is for, as the device has it.</summary>
    /// <exception cref="ImageException">It cannot be read, or is no image.</exception>
    public static async Task<BoardProfile> ReadBoardAsync(string squashfs, CancellationToken stopping)
    {
        var profile = await SquashfsTree.ReadFileAsync(squashfs, DevicePaths.Board, stopping);
        return (profile is null ? null : BoardReader.Read(profile).Board)
            ?? throw new ImageException(
                $"{squashfs}: it has no board's profile", "name an image that `routerctl image build` wrote", isInput: true);
    }

    /// <summary>
    /// The files beside an image, each against the manifest beside it; none for a squashfs alone. <paramref name="only"/>: of these; null:
    /// all.
    /// </summary>
    /// <exception cref="ImageException">The manifest is damaged.</exception>
    public static async Task<IReadOnlyList<FileState>> CheckAsync(
        ImagePlace image, CancellationToken stopping, IReadOnlyCollection<string>? only = null)
    {
        var states = new List<FileState>();
        if (image.Folder is not { } folder)
            return states;
        var manifest = ImageManifest.Parse(await File.ReadAllTextAsync(Path.Combine(folder, ImagePlace.ManifestName), stopping));
        foreach (var file in (manifest.Files ?? []).Where(file => only?.Contains(file.Name) != false))
            states.Add(new FileState(file, await CheckAsync(Beside(folder, file.Name), file, stopping)));
        return states;
    }

    /// <summary>In that folder or below it, whatever a manifest says.</summary>
    private static string Beside(string folder, string name) =>
        Path.Combine(folder, name.StartsWith('/') || name.Split('/').Contains("..") ? Path.GetFileName(name) : name);

    private static async Task<FileVerdict> CheckAsync(string path, ImageFile expected, CancellationToken stopping)
    {
        if (!File.Exists(path))
            return FileVerdict.Missing;
        await using var stream = File.OpenRead(path);
        return stream.Length == expected.Size
            && Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, stopping)) == expected.Sha256
            ? FileVerdict.Same
            : FileVerdict.Different;
    }

    private static string CommandLine(ImageManifest manifest, string line) =>
        manifest.IsContainer ? "" : manifest.SecureBoot is null ? GrubText.CommandLine("a", line) : GrubText.SignedLine(line);

    private static ReadOnlyMemory<byte>? Find(IEnumerable<TreeEntry> tree, string path) =>
        tree.FirstOrDefault(entry => entry.Path == path)?.Content;

    private static PackageSummary Summary(IndexEntry entry) =>
        new(
            entry.Description.Name, entry.Description.Version, entry.InstalledSize,
            "Q1" + Convert.ToBase64String(entry.Checksum.Span));

    private static FileSummary Summary(TreeEntry entry) =>
        new(
            entry.Path, entry.Kind, entry.Mode, entry.User, entry.Group, entry.HasCapabilities, entry.Content.Length,
            entry.Kind == NodeKind.File ? Convert.ToHexStringLower(SHA256.HashData(entry.Content.Span)) : entry.Target);
}
