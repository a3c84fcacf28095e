using System.Formats.Tar;
using Router.Core.State;
using Router.Image.Apk;

namespace Router.Image.Lab;

/// <summary>A Debian package's files as the entries of an apk.</summary>
internal static class LabPackage
{
    /// <summary>The package that every other needs: the links of the merged /usr.</summary>
    public const string BaseName = "lab-base";

    private const string Authorities = "usr/share/ca-certificates/", TrustedAuthorities = "etc/ssl/certs/ca-certificates.crt";

    private static readonly FileOwner Root = FileOwner.Root;

    public static IEnumerable<PackageEntry> BaseEntries()
    {
        // /lib becomes a link when all is installed: it holds apk's database before the first package comes.
        yield return new PackageEntry.Directory("usr/lib", FileModes.AllFolder, Root);
        foreach (var folder in new[] { "bin", "sbin", "lib64" })
        {
            yield return new PackageEntry.Directory($"usr/{folder}", FileModes.AllFolder, Root);
            yield return new PackageEntry.SymbolicLink(folder, Root, $"usr/{folder}");
        }
    }

    /// <summary>Reads the package's tar as <c>dpkg-deb --fsys-tarfile</c> gives it.</summary>
    public static List<PackageEntry> Entries(Stream tar)
    {
        var entries = new Dictionary<string, PackageEntry>();
        using var reader = new TarReader(tar);
        while (reader.GetNextEntry() is { } item)
        {
            var path = LabRules.MergedPath(item.Name);
            if (path.Length > 0 && LabRules.IsWantedPath(path) && Entry(item, path) is { } entry)
                entries[path] = entry;
        }
        Trust(entries);
        return [.. entries.Values.Where(entry => entry is not PackageEntry.Directory
            || entries.Keys.Any(path => path.StartsWith(entry.Path + "/", StringComparison.Ordinal)) || IsState(entry.Path))];
    }

    /// <summary>Certificates of authorities in the one file where programs look; Debian's package makes it when it is installed.</summary>
    private static void Trust(Dictionary<string, PackageEntry> entries)
    {
        var authorities = entries.Values.OfType<PackageEntry.RegularFile>()
            .Where(file => file.Path.StartsWith(Authorities, StringComparison.Ordinal))
            .OrderBy(file => file.Path, StringComparer.Ordinal).ToList();
        if (authorities.Count == 0)
            return;
        authorities.ForEach(file => entries.Remove(file.Path));
        entries[TrustedAuthorities] = authorities[0] with
        {
            Path = TrustedAuthorities,
            Content = authorities.SelectMany(file => file.Content.ToArray()).ToArray(),
        };
    }

    /// <summary>Folders that are empty in the package and wanted all the same.</summary>
    private static bool IsState(string path) =>
        path.StartsWith("var/", StringComparison.Ordinal) || path.StartsWith("etc/", StringComparison.Ordinal);

    private static PackageEntry? Entry(TarEntry item, string path)
    {
        // Nothing in an image runs as another user than the one who starts it.
        var mode = (int)(item.Mode & ~(UnixFileMode.SetUser | UnixFileMode.SetGroup));
        var owner = new FileOwner((uint)item.Uid, (uint)item.Gid);
        return item.EntryType switch
        {
            TarEntryType.Directory => new PackageEntry.Directory(path, mode, owner),
            TarEntryType.SymbolicLink => new PackageEntry.SymbolicLink(path, Root, item.LinkName),
            TarEntryType.HardLink => new PackageEntry.HardLink(path, mode, owner, LabRules.MergedPath(item.LinkName)),
            TarEntryType.RegularFile or TarEntryType.V7RegularFile => new PackageEntry.RegularFile(path, mode, owner, Content(item)),
            _ => null,
        };
    }

    private static byte[] Content(TarEntry item)
    {
        if (item.DataStream is null)
            return [];
        var content = new byte[item.Length];
        item.DataStream.ReadExactly(content);
        return content;
    }
}
