using Router.Core.Boards;

namespace Router.Features.Composition;

/// <summary>What an image has for all that a router can do.</summary>
public static class FeaturePackages
{
    public static readonly PackageNames All = Without([]);

    /// <summary>Names of what an image may be built without.</summary>
    public static IReadOnlyList<string> Optional => FeatureList.All.Optional;

    /// <param name="names">Some of <see cref="Optional"/>.</param>
    public static PackageNames Without(IReadOnlyCollection<string> names) => FeatureList.All.Packages(names);
}
