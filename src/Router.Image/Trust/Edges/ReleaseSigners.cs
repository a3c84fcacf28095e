using Router.Core.Trust;
using Router.Image.Edges;

namespace Router.Image.Trust.Edges;

/// <summary>
/// The private halves of keys that sign releases, in a folder of their own, which is nobody's repository: <c>NAME.key</c>, mode 0600.
/// </summary>
public sealed class ReleaseSigners(string folder, string? passphrase)
{
    public const string FolderVariable = "ROUTER_RELEASE_KEYS";

    private const string Ending = ".key";

    internal const UnixFileMode OwnersAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Folder => folder;

    /// <summary>Of the keys in it; null: they have none.</summary>
    internal string? Passphrase => passphrase;

    /// <summary>Where the environment says, or with the other settings of the person.</summary>
    public static ReleaseSigners OfEnvironment()
    {
        var passphrase = Environment.GetEnvironmentVariable(ReleaseSigner.PassphraseVariable);
        var folder = Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } said
            ? said
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                "router", "release-keys");
        return new ReleaseSigners(Path.GetFullPath(folder), string.IsNullOrEmpty(passphrase) ? null : passphrase);
    }

    public bool Has(string name) => File.Exists(PathOf(name));

    /// <exception cref="ImageException">There is one of that name, or the folder cannot be written.</exception>
    public ReleaseKey Make(string name)
    {
        if (Has(name))
            throw new ImageException($"{PathOf(name)}: there is a key of that name", "choose another name", isInput: true);
        using var signer = ReleaseSigner.Generate(name);
        try
        {
            Directory.CreateDirectory(folder, OwnersAlone);
            PrivateFile.Write(PathOf(name), signer.ToPem(passphrase), PrivateFile.Private);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImageException(
                $"{folder}: a key cannot be written there: {e.Message}", $"name another folder in {FolderVariable}", inner: e);
        }
        return signer.Public;
    }

    /// <exception cref="ImageException">There is none of that name, or it cannot be read.</exception>
    public ReleaseSigner Open(string name)
    {
        try
        {
            return ReleaseSigner.FromPem(name, File.ReadAllText(PathOf(name)), passphrase);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImageException(
                $"there is no private key {name} in {folder}",
                $"`routerctl keys new {name}` makes one; {FolderVariable} names another folder", isInput: true, inner: e);
        }
    }

    private string PathOf(string name) => Path.Combine(folder, name + Ending);
}
