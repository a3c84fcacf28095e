using System.Security.Cryptography;
using System.Text;
using Router.Core.State;
using Router.Image.Apk.Format;
using Router.Image.Apk.Signing;

namespace Router.Image.Apk.Writing;

/// <summary>
/// Makes apk v2 packages: gzip(signature tar) + gzip(control tar) + gzip(data tar). Equal input gives equal bytes.
/// </summary>
public static class ApkWriter
{
    /// <summary>The names a package's scripts may have.</summary>
    public static readonly IReadOnlyList<string> ScriptNames =
        [".pre-install", ".post-install", ".pre-deinstall", ".post-deinstall", ".pre-upgrade", ".post-upgrade", ".trigger"];

    /// <summary>
    /// Makes a package. Missing parent directories are added (0755, root); entries are sorted so that parents come
    /// first and hard links after their targets. <paramref name="scripts"/> map a name of <see cref="ScriptNames"/> to
    /// the script's text. Without a key the package is unsigned: it installs from a signed index only.
    /// </summary>
    /// <returns>The package's bytes, and what an index says of it.</returns>
    public static (byte[] Package, IndexEntry Entry) Write(
        PackageDescription description, IEnumerable<PackageEntry> entries,
        IReadOnlyDictionary<string, string>? scripts = null, SigningKey? key = null)
    {
        var sorted = Sorted(entries);
        var data = GzipMember.Compress(DataTar(description, sorted));
        var installed = sorted.OfType<PackageEntry.RegularFile>().Sum(f => (long)f.Content.Length);
        if (installed == 0)
            installed = sorted.Count; // 0 tells apk that there is no payload at all, and it would skip the directories
        var control = GzipMember.Compress(ControlTar(description, installed, data, scripts));
        byte[] signature = key is null ? [] : SignatureMember.Create(key, control);

        byte[] package = [.. signature, .. control, .. data];
        return (package, new IndexEntry(description, Sha1.Hash(control), package.Length, installed));
    }

    private static byte[] ControlTar(PackageDescription d, long installed, byte[] data, IReadOnlyDictionary<string, string>? scripts)
    {
        using var output = new MemoryStream();
        var tar = new TarWriter(output);
        var info = PackageInfoText.Write(d, installed, SHA256.HashData(data));
        tar.WriteFile(".PKGINFO", FileModes.AllRead, d.BuildTime, Encoding.UTF8.GetBytes(info));
        foreach (var (name, text) in (scripts ?? new Dictionary<string, string>()).OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (!ScriptNames.Contains(name))
                throw new ArgumentException(
                    $"package {d.Name}: no script is called '{name}'; the names are {string.Join(' ', ScriptNames)}", nameof(scripts));
            tar.WriteFile(name, FileModes.AllFolder, d.BuildTime, Encoding.UTF8.GetBytes(text));
        }

        return output.ToArray();
    }

    private static byte[] DataTar(PackageDescription description, List<PackageEntry> entries)
    {
        using var output = new MemoryStream();
        var tar = new TarWriter(output);
        foreach (var entry in entries)
        {
            var records = new List<(string, ReadOnlyMemory<byte>)>();
            foreach (var attribute in entry.Attributes)
                records.Add((PaxRecords.AttributePrefix + attribute.Name, attribute.Value));
            if (ContentHash(entry) is { } hash)
                records.Add((PaxRecords.ChecksumKey, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash))));
            tar.WriteHeader(Header(entry, description.BuildTime), records);
            if (entry is PackageEntry.RegularFile file)
                tar.WriteContent(file.Content.Span);
        }

        tar.WriteEnd();
        return output.ToArray();
    }

    private static byte[]? ContentHash(PackageEntry entry) => entry switch
    {
        PackageEntry.RegularFile file => Sha1.Hash(file.Content.Span),
        PackageEntry.SymbolicLink link => Sha1.Hash(Encoding.UTF8.GetBytes(link.Target)),
        _ => null,
    };

    private static TarHeader Header(PackageEntry entry, long buildTime)
    {
        var header = entry switch
        {
            PackageEntry.Directory => new TarHeader(entry.Path + "/", TarType.Directory),
            PackageEntry.RegularFile file => new TarHeader(entry.Path, TarType.RegularFile) { Size = file.Content.Length },
            PackageEntry.SymbolicLink link => new TarHeader(entry.Path, TarType.SymbolicLink) { LinkTarget = link.Target },
            PackageEntry.HardLink link => new TarHeader(entry.Path, TarType.HardLink) { LinkTarget = link.Target },
            PackageEntry.Device device => new TarHeader(entry.Path, device.IsBlock ? TarType.BlockDevice : TarType.CharacterDevice)
            {
                DeviceMajor = device.Major,
                DeviceMinor = device.Minor,
            },
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return header with
        {
            Mode = entry.Mode,
            Owner = entry.Owner,
            ModifiedTime = entry.ModifiedTime == 0 ? buildTime : entry.ModifiedTime
        };
    }

    private static List<PackageEntry> Sorted(IEnumerable<PackageEntry> entries)
    {
        var byPath = new SortedDictionary<string, PackageEntry>(PathOrder.Instance);
        foreach (var entry in entries)
        {
            PackagePath.Check(entry.Path);
            if (!byPath.TryAdd(entry.Path, entry))
                throw new ArgumentException($"the package has two entries '{entry.Path}'", nameof(entries));
        }

        foreach (var path in byPath.Keys.ToArray())
        {
            for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
                byPath.TryAdd(path[..slash], new PackageEntry.Directory(path[..slash], FileModes.AllFolder, FileOwner.Root));
        }

        return [.. byPath.Values.Where(e => e is not PackageEntry.HardLink), .. byPath.Values.Where(e => e is PackageEntry.HardLink)];
    }
}
