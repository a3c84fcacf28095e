using System.CommandLine;
using Router.Core.Boards;
using Router.Image.Building;

namespace Router.Ctl.Image;

/// <summary>Where the packages of an image come from, the same for every verb that asks for them.</summary>
internal sealed class SourceOptions
{
    private readonly Option<string> source = new("--source")
    {
        Description = "Where packages come from: alpine, lab (Debian's packages as apk files, for development), "
            + "or auto: alpine where it can be reached.",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<string[]> repositories = new("--repository")
    {
        Description = "An Alpine repository, folder or address, instead of the release's own. May be repeated.",
        HelpName = "DIR|URL",
    };

    private readonly Option<string?> release = new("--release")
    {
        Description = "The Alpine release to take packages from, instead of the board's, such as v3.23.",
        HelpName = "RELEASE",
    };

    private readonly Option<string?> keys = new("--keys")
    {
        Description = "The public keys to trust, instead of firmware/keys/ARCHITECTURE.",
        HelpName = "DIR",
    };

    public SourceOptions()
    {
        source.AcceptOnlyFromAmong("alpine", "lab", "auto");
        release.Validators.Add(given =>
        {
            if (given.GetValue(release) is { } name && AlpineRelease.Check(name) is { } problem)
                given.AddError($"--release: '{name}' {problem}; write v3.23, or edge");
        });
    }

    /// <summary>To add to a command.</summary>
    public Symbol[] All => [source, release, repositories, keys];

    /// <summary>The request with what was given.</summary>
    public ImageRequest Apply(ImageRequest request, ParseResult result) => request with
    {
        Source = Enum.Parse<ImageSource>(result.GetRequiredValue(source), ignoreCase: true),
        Release = result.GetValue(release),
        Repositories = result.GetValue(repositories) ?? [],
        Keys = result.GetValue(keys),
    };
}
