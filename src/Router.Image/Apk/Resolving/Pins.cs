using Router.Image.Apk.Index;

namespace Router.Image.Apk.Resolving;

/// <summary>Pins (<c>name@tag</c>) reach what a pinned package needs.</summary>
internal static class Pins
{
    /// <summary>
    /// <paramref name="package"/> is needed by <paramref name="from"/>, or by a wish (null) with the tags (bits) <paramref name="wished"/>.
    /// </summary>
    public static void Inherit(Catalog catalog, Candidate package, Candidate? from, uint wished = 0)
    {
        if (from is null)
        {
            package.AllowedTags |= wished;
            package.TagPreferred = (package.Repositories & RepositoriesOf(catalog, wished)) != 0;
        }
        else
        {
            package.AllowedTags |= from.AllowedTags;
        }

        package.TagAllowed |= (package.Repositories & RepositoriesOf(catalog, package.AllowedTags)) != 0;
    }

    private static uint RepositoriesOf(Catalog catalog, uint tags)
    {
        var repositories = 0u;
        for (var tag = 0; tag < catalog.TagRepositories.Count; tag++)
        {
            if ((tags >> tag & 1) != 0)
                repositories |= catalog.TagRepositories[tag];
        }

        return repositories;
    }
}
