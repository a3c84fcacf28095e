using Router.Image.Apk;
using Router.Image.Building;
using Router.Image.Building.Edges;
using Router.Image.Inspection;
using Router.Image.Trees.Edges;

namespace Router.Ctl.Image;

/// <summary><c>image inspect --json</c>; sizes are bytes.</summary>
internal sealed record InspectJson(
    string Board, string Version, string Source, string? Distribution, IReadOnlyList<string> Repositories, string Architecture,
    string Kernel, string CommandLine, string? SecureBoot, long Size, long UnpackedSize, int Files, bool Signed,
    IReadOnlyList<string>? PackageKeys, IReadOnlyList<SignatureJson> Signatures,
    IReadOnlyList<FileStateJson> Beside, IReadOnlyList<LinkedLibrary> Linked, IReadOnlyList<PackageSummary> Packages)
{
    /// <summary>Signed: the manifest is, by one of the keys.</summary>
    public static InspectJson Of(ImageDescription image, IReadOnlyList<FileState> files, IReadOnlyList<SignedFile> signatures)
    {
        var manifest = image.Manifest;
        return new InspectJson(
            manifest.Board, manifest.Version, manifest.Source, manifest.Distribution, manifest.Repositories, manifest.Architecture,
            manifest.Kernel, image.CommandLine, manifest.SecureBoot, image.Size, image.Unpacked, image.Files.Count,
            signatures.Any(file => file is { Name: ImagePlace.ManifestName, Verdict.IsGood: true }), manifest.Keys,
            [.. signatures.Select(file => new SignatureJson(
                file.Name, file.Verdict.Trust.ToString().ToLowerInvariant(), file.Verdict.Key?.Name))],
            [.. files.Select(FileStateJson.Of)], manifest.Linked, image.Packages);
    }
}

/// <summary>A signature and its worth: <c>good</c>, <c>missing</c>, <c>stranger</c>, <c>revoked</c> or <c>expired</c>.</summary>
internal sealed record SignatureJson(string Name, string Trust, string? Key);

/// <summary>A file of the manifest; its state is <c>same</c>, <c>different</c> or <c>missing</c>.</summary>
internal sealed record FileStateJson(string Name, long Size, string Sha256, string State)
{
    public static FileStateJson Of(FileState file) =>
        new(file.File.Name, file.File.Size, file.File.Sha256, file.Verdict.ToString().ToLowerInvariant());
}

/// <summary><c>image diff --json</c>: values before and after, null where there is none; sizes are bytes, modes octal.</summary>
internal sealed record ImageDiffJson(
    IReadOnlyList<Change<string>> Values, long SizeBefore, long SizeAfter, long UnpackedBefore, long UnpackedAfter,
    IReadOnlyList<Change<PackageSummary>> Packages, IReadOnlyList<Change<FileJson>> Files)
{
    public static ImageDiffJson Of(ImageDescription a, ImageDescription b)
    {
        var difference = ImageDifference.Of(a, b);
        return new ImageDiffJson(
            [.. ImageValues.Changes(a, b).Select(value => value.Change)],
            a.Size, b.Size, a.Unpacked, b.Unpacked, difference.Packages,
            [.. difference.Files.Select(c => new Change<FileJson>(c.Name, FileJson.Of(c.Before), FileJson.Of(c.After)))]);
    }
}

internal sealed record FileJson(
    string Kind, string Mode, uint User, uint Group, bool Capabilities, long Size, string? Sha256, string? Target)
{
    public static FileJson? Of(FileSummary? file) => file is null
        ? null
        : new FileJson(
            file.Kind.ToString(), Convert.ToString(file.Mode, 8), file.User, file.Group, file.HasCapabilities, file.Size,
            file.Kind == NodeKind.File ? file.Content : null, file.Kind == NodeKind.SymbolicLink ? file.Content : null);
}
