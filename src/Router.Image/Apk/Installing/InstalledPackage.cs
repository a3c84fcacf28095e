using Router.Image.Apk.Repositories;

namespace Router.Image.Apk.Installing;

/// <summary>A file that a package owns. <paramref name="checksum"/>: <c>Q1...</c> of its content or link target; null: none.</summary>
internal sealed class OwnedFile(OwnedDirectory directory, string name, Access access, string? checksum)
{
    public OwnedDirectory Directory { get; } = directory;

    public string Name { get; } = name;

    public Access Access { get; } = access;

    public string? Checksum { get; } = checksum;

    public string Path => Directory.Directory.Path.Length == 0 ? Name : $"{Directory.Directory.Path}/{Name}";
}

/// <summary>A directory as one package wants it, with that package's files in it.</summary>
internal sealed class OwnedDirectory(TreeDirectory directory, InstalledPackage package)
{
    public TreeDirectory Directory { get; } = directory;

    public InstalledPackage Package { get; } = package;

    public Access Access { get; set; } = Access.DefaultDirectory;

    /// <summary>It was not there before the package.</summary>
    public bool IsMade { get; set; }

    public List<OwnedFile> Files { get; } = [];
}

/// <summary>A package that is being installed, or is.</summary>
internal sealed class InstalledPackage(ResolvedPackage package)
{
    public ResolvedPackage Package { get; } = package;

    public string FullName => $"{Package.Name}-{Package.Version}";

    /// <summary>In the order of the archive.</summary>
    public List<OwnedDirectory> Directories { get; } = [];

    public IReadOnlyDictionary<string, byte[]> Scripts { get; set; } = new Dictionary<string, byte[]>();

    public IReadOnlyList<string> Triggers { get; set; } = [];

    public IReadOnlyList<string> Replaces { get; set; } = [];

    public int ReplacesPriority { get; set; }

    /// <summary>Its files' checksums are the first 20 bytes of SHA-256, otherwise SHA-1.</summary>
    public bool HasSha256 { get; set; }

    public bool HasBrokenFiles { get; set; }

    public bool HasBrokenScript { get; set; }

    public bool HasBrokenAttributes { get; set; }

    public OwnedDirectory? FindDirectory(string path) => Directories.Find(d => d.Directory.Path == path);

    /// <summary>Whether <paramref name="other"/> is named in this package's <c>replaces</c>.</summary>
    public bool MayReplace(InstalledPackage other) => Replaces.Any(word => Wish.Matches(word, other.Package.Name, other.Package.Version));
}
