using Router.Image.Apk;

namespace Router.Image.Trees;

/// <summary>
/// A node of a root tree. <paramref name="Path"/> is the device's own, with a slash in front; <paramref name="Mode"/> holds the lower
/// 12 bits; <paramref name="Content"/> is that of a regular file.
/// </summary>
public sealed record TreeEntry(string Path, NodeKind Kind, int Mode, uint User, uint Group, ReadOnlyMemory<byte> Content)
{
    /// <summary>Where a symbolic link leads.</summary>
    public string Target { get; init; } = "";

    /// <summary>The kernel gives whoever runs it capabilities.</summary>
    public bool HasCapabilities { get; init; }
}
