using Router.Documents.Editing;
using Router.Documents.Migration;

namespace Router.Features.Configuration;

/// <summary>The versions of the schema, each as what it changed.</summary>
public static class ConfigMigration
{
    private const int First = 1;

    private static readonly DocumentMigration Versions = new(First,
    [
        // A switch became a choice, so that what cards can do by themselves has a word.
        [new(["firewall"], "offload", "fast-path", [("true", "software"), ("false", "none")])],
    ]);

    public static int Oldest => Versions.Oldest;

    /// <summary>The schema that this code knows. Documents of newer ones are read as far as it goes.</summary>
    public static int Newest => Versions.Newest;

    /// <inheritdoc cref="DocumentMigration.VersionOf"/>
    public static int? VersionOf(ConfigDocument document) => DocumentMigration.VersionOf(document);

    /// <inheritdoc cref="DocumentMigration.Migrate"/>
    public static Migrated Migrate(ConfigDocument document, int to) => Versions.Migrate(document, to);
}
