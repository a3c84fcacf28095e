using System.Text.RegularExpressions;

namespace Router.Core.Boards;

/// <summary>Alpine's releases, by the names that their folders have on mirrors: <c>v3.23</c>, <c>edge</c>.</summary>
public static partial class AlpineRelease
{
    /// <summary>That of a board which names none.</summary>
    public const string Usual = "v3.23";

    internal const string Pattern = "^(v[0-9]+\\.[0-9]+|edge)$";

    private const string Mirror = "https://dl-cdn.alpinelinux.org/alpine";

    /// <summary>What is wrong with the name; null: nothing.</summary>
    public static string? Check(string name) => Name().IsMatch(name) ? null : "is no Alpine release";

    /// <summary>The release's own repositories.</summary>
    public static IReadOnlyList<string> Repositories(string release) => [$"{Mirror}/{release}/main", $"{Mirror}/{release}/community"];

    /// <summary>What the folders of a repository's address say; null: nothing.</summary>
    public static string? OfAddress(string location) =>
        location.Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(part => Name().IsMatch(part));

    /// <summary>
    /// What an index says of itself, which is the version of Alpine's sources (<c>v3.23.1-64-g0123456</c>); null: nothing, as in
    /// repositories of others and in <c>edge</c>.
    /// </summary>
    public static string? OfIndex(string description) => Version().Match(description) is { Success: true } match ? match.Value : null;

    /// <summary>As package URLs have it: <c>alpine-3.23</c>.</summary>
    public static string Distribution(string release) => $"alpine-{release.TrimStart('v')}";

    [GeneratedRegex(Pattern)]
    private static partial Regex Name();

    [GeneratedRegex("^v[0-9]+\\.[0-9]+(?=\\.[0-9])")]
    private static partial Regex Version();
}
