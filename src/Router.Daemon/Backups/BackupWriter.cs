using System.Security.Cryptography;
using System.Text;
using Router.Api.Contract;
using Router.Core.State;
using Router.Wire.Tar;

namespace Router.Daemon.Backups;

/// <summary>
/// Makes an <c>apkovl</c>: a gzip'd tar that lbu and a diskless Alpine read. Sorted, of one owner and one time: the same state and the same
/// signature are the same bytes.
/// </summary>
internal static class BackupWriter
{
    /// <summary>Bytes of a backup, packed: encrypted too it has to go through a request.</summary>
    private const int Largest = Request.Restore.Largest - 1024;

    /// <summary>Of every entry: 1980-01-01, the first day that every tar and every file system takes.</summary>
    private const long Time = 315_532_800;

    /// <summary>0700.</summary>
    private const int OwnFolder = 7 << 6;

    /// <exception cref="BackupException">There is too much of it.</exception>
    /// <exception cref="IOException">The device's key cannot be read, or kept.</exception>
    public static byte[] Write(BackupSource source, IDeviceIdentity identity)
    {
        var files = Files(source);
        files.Add(File(BackupPlaces.PublicKey, Encoding.ASCII.GetBytes(identity.PublicKey), FileModes.AllRead));
        var manifest = new BackupManifest(
            BackupManifest.Newest, BackupManifest.Router, source.Version, source.Hostname, source.Board, Digests(files))
        {
            Generation = source.Generation,
            By = source.By,
            Committed = source.Committed,
        }.Write();
        files.Add(File(BackupPlaces.Manifest, manifest, FileModes.AllRead));
        files.Add(File(BackupPlaces.Signature, identity.Sign(manifest), FileModes.AllRead));
        var packed = GzipFile.Pack(TarWriter.Write(
            files.Concat(Folders(source)).OrderBy(entry => entry.Path, StringComparer.Ordinal), Time));
        return packed.Length <= Largest ? packed : throw new BackupException(
            $"the backup would have {packed.Length >> 20} MiB, and at most {Request.Restore.Largest >> 20} MiB can be restored",
            "set files may be too large");
    }

    /// <summary>What the manifest says of each file and link, by path.</summary>
    public static SortedDictionary<string, string> Digests(IEnumerable<TarEntry> entries)
    {
        var digests = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Kind == TarKind.File)
                digests[entry.Path] = Convert.ToHexStringLower(SHA256.HashData(entry.Content.Span));
            else if (entry.Kind == TarKind.SymbolicLink)
                digests[entry.Path] = $"-> {entry.Target}";
        }
        return digests;
    }

    private static List<TarEntry> Files(BackupSource source)
    {
        var startup = source.Startup ?? source.Document;
        List<TarEntry> files =
        [
            File(BackupPlaces.Hostname, Encoding.UTF8.GetBytes($"{source.Hostname}\n"), FileModes.AllRead),
            File(BackupPlaces.Startup, startup),
            .. startup.AsSpan().SequenceEqual(source.Document) ? [] : (TarEntry[])[File(BackupPlaces.Running, source.Document)],
            .. source.Secrets.Select(secret => File(BackupPlaces.Secrets + secret.Key, secret.Value)),
            .. source.SetFiles.Select(file => File(BackupPlaces.SetFiles + file.Key, file.Value)),
            .. source.System.Where(entry => entry.Path is not (BackupPlaces.LbuList or BackupPlaces.Hostname)),
            LbuList(source.System),
        ];
        if (source.HostKey is { } key)
        {
            files.Add(File(BackupPlaces.HostKey, Encoding.ASCII.GetBytes(key.Text)));
            files.Add(File($"{BackupPlaces.HostKey}.pub", Encoding.ASCII.GetBytes(key.PublicLine), FileModes.AllRead));
        }
        if (!source.System.Any(entry => entry.Path.StartsWith(BackupPlaces.Runlevels, StringComparison.Ordinal)))
            files.Add(File(BackupPlaces.DefaultServices, [], FileModes.AllRead));
        return files;
    }

    private static IEnumerable<TarEntry> Folders(BackupSource source) =>
    [
        Folder(BackupPlaces.State),
        .. source.Secrets.Count == 0 ? [] : (TarEntry[])[Folder(BackupPlaces.Secrets.TrimEnd('/'))],
        .. source.SetFiles.Count == 0 ? [] : (TarEntry[])[Folder(BackupPlaces.SetFiles.TrimEnd('/'))],
        .. source.HostKey is null ? [] : (TarEntry[])[Folder(BackupPlaces.Ssh)],
    ];

    /// <summary>What is kept beside <c>etc</c> when somebody calls <c>lbu commit</c> there: our state, and what was kept anyway.</summary>
    private static TarEntry LbuList(IReadOnlyList<TarEntry> system)
    {
        var before = system.FirstOrDefault(entry => entry is { Path: BackupPlaces.LbuList, Kind: TarKind.File });
        IEnumerable<string> lines = before is null ? [] : Encoding.UTF8.GetString(before.Content.Span).Split('\n');
        string[] ours = [$"+{BackupPlaces.State}", $"+{BackupPlaces.Ssh}"];
        var all = lines.Where(line => line.Length > 0).Concat(ours).Distinct();
        return File(BackupPlaces.LbuList, Encoding.UTF8.GetBytes(string.Concat(all.Select(line => $"{line}\n"))), FileModes.AllRead);
    }

    private static TarEntry File(string path, byte[] content, int mode = FileModes.OwnerOnly) =>
        new(path, TarKind.File) { Mode = mode, Content = content };

    private static TarEntry Folder(string path) => new(path, TarKind.Folder) { Mode = OwnFolder };
}
