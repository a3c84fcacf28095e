using Router.Core.Trust;
using Router.Image.Edges;

namespace Router.Image.Trust.Edges;

/// <summary>
/// Public halves: those of the releases in <c>firmware/release</c>, which belong into the repository and go into every image, and that of
/// the key which this machine signs with where no other is named, in <c>artifacts/release</c>.
/// </summary>
public static class ReleaseFolder
{
    public const string DevelopmentName = "development";

    public static string Of(string repository) => Path.Combine(repository, "firmware", "release");

    /// <summary>Where the public half of a key for releases is.</summary>
    public static string FileOf(string repository, string name) => Path.Combine(Of(repository), name + ReleaseKey.FileEnding);

    private static string DevelopmentOf(string repository) => Path.Combine(repository, "artifacts", "release");

    /// <exception cref="ImageException">One of them cannot be read.</exception>
    public static ReleaseKeys Read(string folder) => new(Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, $"*{ReleaseKey.FileEnding}").Select(ReadKey)]
        : []);

    /// <summary>All that this machine trusts: releases, and what it signed itself.</summary>
    /// <exception cref="ImageException">One of them cannot be read.</exception>
    public static ReleaseKeys ReadAll(string repository) =>
        new([.. Read(Of(repository)).Keys, .. Read(DevelopmentOf(repository)).Keys]);

    public static void Write(string repository, ReleaseKey key)
    {
        Directory.CreateDirectory(Of(repository));
        PrivateFile.Write(FileOf(repository, key.Name), key.ToText(), PrivateFile.Public);
    }

    /// <summary>The key of this machine, made when it is first needed.</summary>
    /// <exception cref="ImageException">What is there is no key.</exception>
    public static ReleaseSigner Development(string repository)
    {
        var folder = DevelopmentOf(repository);
        var signers = new ReleaseSigners(folder, null);
        if (!signers.Has(DevelopmentName))
            _ = signers.Make(DevelopmentName);
        var signer = signers.Open(DevelopmentName);
        PrivateFile.Write(Path.Combine(folder, DevelopmentName + ReleaseKey.FileEnding), signer.Public.ToText(), PrivateFile.Public);
        return signer;
    }

    private static ReleaseKey ReadKey(string file)
    {
        try
        {
            return ReleaseKey.Parse(Path.GetFileNameWithoutExtension(file), File.ReadAllText(file));
        }
        catch (FormatException e)
        {
            throw new ImageException($"{file}:{e.Message}", "mend it, or take it out of the folder", isInput: true, inner: e);
        }
    }
}
