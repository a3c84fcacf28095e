using System.Text.RegularExpressions;

namespace Router.Image.Building;

/// <summary>Names of distributions as package URLs have them: <c>alpine-3.19</c>, <c>debian-12</c>.</summary>
internal static partial class DistributionName
{
    /// <summary>Null: the address names no release.</summary>
    public static string? OfAlpine(string repository) =>
        Release().Match(repository) is { Success: true } match ? $"alpine-{match.Groups[1].Value}" : null;

    /// <summary>From the text of <c>/etc/os-release</c>; null: it does not say.</summary>
    public static string? OfSystem(string release)
    {
        var fields = release.Split('\n')
            .Select(line => line.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .ToLookup(pair => pair[0], pair => pair[1].Trim('"', '\''));
        var (id, version) = (fields["ID"].FirstOrDefault(), fields["VERSION_ID"].FirstOrDefault());
        return string.IsNullOrEmpty(id) || string.IsNullOrEmpty(version) ? null : $"{id}-{version}";
    }

    [GeneratedRegex("/v([0-9]+\\.[0-9]+)(/|$)")]
    private static partial Regex Release();
}
