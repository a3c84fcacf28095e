using Router.Core.Boards;

namespace Router.Features.Composition;

/// <summary>What an image has for all that a router can do.</summary>
public static class FeaturePackages
{
    public static readonly PackageNames All = FeatureList.All.Packages;
}
