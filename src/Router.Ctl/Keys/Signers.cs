using Router.Core.Trust;
using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Image;
using Router.Image.Trust;
using Router.Image.Trust.Edges;

namespace Router.Ctl.Keys;

/// <summary>Release keys by name.</summary>
internal static class Signers
{
    /// <summary>The private half of a key that devices still trust.</summary>
    /// <exception cref="ImageException">There is none, or nothing that it signs would be taken.</exception>
    public static ReleaseSigner Open(string repository, string name)
    {
        var known = ReleaseFolder.Read(ReleaseFolder.Of(repository)).Keys.FirstOrDefault(key => key.Name == name);
        var obstacle = known?.TrustOn(Today) switch
        {
            SignatureTrust.Revoked => $"is revoked: {known.Revoked}",
            SignatureTrust.Expired => $"was good until {known.Until:yyyy-MM-dd}",
            _ => null,
        };
        if (obstacle is not null)
            throw new ImageException($"key {name} {obstacle}", "sign with another one: routerctl keys list", isInput: true);
        var signers = ReleaseSigners.OfEnvironment();
        var signer = signers.Open(name);
        if (known is null || known.Pem == signer.Public.Pem)
            return signer;
        signer.Dispose();
        throw new ImageException(
            $"key {name}: its private half in {signers.Folder} and {ReleaseFolder.FileOf(repository, name)} "
                + "do not belong together",
            "put the right one there, or sign with another", isInput: true);
    }

    public static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    /// <exception cref="Failure">There is none of that name.</exception>
    public static ReleaseKey Known(string repository, string name)
    {
        var keys = ReleaseFolder.Read(ReleaseFolder.Of(repository)).Keys;
        return keys.FirstOrDefault(key => key.Name == name) ?? throw Failure.Input(
            $"no key {name} in {ReleaseFolder.Of(repository)}",
            keys.Count == 0 ? $"`routerctl keys new {name}` makes one" : $"the keys are {string.Join(", ", keys.Select(key => key.Name))}");
    }

    /// <summary>Makes a key: its private half for the person, its public one for the repository.</summary>
    public static void Make(Terminal terminal, string name, DateOnly? until)
    {
        if (!ReleaseKey.IsName(name))
            throw Failure.Usage($"'{name}' is no name of a key", "write lower case letters, digits and -, at most 40");
        var repository = Repository.Find();
        var signers = OutsideOf(repository);
        if (File.Exists(ReleaseFolder.FileOf(repository, name)))
            throw Failure.Input($"{ReleaseFolder.FileOf(repository, name)}: there is a key of that name", "choose another name");
        var key = Failure.Try(() => signers.Make(name));
        ReleaseFolder.Write(repository, key with { Until = until });
        terminal.Out.WriteLine(ReleaseFolder.FileOf(repository, name));
        terminal.Error.WriteLine(
            $"the private half is in {signers.Folder}: keep a copy where nobody else comes; "
                + $"`routerctl image build BOARD --key {name}` signs with it");
    }

    /// <summary>The person's folder of private keys, for new ones.</summary>
    /// <exception cref="Failure">It is in the repository.</exception>
    public static ReleaseSigners OutsideOf(string repository)
    {
        var signers = ReleaseSigners.OfEnvironment();
        return !IsWithin(signers.Folder, repository)
            ? signers
            : throw Failure.Input(
                $"{signers.Folder} is in the repository, and a private key is not to be",
                $"name another folder in {ReleaseSigners.FolderVariable}");
    }

    private static bool IsWithin(string folder, string repository) =>
        (Path.GetFullPath(folder) + '/').StartsWith(Path.GetFullPath(repository).TrimEnd('/') + '/', StringComparison.Ordinal);
}
