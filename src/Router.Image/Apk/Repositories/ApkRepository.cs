using Router.Image.Apk.Signing;

namespace Router.Image.Apk.Repositories;

/// <summary>A repository whose signed index was read and verified.</summary>
public sealed class ApkRepository
{
    private readonly IPackageSource source;
    private readonly KeyRing keys;
    private readonly IPackageCache? cache;

    private ApkRepository(IPackageSource source, KeyRing keys, string? tag, IPackageCache? cache, RepositoryIndex index)
    {
        this.source = source;
        this.keys = keys;
        this.cache = cache;
        Tag = tag;
        Index = index;
    }

    /// <summary>The folder or address, for messages.</summary>
    public string Location => source.Location;

    /// <summary><c>@edge</c>: only wishes with this tag take packages from here; null: all do.</summary>
    public string? Tag { get; }

    /// <summary>The index's own description, often a git version.</summary>
    public string Description => Index.Description;

    /// <summary>The names that an index may have.</summary>
    internal static IReadOnlyList<string> IndexFiles => RepositoryIndex.FileNames;

    internal RepositoryIndex Index { get; }

    /// <summary>Reads the index of <paramref name="source"/>. What is read of it later is kept in <paramref name="cache"/>.</summary>
    /// <exception cref="ApkException">It is missing, damaged, or not signed by one of <paramref name="keys"/>.</exception>
    public static ApkRepository Open(IPackageSource source, KeyRing keys, string? tag = null, IPackageCache? cache = null)
    {
        if (tag is not null && (tag.Length < 2 || tag[0] != '@'))
            throw new ApkException($"repository tag '{tag}': '@' and a name are needed");
        var (name, file) = source.ReadFirst(IndexFiles);
        return new ApkRepository(source, keys, tag, cache, RepositoryIndex.Read(file, keys, $"{source.Location}/{name}"));
    }

    /// <summary>Reads a package and verifies it: its signature where the key is known, the index's checksum, its data.</summary>
    /// <exception cref="ApkException">It is missing or does not verify.</exception>
    internal PackageArchive ReadPackage(IndexEntry entry)
    {
        var where = $"{Location}/{entry.FileName}";
        if (cache?.Find(entry) is { } kept && TryOpen(kept, where, entry) is { } archive)
            return archive;
        var file = source.Read(entry.FileName, FolderOf(entry));
        if (source.IsPieced && TryOpen(file, where, entry) is null)
            file = source.Read(entry.FileName, FolderOf(entry));
        archive = PackageArchive.Open(file, keys, where, entry.Checksum);
        cache?.Keep(entry, file);
        return archive;
    }

    /// <summary>
    /// Of an index of v2 packages are in the folder that has the name of their architecture, as <c>noarch</c>; of v3 beside the index.
    /// </summary>
    private string? FolderOf(IndexEntry entry)
    {
        var architecture = entry.Description.Architecture;
        if (Index.IsAdb || architecture.Length == 0)
            return null;
        return architecture.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? architecture
            : throw new ApkException($"{Location}: {entry.FileName}: '{architecture}' is no architecture; build the index again");
    }

    /// <summary>Null: the file is damaged, and the repository is asked again.</summary>
    private PackageArchive? TryOpen(byte[] file, string where, IndexEntry entry)
    {
        try
        {
            return PackageArchive.Open(file, keys, where, entry.Checksum);
        }
        catch (ApkException)
        {
            return null;
        }
    }
}
