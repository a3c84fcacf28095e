using Router.Image.Apk.Repositories;
using Router.Image.Apk.Signing;

namespace Router.Image.Apk.Edges;

/// <summary>Opens repositories and keys by the names people give them.</summary>
public static class ApkSources
{
    // One client for the life of the process, as its documentation asks.
    private static readonly HttpClient Client =
        new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(15) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>
    /// A repository: a folder with an index (APKINDEX.tar.gz, Packages.adb) and packages of one architecture, a folder with an
    /// <paramref name="architecture"/> folder of that kind in it, or the http(s) address of one. <c>@tag LOCATION</c> pins it.
    /// Packages fetched over http are kept in the folder <paramref name="cache"/>; null: nowhere.
    /// </summary>
    /// <param name="transfer">For what is fetched over http, now and later.</param>
    /// <exception cref="ApkException">There is no repository, or its index does not verify.</exception>
    public static ApkRepository Open(string location, KeyRing keys, string architecture, string? cache, Transfer transfer)
    {
        string? tag = null;
        if (location.StartsWith('@') && location.IndexOf(' ', StringComparison.Ordinal) is var blank and > 0)
            (tag, location) = (location[..blank], location[(blank + 1)..].Trim());
        if (!IsAddress(location))
            return ApkRepository.Open(Folder(location, architecture), keys, tag);
        if (!Uri.TryCreate($"{location.TrimEnd('/')}/{architecture}", UriKind.Absolute, out var address) || address.Host.Length == 0)
            throw new ApkException($"{RepositoryAddress.Shown(location)}: it is no address: write http://HOST/PATH or https://HOST/PATH");
        var site = new RepositorySite(address, Client, transfer, new PartialFiles(cache));
        return ApkRepository.Open(site, keys, tag, cache is null ? null : new PackageFolder(cache));
    }

    /// <summary>All the <c>*.pub</c> keys of a folder.</summary>
    /// <param name="mayBeEmpty">Without a key, or a folder, whatever is signed is refused by name.</param>
    /// <exception cref="ApkException">The folder is missing or has no key, or a file is no key.</exception>
    public static KeyRing ReadKeys(string folder, bool mayBeEmpty = false)
    {
        if (!Directory.Exists(folder))
        {
            return mayBeEmpty
                ? new KeyRing(folder)
                : throw new ApkException(
                    $"{folder}: no such keys directory; name the folder that holds the public keys (*.pub) you trust");
        }
        var keys = new KeyRing(folder);
        foreach (var path in Directory.GetFiles(folder, "*.pub").Order(StringComparer.Ordinal))
            keys.Add(Path.GetFileName(path), File.ReadAllText(path));
        return keys.Names.Count > 0 || mayBeEmpty
            ? keys
            : throw new ApkException($"{folder}: no public key (*.pub) in it; put the keys that you trust there");
    }

    /// <summary>Holds a package or an index in a file against the keys and its own hashes.</summary>
    /// <exception cref="ApkException">It does not verify, or cannot be read; the message begins with its name.</exception>
    public static VerifiedFile Verify(string path, KeyRing keys)
    {
        try
        {
            return ApkVerification.Verify(File.ReadAllBytes(path), keys, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ApkException($"{path}: it cannot be read ({e.Message})", e);
        }
    }

    /// <summary>Whether there is such a folder.</summary>
    public static bool IsFolder(string location) => Directory.Exists(location);

    private static bool IsAddress(string location) =>
        location.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || location.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static RepositoryFolder Folder(string location, string architecture)
    {
        if (HasIndex(location))
            return new RepositoryFolder(location, parent: null);
        var inner = Path.Combine(location, architecture);
        return HasIndex(inner)
            ? new RepositoryFolder(inner, location)
            : throw new ApkException(
                $"{location}: no repository: neither APKINDEX.tar.gz nor {architecture}/APKINDEX.tar.gz is in it, nor a Packages.adb; name a folder that has one, or an http(s) address");
    }

    private static bool HasIndex(string folder) => ApkRepository.IndexFiles.Any(name => File.Exists(Path.Combine(folder, name)));
}
