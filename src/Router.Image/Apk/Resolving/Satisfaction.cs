using Router.Image.Apk.Index;

namespace Router.Image.Apk.Resolving;

/// <summary>Whether a provider is what a dependency asks for.</summary>
internal static class Satisfaction
{
    /// <summary>A conflict is satisfied by whatever it does not name.</summary>
    public static bool IsSatisfied(CatalogText text, Dependency dependency, Provider provider)
    {
        if (provider.Package is null)
            return dependency.IsConflict;
        var matches = dependency.Match switch
        {
            VersionMatch.Any => true,
            VersionMatch.Checksum => text[dependency.Version].SequenceEqual(text[provider.Package.Checksum]),
            _ => !provider.IsVirtual && Matches(text, dependency, provider.Version),
        };
        return matches != dependency.IsConflict;
    }

    private static bool Matches(CatalogText text, Dependency dependency, TextRange version) =>
        ((int)ApkVersion.Compare(text[version], text[dependency.Version], dependency.IsPrefix) & (int)dependency.Match) != 0;
}
