using Router.Image.Apk.Signing;
using Router.Image.Edges;

namespace Router.Image.Apk.Edges;

/// <summary>
/// The key of this machine, made when it is first needed: it signs the packages that are made here.
/// </summary>
internal static class DevelopmentKey
{
    private const string FileName = "lab.rsa";

    /// <summary>The folder of the keys below that of the repository.</summary>
    public static string FolderIn(string repository) => Path.Combine(repository, "artifacts", "keys");

    /// <summary>The private half is mode 0600 and never leaves the folder; the public one is beside it.</summary>
    /// <exception cref="ApkException">What is there is no key.</exception>
    public static SigningKey Load(string folder)
    {
        Directory.CreateDirectory(folder);
        var (privateFile, publicFile) = (Path.Combine(folder, FileName), Path.Combine(folder, $"{FileName}.pub"));
        if (File.Exists(privateFile))
            return SigningKey.FromPem($"{FileName}.pub", File.ReadAllText(privateFile));
        var key = SigningKey.Generate($"{FileName}.pub");
        PrivateFile.Write(publicFile, key.PublicPem(), PrivateFile.Public);
        PrivateFile.Write(privateFile, key.PrivatePem(), PrivateFile.Private);
        return key;
    }
}
