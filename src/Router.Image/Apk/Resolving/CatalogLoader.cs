using System.Numerics;
using System.Text;
using Router.Image.Apk.Adb;
using Router.Image.Apk.Index;
using Router.Image.Apk.Repositories;

namespace Router.Image.Apk.Resolving;

/// <summary>Makes a catalog of repositories, and packages' descriptions of the catalog.</summary>
internal static class CatalogLoader
{
    public static Catalog Load(IReadOnlyList<ApkRepository> repositories)
    {
        if (repositories.Count > Catalog.MaxRepositories)
            throw new ApkException($"{repositories.Count} repositories: at most {Catalog.MaxRepositories} can be used at once");
        var catalog = new Catalog();
        for (var i = 0; i < repositories.Count; i++)
        {
            var tag = repositories[i].Tag is { } name ? catalog.Tag(Encoding.UTF8.GetBytes(name)) : 0;
            catalog.TagRepositories[tag] |= 1u << (i + 1);
            try
            {
                repositories[i].Index.AddTo(catalog, i + 1);
            }
            catch (InvalidDataException e)
            {
                throw new ApkException($"{repositories[i].Location}: {e.Message}; build or fetch the index again", e);
            }
        }

        return catalog;
    }

    /// <summary>What the index says of a package, from the first repository that has it.</summary>
    public static ResolvedPackage Describe(Catalog catalog, int id, uint allowedTags, IReadOnlyList<ApkRepository> repositories)
    {
        ref readonly var record = ref catalog.Package(id);
        var bits = record.Repositories;
        var repository = repositories[BitOperations.TrailingZeroCount(bits) - 1];
        var tag = Enumerable.Range(0, catalog.Tags.Count)
            .FirstOrDefault(t => (allowedTags >> t & 1) != 0 && (catalog.TagRepositories[t] & bits) != 0);
        var entry = record.Block.IsEmpty ? Entry(repository, record.Entry) : Entry(catalog, record);
        return new ResolvedPackage(entry, repository, tag == 0 ? null : catalog.Tags[tag]);
    }

    private static IndexEntry Entry(ApkRepository repository, uint word)
    {
        try
        {
            var block = new AdbDocument(repository.Index.Content.Span);
            return AdbDescription.Read(block, block.Slots(new AdbValue(word)));
        }
        catch (InvalidDataException e)
        {
            throw new ApkException($"{repository.Location}: {e.Message}; build or fetch the index again", e);
        }
    }

    private static IndexEntry Entry(Catalog catalog, in PackageRecord record)
    {
        var lines = new DescriptionLines(catalog.Text.String(record.Block));
        var description = lines.ToDescription() with
        {
            ProviderPriority = (int)lines.Number('k'),
            Depends = Words(catalog, record.Depends),
            Provides = Words(catalog, record.Provides),
            InstallIf = Words(catalog, record.InstallIf),
        };
        return new IndexEntry(description, Convert.FromBase64String(lines['C'][2..]), lines.Number('S'), lines.Number('I'));
    }

    private static List<string> Words(Catalog catalog, Slice slice)
    {
        List<string> words = [];
        foreach (ref readonly var dependency in catalog.Dependencies(slice))
        {
            var version = dependency.Version.IsEmpty ? "" : dependency.Operator + catalog.Text.String(dependency.Version);
            words.Add((dependency.IsConflict ? "!" : "") + Encoding.UTF8.GetString(catalog.Names[dependency.Name]) + version);
        }

        return words;
    }
}
