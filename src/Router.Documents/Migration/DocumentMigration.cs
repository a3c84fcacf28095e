using System.Globalization;
using Router.Documents.Editing;
using Router.Documents.Yaml;

namespace Router.Documents.Migration;

/// <summary>
/// The document in another version of the schema; <paramref name="Notes"/>: what could not be said there, and stays as it is.
/// </summary>
public sealed record Migrated(ConfigDocument Document, IReadOnlyList<Problem> Notes);

/// <summary>
/// Documents from one version of the schema to another, up or down. Only the words that differ are replaced, so comments, order and
/// what is not known stay letter by letter, and the way back gives the same text.
/// </summary>
public sealed class DocumentMigration
{
    private readonly IReadOnlyList<ValueList<KeyChange>> changes;

    /// <param name="oldest">Version that there was first.</param>
    /// <param name="changes">By the version that made them, from the one behind <paramref name="oldest"/> on.</param>
    public DocumentMigration(int oldest, IReadOnlyList<ValueList<KeyChange>> changes) => (Oldest, this.changes) = (oldest, changes);

    public int Oldest { get; }

    public int Newest => Oldest + changes.Count;

    /// <summary>The version that a document says; null: none that is a number.</summary>
    public static int? VersionOf(ConfigDocument document) =>
        document.ValueAt(["version"]) is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : null;

    /// <exception cref="ArgumentOutOfRangeException">A version that is not known here.</exception>
    public Migrated Migrate(ConfigDocument document, int to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, Oldest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, Newest);
        var version = VersionOf(document) ?? throw new ArgumentOutOfRangeException(nameof(document), "the document has no version");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(version, Newest, nameof(document));
        var notes = new List<Problem>();
        while (version != to)
        {
            var up = version < to;
            foreach (var change in changes[(up ? version : version - 1) - Oldest])
                document = Change(document, change, up, notes);
            version += up ? 1 : -1;
            document = Replace(document, (YamlScalar)((YamlMap)document.Root).Find("version")!.Value.Value, $"{version}");
        }
        return new Migrated(document, notes);
    }

    private static ConfigDocument Change(ConfigDocument document, KeyChange change, bool up, List<Problem> notes)
    {
        YamlNode? node = document.Root;
        foreach (var word in change.Path)
            node = (node as YamlMap)?.Find(word)?.Value;
        if (node is not YamlMap map || map.Find(change.Key(up)) is not { } entry)
            return document;
        if (map.Find(change.OtherKey(up)) is { } other)
            return Keep($"{change.OtherKey(up)} in line {other.Key.Line} says the same in the other version", "delete one of the two");
        if (entry.Value is not YamlScalar { Block: false } value || change.OtherValue(value.Value, up) is not { } next)
            return Keep(
                "the other version cannot say this: it is kept as it stands",
                $"there it is {change.OtherKey(up)}: {string.Join(" or ", change.Values.Select(v => up ? v.After : v.Before))}");
        return Replace(Replace(document, value, next), entry.Key, change.OtherKey(up));

        ConfigDocument Keep(string message, string hint)
        {
            notes.Add(new Problem(ConfigPath.Join([.. change.Path, change.Key(up)]), message, hint, entry.Key.Line, entry.Key.Column));
            return document;
        }
    }

    /// <summary>The word alone, inside its quotes where it has some.</summary>
    private static ConfigDocument Replace(ConfigDocument document, YamlScalar word, string text)
    {
        var quotes = word.Plain ? 0 : 1;
        return document.With(new TextEdit(word.Start + quotes, word.End - quotes, text))!;
    }
}
