using System.Numerics;
using Router.Image.Apk.Index;

namespace Router.Image.Apk.Resolving;

/// <summary>What the solver takes first: of the undecided names, and of a name's providers.</summary>
internal static class Preference
{
    /// <summary>
    /// Less than 0: <paramref name="a"/> is decided before <paramref name="b"/>. Names without a provider that may be chosen come last:
    /// more may be known by then. Otherwise requested names come first, then names of packages before virtual ones, then the deepest chains
    /// of dependencies, then what is needed before what only installs itself.
    /// </summary>
    public static int CompareUndecided(SolverName a, SolverName b)
    {
        if (a.CanBeChosen != b.CanBeChosen)
            return a.CanBeChosen ? -1 : 1;
        if (a.IsRequested != b.IsRequested)
            return a.IsRequested ? -1 : 1;
        if (a.Priority != b.Priority)
            return a.Priority - b.Priority;
        if (a.DependencyDepth != b.DependencyDepth)
            return b.DependencyDepth - a.DependencyDepth;
        return (b.Requirers > 0 ? 1 : 0) - (a.Requirers > 0 ? 1 : 0);
    }

    /// <summary>More than 0: <paramref name="a"/> is the better choice.</summary>
    public static int CompareProviders(CatalogText text, Provider a, Provider b)
    {
        if (a.Package is not { } x || b.Package is not { } y)
            return (a.Package is null ? 0 : 1) - (b.Package is null ? 0 : 1);
        if (x.IsSelectable != y.IsSelectable)
            return x.IsSelectable ? 1 : -1;
        if (x.WasOption != y.WasOption)
            return x.WasOption ? 1 : -1;
        if (x.Conflicts != y.Conflicts)
            return y.Conflicts - x.Conflicts;
        if (x.TagAllowed != y.TagAllowed)
            return x.TagAllowed ? 1 : -1;
        if (x.TagPreferred != y.TagPreferred)
            return x.TagPreferred ? 1 : -1;
        if (CompareVersions(text, a.Version, b.Version) is var requested && requested != 0)
            return requested;
        if (x.Name == y.Name && CompareVersions(text, x.Version, y.Version) is var own && own != 0)
            return own;
        if (x.ProviderPriority != y.ProviderPriority)
            return x.ProviderPriority > y.ProviderPriority ? 1 : -1;
        return BitOperations.TrailingZeroCount(y.Repositories) - BitOperations.TrailingZeroCount(x.Repositories);
    }

    private static int CompareVersions(CatalogText text, TextRange a, TextRange b) => ApkVersion.Compare(text[a], text[b]) switch
    {
        VersionOrder.Less => -1,
        VersionOrder.Greater => 1,
        _ => 0,
    };
}
