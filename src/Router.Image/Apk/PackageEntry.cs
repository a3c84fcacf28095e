namespace Router.Image.Apk;

/// <summary>Owner of a file: the numbers, and the names that win over them where the root tree knows them.</summary>
public readonly record struct FileOwner(uint User, uint Group, string UserName = "", string GroupName = "")
{
    public static readonly FileOwner Root = new(0, 0, "root", "root");
}

/// <summary>An extended attribute, for instance <c>security.capability</c>, with its raw bytes.</summary>
public sealed record FileAttribute(string Name, ReadOnlyMemory<byte> Value);

/// <summary>
/// One file of a package. <paramref name="Path"/> is relative, without a leading or trailing slash;
/// <paramref name="Mode"/> holds the lower 12 bits (07777).
/// </summary>
public abstract record PackageEntry(string Path, int Mode, FileOwner Owner)
{
    public IReadOnlyList<FileAttribute> Attributes { get; init; } = [];

    /// <summary>Seconds since 1970; 0 means the package's build time.</summary>
    public long ModifiedTime { get; init; }

    public sealed record Directory(string Path, int Mode, FileOwner Owner) : PackageEntry(Path, Mode, Owner);

    public sealed record RegularFile(string Path, int Mode, FileOwner Owner, ReadOnlyMemory<byte> Content)
        : PackageEntry(Path, Mode, Owner);

    public sealed record SymbolicLink(string Path, FileOwner Owner, string Target) : PackageEntry(Path, 0x1ff, Owner);

    /// <summary>Another name of the regular file at <paramref name="Target"/> (a path of the same package).</summary>
    public sealed record HardLink(string Path, int Mode, FileOwner Owner, string Target) : PackageEntry(Path, Mode, Owner);

    public sealed record Device(string Path, int Mode, FileOwner Owner, bool IsBlock, uint Major, uint Minor)
        : PackageEntry(Path, Mode, Owner);
}
