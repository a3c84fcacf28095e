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
            _ => !provider.IsVirtual && dependency.Takes(text[provider.Version], text[dependency.Version]),
        };
        return matches != dependency.IsConflict;
    }
}
