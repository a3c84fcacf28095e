using Router.Image.Apk;
using Router.Image.Building;
using Router.Image.Trees;

namespace Router.Image.Inspection;

/// <summary>A package as it is installed; the size is in bytes.</summary>
public sealed record PackageSummary(string Name, string Version, long Size, string Checksum);

/// <summary>A file of a root tree. <paramref name="Content"/>: SHA-256 of a file's in hexadecimal, or where a link leads.</summary>
public sealed record FileSummary(
    string Path, NodeKind Kind, int Mode, uint User, uint Group, bool HasCapabilities, long Size, string Content);

/// <summary>What an image is, read from the image itself. <paramref name="Size"/>: bytes of the squashfs.</summary>
public sealed record ImageDescription(
    ImageManifest Manifest, string CommandLine, long Size, IReadOnlyList<PackageSummary> Packages, IReadOnlyList<FileSummary> Files)
{
    /// <summary>Bytes of all files, unpacked.</summary>
    public long Unpacked => Files.Sum(file => file.Size);
}

/// <summary>A file beside an image against what the manifest says of it.</summary>
public sealed record FileState(ImageFile File, FileVerdict Verdict);

public enum FileVerdict
{
    /// <summary>Size and SHA-256 are those of the manifest.</summary>
    Same,
    Different,
    Missing,
}
