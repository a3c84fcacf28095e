using System.CommandLine;
using System.Runtime.InteropServices;
using Router.Image.Apk;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Repositories;

namespace Router.Ctl.Apk;

/// <summary>What to resolve, from where, and whom to trust.</summary>
internal sealed record Request(
    IReadOnlyList<string> Repositories, string Keys, string Architecture, string? Cache, IReadOnlyList<string> Packages)
{
    /// <exception cref="ApkException">A repository or key cannot be read or does not verify.</exception>
    public IReadOnlyList<ApkRepository> Open(Transfer transfer)
    {
        var keys = ApkSources.ReadKeys(Keys);
        // apk reads repositories of its command line last first, which shows where two are equally good.
        return [.. Repositories.Reverse().Select(location => ApkSources.Open(location, keys, Architecture, Cache, transfer))];
    }
}

/// <summary>The options that every verb of <c>routerctl apk</c> has.</summary>
internal sealed class RequestOptions
{
    private readonly Option<string[]> _repositories = new("--repository", "-X")
    {
        Description =
            "A repository: a folder that holds an index (APKINDEX.tar.gz or Packages.adb) or an ARCH folder with it, or an http(s) "
            + "address; '@tag DIR|URL' pins it.",
        HelpName = "DIR|URL",
        Required = true,
    };

    private readonly Option<string> _keys = Keys();

    private readonly Option<string> _architecture = new("--arch")
    {
        Description = "The architecture, x86_64 or aarch64.",
        HelpName = "ARCH",
        DefaultValueFactory = _ => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64",
    };

    private readonly Option<string?> _cache = new("--cache") { Description = "Keep packages fetched over http here.", HelpName = "DIR" };

    private readonly Argument<string[]> _packages = new("PACKAGE")
    {
        Description = "Names as apk takes them: NAME, NAME=1.2-r0, NAME@tag, '!NAME', so:LIBRARY, cmd:COMMAND.",
        Arity = ArgumentArity.OneOrMore,
    };

    public IEnumerable<Symbol> Symbols => [_repositories, _keys, _architecture, _cache, _packages];

    public static Option<string> Keys() =>
        new("--keys") { Description = "The folder of the public keys to trust.", HelpName = "DIR", Required = true };

    public Request Read(ParseResult result)
    {
        // '--repository A B' is read as '--repository A --repository B': no package is called like a folder or an address.
        var words = result.GetRequiredValue(_packages).ToLookup(IsLocation);
        return new Request(
            [.. result.GetRequiredValue(_repositories), .. words[true]],
            result.GetRequiredValue(_keys),
            result.GetRequiredValue(_architecture),
            result.GetValue(_cache),
            [.. words[false]]);
    }

    private static bool IsLocation(string word) =>
        word.Contains("://", StringComparison.Ordinal) || (word.Contains('/', StringComparison.Ordinal) && ApkSources.IsFolder(word));
}
