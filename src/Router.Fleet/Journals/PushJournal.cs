using System.Text.Json;
using Router.Api.Contract;
using Router.Fleet.Push;

namespace Router.Fleet.Journals;

/// <summary>What a journal tells: how far a push has come.</summary>
public sealed class PushJournal
{
    private readonly Dictionary<string, JournalEntry> done = [];
    private readonly HashSet<string> devices = [];

    private PushJournal(string id, string by, DateTimeOffset started) => (Id, By, Started) = (id, by, started);

    public string Id { get; }

    public string By { get; }

    public DateTimeOffset Started { get; }

    public bool HasEnded { get; private set; }

    /// <summary>Those that were begun with.</summary>
    public IReadOnlySet<string> Devices => devices;

    public static string DigestOf(string document) => DeviceStatement.DigestOf(document);

    /// <summary>
    /// Null: <paramref name="problem"/> says why, but for an empty one, of which nothing is known. A last line that is cut off was not yet
    /// written when the program was killed, and counts for nothing.
    /// </summary>
    public static PushJournal? Read(IReadOnlyList<string> lines, out string? problem)
    {
        problem = null;
        PushJournal? journal = null;
        for (var at = 0; at < lines.Count; at++)
        {
            if (lines[at].Length == 0)
                continue;
            if (Parse(lines[at]) is not { } entry || (journal is null && entry.Version is null))
            {
                if (at < lines.Count - 1 || journal is null)
                    problem = lines.Count == 1 && journal is null ? null : $"line {at + 1} is not a journal's";
                return problem is null ? journal : null;
            }
            if (entry.Version is { } version && version != JournalEntry.Newest)
            {
                problem = $"it is a journal of version {version}, and this program knows version {JournalEntry.Newest}";
                return null;
            }
            journal ??= new PushJournal(entry.Id ?? "", entry.By ?? "", entry.At);
            journal.Take(entry);
        }
        return journal;
    }

    /// <summary>The report of a device that runs this document since; null: there is none.</summary>
    public PushReport? DoneWith(string device, string document) =>
        LastOf(device, DigestOf(document))?.ToReport() is { Good: true } report ? report : null;

    /// <summary>What became of a device that was to run this; null: it did not come so far.</summary>
    public JournalEntry? LastOf(string device, string digest) =>
        done.TryGetValue(device, out var entry) && entry.Digest == digest ? entry : null;

    private void Take(JournalEntry entry)
    {
        HasEnded = entry.What == JournalEvent.Ended;
        if (entry.Device is { } device)
            devices.Add(device);
        if (entry is { What: JournalEvent.Done, Device: { } name })
            done[name] = entry;
    }

    private static JournalEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JournalJson.Default.JournalEntry);
        }
        catch (JsonException)
        {
            // A version that is not known may have other words in its first line.
            return VersionOf(line) is { } version ? new JournalEntry { Version = version } : null;
        }
    }

    private static int? VersionOf(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("journal", out var version)
                && version.TryGetInt32(out var number)
                ? number
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
