using System.Text;
using Router.Api.Contract;
using Router.Wire.Tar;

namespace Router.Daemon.Backups;

/// <summary>
/// Reads backups: ours, whose manifest and signature have to be right, and those that lbu made. Nothing is taken of one that is wrong
/// anywhere.
/// </summary>
internal static class BackupReader
{
    /// <summary>Bytes, unpacked: the largest document, and set files.</summary>
    private const int LargestContent = 128 << 20;

    private const string NotUtf8 = "it is no text in UTF-8";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="password">Asked for where the file is encrypted.</param>
    /// <exception cref="BackupException">It is none, damaged, or another password is needed.</exception>
    public static BackupContent Read(ReadOnlyMemory<byte> file, Func<string?> password) => Sort(Entries(Plain(file, password)));

    private static ReadOnlyMemory<byte> Plain(ReadOnlyMemory<byte> file, Func<string?> password)
    {
        if (!SaltedCipher.IsEncrypted(file.Span))
            return file;
        var word = password() ?? throw new BackupException("it is encrypted, and no password was given");
        return SaltedCipher.TryDecrypt(file.Span, word) is { } plain && plain.AsSpan() is [0x1f, 0x8b, ..]
            ? plain
            : throw new BackupException(
                $"it cannot be decrypted: the password is another one, or it is damaged (or not {SaltedCipher.Name})");
    }

    private static IReadOnlyList<TarEntry> Entries(ReadOnlyMemory<byte> file) =>
        TarReader.TryRead(GzipFile.Unpack(file, LargestContent), out var entries, out var problem)
            ? entries
            : throw new BackupException(problem);

    private static BackupContent Sort(IReadOnlyList<TarEntry> entries)
    {
        var byPath = entries.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        var manifest = Verified(byPath, out var device);
        var document = File(byPath, BackupPlaces.Running) ?? File(byPath, BackupPlaces.Startup);
        var left = new List<LeftInBackup>();
        var secrets = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var setFiles = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        var keys = new List<AuthorizedKeys>();
        string? hostname = null;
        var hostKeyPath = ((string[])[BackupPlaces.HostKey, AlpineHostKey]).FirstOrDefault(byPath.ContainsKey);
        HostKey? hostKey = null;
        foreach (var entry in entries.Where(entry => entry.Kind != TarKind.Folder && !IsAbout(entry.Path)))
        {
            var reason = entry.Path switch
            {
                _ when entry.Kind == TarKind.SymbolicLink => LeftReasons.Of(entry.Path, document is not null, manifest is not null),
                BackupPlaces.Startup => null,
                var path when path == hostKeyPath => TakeKey(entry, ref hostKey),
                var path when path == $"{hostKeyPath}.pub" => null,
                var path when Below(path, BackupPlaces.Secrets) is { } name => Secret(entry, name, secrets),
                var path when Below(path, BackupPlaces.SetFiles) is { } name => Take(setFiles, name, entry.Content.ToArray()),
                BackupPlaces.Hostname when document is null => Text(entry, text => hostname = text.Trim()),
                var path when document is null && UserOf(path) is { } user =>
                    Text(entry, text => keys.Add(new AuthorizedKeys(path, user, PublicKeys(text)))),
                var path => LeftReasons.Of(path, document is not null, manifest is not null),
            };
            if (reason is not null)
                left.Add(new LeftInBackup(entry.Path, reason));
        }
        return new BackupContent
        {
            Manifest = manifest,
            Device = device,
            Document = document,
            Secrets = secrets,
            SetFiles = setFiles,
            HostKey = hostKey,
            Hostname = hostname,
            AuthorizedKeys = keys,
            Left = left,
        };
    }

    /// <summary>Where Alpine's own sshd keeps it.</summary>
    private const string AlpineHostKey = "etc/ssh/ssh_host_ed25519_key";

    /// <summary>Null: nobody signed it.</summary>
    private static BackupManifest? Verified(Dictionary<string, TarEntry> byPath, out string? device)
    {
        device = null;
        if (!byPath.Keys.Any(IsAbout))
            return null;
        var written = File(byPath, BackupPlaces.Manifest) ?? throw Tampered($"{BackupPlaces.Manifest} is missing");
        var manifest = BackupManifest.Read(written);
        var key = Encoding.UTF8.GetString(File(byPath, BackupPlaces.PublicKey) ?? throw Tampered($"{BackupPlaces.PublicKey} is missing"));
        var signature = File(byPath, BackupPlaces.Signature) ?? throw Tampered($"{BackupPlaces.Signature} is missing");
        if (!DeviceSignature.IsOf(key, written, signature))
            throw Tampered("the signature of its manifest is wrong");
        device = DeviceSignature.Fingerprint(key);
        var digests = BackupWriter.Digests(
            byPath.Values.Where(entry => entry.Path is not (BackupPlaces.Manifest or BackupPlaces.Signature)));
        foreach (var (path, digest) in digests)
        {
            if (!manifest.Files.TryGetValue(path, out var signed))
                throw Tampered($"{path} was added to it");
            if (signed != digest)
                throw Tampered($"{path} is not as it was signed");
        }
        return manifest.Files.Keys.Order(StringComparer.Ordinal).FirstOrDefault(path => !digests.ContainsKey(path)) is { } missing
            ? throw Tampered($"{missing} was taken out of it")
            : manifest;
    }

    private static BackupException Tampered(string how) => new($"it is damaged, or somebody changed it: {how}");

    /// <summary>Null: it is not there.</summary>
    /// <exception cref="BackupException">Something else is.</exception>
    private static byte[]? File(Dictionary<string, TarEntry> byPath, string path) => byPath.GetValueOrDefault(path) switch
    {
        null => null,
        { Kind: TarKind.File } entry => entry.Content.ToArray(),
        _ => throw new BackupException($"{path} in it is no file"),
    };

    private static bool IsAbout(string path) => path.StartsWith(BackupPlaces.About, StringComparison.Ordinal);

    /// <summary>The name of a file of the folder; null: it is none.</summary>
    private static string? Below(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && path.LastIndexOf('/') == folder.Length - 1 ? path[folder.Length..] : null;

    /// <summary>Whom a file of public keys lets in; null: nobody, or it is none.</summary>
    private static string? UserOf(string path) => path.Split('/') switch
    {
        ["home", var user, ".ssh", "authorized_keys"] => user,
        ["root", ".ssh", "authorized_keys"] => "root",
        ["etc", "ssh", "authorized_keys", var user] => user,
        _ => null,
    };

    private static List<string> PublicKeys(string text) =>
        [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith('#'))];

    private static string? TakeKey(TarEntry entry, ref HostKey? key) =>
        (key = HostKey.TryRead(entry.Content.Span)) is null ? "it is no Ed25519 key without a passphrase, so sshd could not use it" : null;

    private static string? Secret(TarEntry entry, string name, SortedDictionary<string, string> secrets)
    {
        string? unusable = null;
        var wrong = Text(entry, text =>
        {
            var value = text.TrimEnd('\r', '\n');
            unusable = SecretValue.Problem(value);
            if (unusable is null)
                secrets[name] = value;
        });
        return wrong ?? (unusable is null ? null : $"it {unusable}");
    }

    private static string? Take<T>(SortedDictionary<string, T> all, string name, T value)
    {
        all[name] = value;
        return null;
    }

    /// <summary>Null: <paramref name="take"/> had it.</summary>
    private static string? Text(TarEntry entry, Action<string> take)
    {
        try
        {
            take(Strict.GetString(entry.Content.Span));
            return null;
        }
        catch (DecoderFallbackException)
        {
            return NotUtf8;
        }
    }
}
