using System.Text;
using Router.Image.Apk.Signing;

namespace Router.Image.Apk.Edges;

/// <summary>
/// The key of this machine, made when it is first needed: it signs the packages that are made here, and manifests and lock files of images.
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
        Write(
            publicFile, key.PublicPem(),
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Write(privateFile, key.PrivatePem(), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return key;
    }

    /// <summary>Whole or not at all: half a key would be in the way of the next build.</summary>
    private static void Write(string path, string text, UnixFileMode mode)
    {
        var partial = $"{path}.{Environment.ProcessId}.partial";
        try
        {
            using (var file = new FileStream(
                partial, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = mode }))
                file.Write(Encoding.ASCII.GetBytes(text));
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
