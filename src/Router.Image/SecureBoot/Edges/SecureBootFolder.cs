using Router.Image.Edges;
using Router.Image.Trust.Edges;

namespace Router.Image.SecureBoot.Edges;

/// <summary>
/// The keys of Secure Boot. What machines are given of the operator's own is in <c>firmware/secure-boot</c>, which belongs into the
/// repository; the private halves are in a folder beside those of the release keys. <c>artifacts/release/secure-boot</c> has both halves of
/// the keys that this machine signs with where no release key is named.
/// </summary>
public static class SecureBootFolder
{
    /// <summary>Of the folder beside an image, too.</summary>
    public const string Name = "secure-boot";

    private const string Ending = ".key";

    public static string Of(string repository) => Path.Combine(repository, "firmware", Name);

    public static string DevelopmentOf(string repository) => Path.Combine(repository, "artifacts", "release", Name);

    /// <summary>Where private halves are, beside release keys.</summary>
    public static string PrivateOf(ReleaseSigners signers) => Path.Combine(signers.Folder, Name);

    /// <summary>Makes the three keys.</summary>
    /// <param name="repository">Gets what machines are given.</param>
    /// <param name="signers">The folder of private keys, which gets the private halves.</param>
    /// <param name="owner">Whose keys they are, as certificates say: letters, digits, <c>-</c>.</param>
    /// <exception cref="ImageException">There are such keys, or one of the folders cannot be written.</exception>
    public static void Make(string repository, ReleaseSigners signers, string owner)
    {
        foreach (var folder in (string[])[Of(repository), PrivateOf(signers)])
        {
            if (Directory.Exists(folder))
                throw new ImageException(
                    $"{folder}: there are keys for Secure Boot", "machines know these: move them away only where none has them enrolled",
                    isInput: true);
        }
        Make(Of(repository), PrivateOf(signers), signers.Passphrase, owner);
    }

    /// <summary>The private half of the operator's db key.</summary>
    /// <exception cref="ImageException">It or its certificate is missing, or cannot be read.</exception>
    public static SecureBootKey Open(string repository, ReleaseSigners signers) =>
        Open(Of(repository), PrivateOf(signers), signers.Passphrase);

    /// <summary>This machine's own db key, made when it is first needed.</summary>
    /// <exception cref="ImageException">What is there is no key.</exception>
    public static SecureBootKey Development(string repository)
    {
        var folder = DevelopmentOf(repository);
        if (!Directory.Exists(folder))
            Make(folder, folder, null, ReleaseFolder.DevelopmentName);
        return Open(folder, folder, null);
    }

    /// <summary>The certificates of the operator's keys; none: there are no keys.</summary>
    /// <exception cref="ImageException">A file is missing or no certificate.</exception>
    public static IReadOnlyList<SecureBootCertificate> List(string repository, ReleaseSigners signers) => !Directory.Exists(Of(repository))
        ? []
        : [.. SecureBootVariable.All.Reverse().Select(variable => SecureBootCertificate.Read(
            variable.Name, File.ReadAllBytes(Existing(Path.Combine(Of(repository), variable.Name + SecureBootKeys.CertificateEnding))),
            File.Exists(Path.Combine(PrivateOf(signers), variable.Name + Ending))))];

    /// <summary>Copies what machines are given.</summary>
    /// <exception cref="ImageException">A file is missing.</exception>
    internal static void CopyPublic(string folder, string output)
    {
        Directory.CreateDirectory(output);
        foreach (var name in SecureBootKeys.FileNames)
            File.Copy(Existing(Path.Combine(folder, name)), Path.Combine(output, name));
    }

    /// <summary>The signed change of a variable that brings its key.</summary>
    /// <exception cref="ImageException">It is missing.</exception>
    internal static byte[] Change(string folder, SecureBootVariable variable) =>
        File.ReadAllBytes(Existing(Path.Combine(folder, variable.Name + SecureBootKeys.ChangeEnding)));

    private static string Existing(string file) => File.Exists(file)
        ? file
        : throw new ImageException($"{file} is missing", "bring it back from where it was kept, or build the image again", isInput: true);

    private static SecureBootKey Open(string certificates, string folder, string? passphrase)
    {
        var key = Path.Combine(folder, SecureBootVariable.Programs.Name + Ending);
        var certificate = Path.Combine(certificates, SecureBootVariable.Programs.Name + SecureBootKeys.CertificateEnding);
        if (!File.Exists(certificate))
            throw new ImageException(
                $"there are no keys for Secure Boot in {certificates}", "`routerctl keys secure-boot new OWNER` makes them", isInput: true);
        if (!File.Exists(key))
            throw new ImageException(
                $"the private half of the keys for Secure Boot is missing: {key}",
                $"bring it there; {ReleaseSigners.FolderVariable} names another folder", isInput: true);
        return SecureBootKey.Read(key, File.ReadAllText(key), passphrase, File.ReadAllBytes(certificate));
    }

    /// <summary>Both folders are there whole, or not at all.</summary>
    private static void Make(string folder, string secret, string? passphrase, string owner)
    {
        using var keys = SecureBootKeys.Generate(owner, Seconds(DateTimeOffset.UtcNow));
        try
        {
            Fill(secret, ReleaseSigners.OwnersAlone, partial =>
            {
                foreach (var variable in SecureBootVariable.All)
                    PrivateFile.Write(
                        Path.Combine(partial, variable.Name + Ending), keys[variable].ToPem(passphrase), PrivateFile.Private);
                if (folder == secret)
                    WritePublic(keys, partial);
            });
            if (folder != secret)
                Fill(folder, null, partial => WritePublic(keys, partial));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImageException(
                $"the keys cannot be written: {e.Message}", $"{ReleaseSigners.FolderVariable} names another folder for private ones",
                inner: e);
        }
    }

    private static void WritePublic(SecureBootKeys keys, string folder)
    {
        foreach (var (name, content) in keys.Files())
            File.WriteAllBytes(Path.Combine(folder, name), content);
    }

    private static void Fill(string folder, UnixFileMode? mode, Action<string> fill)
    {
        var partial = $"{folder}.{Environment.ProcessId}.partial";
        try
        {
            if (mode is { } limited)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(folder)!, limited);
                Directory.CreateDirectory(partial, limited);
            }
            else
            {
                Directory.CreateDirectory(partial);
            }
            fill(partial);
            Directory.Move(partial, folder);
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
    }

    /// <summary>Certificates and variables know no fractions.</summary>
    private static DateTimeOffset Seconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
