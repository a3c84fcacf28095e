using Router.Documents;
using Router.Documents.Editing;
using Router.Features.Configuration;

namespace Router.Fleet.Rehearsals;

/// <summary>Compares what a router runs with what a release makes of it, value by value. Pure.</summary>
public static class Comparison
{
    /// <summary>The schema's number is the release's own business.</summary>
    private const string Version = "version";

    /// <summary>How many values the document has.</summary>
    public static int Count(ConfigDocument document) => Leaves(document).Count;

    /// <summary>
    /// What is not as it was: each value that a refusal is about or that is not in <paramref name="after"/>, in the document's order, and
    /// then what is about none of its values. Null: nothing ran, and the refusals are all that is known.
    /// </summary>
    public static ValueList<Finding> Of(ConfigDocument before, ConfigDocument? after, IReadOnlyList<Refusal> refusals)
    {
        var findings = new List<Finding>();
        var told = new HashSet<Refusal>();
        if (after is not null)
            before = InSchemaOf(after, before, findings);
        var old = Leaves(before);
        var now = after is null ? null : Leaves(after);
        var byPath = refusals.GroupBy(refusal => refusal.Path).ToDictionary(same => same.Key, same => same.First());
        foreach (var (path, value) in old)
        {
            var found = now?.GetValueOrDefault(path);
            // What is refused above a value is about that value where it is gone.
            if (byPath.TryGetValue(path, out var refusal) || (found is null && Above(path, byPath, out refusal)))
            {
                told.Add(refusal);
                findings.Add(new Finding(Fate.Refused, path, value, null, refusal.Reason));
            }
            else if (now is not null && found is null)
                findings.Add(new Finding(Fate.Lost, path, value, null, null));
            else if (now is not null && found != value)
                findings.Add(new Finding(Fate.Changed, path, value, found, null));
        }
        findings.AddRange(byPath.Values.Where(refusal => !told.Contains(refusal))
            .Select(refusal => new Finding(Fate.Refused, refusal.Path, null, null, refusal.Reason)));
        findings.AddRange((now ?? []).Where(leaf => !old.ContainsKey(leaf.Key))
            .Select(leaf => new Finding(Fate.Changed, leaf.Key, null, leaf.Value, null)));
        return [.. findings];
    }

    /// <summary>A release may have written the document in its own schema.</summary>
    private static ConfigDocument InSchemaOf(ConfigDocument after, ConfigDocument before, List<Finding> findings)
    {
        if (ConfigMigration.VersionOf(after) is not { } to || ConfigMigration.VersionOf(before) is not { } from || from == to
            || Math.Max(from, to) > ConfigMigration.Newest || Math.Min(from, to) < ConfigMigration.Oldest)
            return before;
        var migrated = ConfigMigration.Migrate(before, to);
        findings.AddRange(migrated.Notes.Select(
            note => new Finding(Fate.Refused, note.Path, before.ValueAt([.. Words(note.Path)]), null, Refusal.Of(note).Reason)));
        return migrated.Document;
    }

    private static OrderedDictionary<string, string> Leaves(ConfigDocument document)
    {
        var leaves = new OrderedDictionary<string, string>();
        foreach (var leaf in DocumentLeaves.In(document).Where(leaf => leaf.Path != Version))
            leaves.TryAdd(leaf.Path, leaf.Value);
        return leaves;
    }

    private static bool Above(string path, Dictionary<string, Refusal> refusals, out Refusal refusal)
    {
        var words = Words(path);
        for (var depth = words.Count - 1; depth > 0; depth--)
        {
            if (refusals.TryGetValue(ConfigPath.Join(words.Take(depth)), out refusal))
                return true;
        }
        refusal = default;
        return false;
    }

    private static IReadOnlyList<string> Words(string path) => ConfigPath.TrySplit(path, out var words) ? words : [path];
}
