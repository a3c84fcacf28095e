using System.CommandLine;
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

    private readonly Option<string?> keys = new("--keys")
    {
        Description = "The public keys to trust, instead of firmware/keys.",
        HelpName = "DIR",
    };

    public SourceOptions() => source.AcceptOnlyFromAmong("alpine", "lab", "auto");

    /// <summary>To add to a command.</summary>
    public Symbol[] All => [source, repositories, keys];

    /// <summary>The request with what was given.</summary>
    public ImageRequest Apply(ImageRequest request, ParseResult result) => request with
    {
        Source = Enum.Parse<ImageSource>(result.GetRequiredValue(source), ignoreCase: true),
        Repositories = result.GetValue(repositories) ?? [],
        Keys = result.GetValue(keys),
    };
}
