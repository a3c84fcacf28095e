using Router.Api.Contract;
using Router.Core.Config;
using Router.Daemon.Engine;

namespace Router.Daemon.Sessions;

/// <summary>One user's own copy of the configuration. Several connections of the user may work on it at once.</summary>
internal sealed class Candidate(RunningConfiguration from, DateTimeOffset since)
{
    private readonly Lock gate = new();
    private RunningConfiguration origin = from;

    /// <summary>The first change was made then.</summary>
    public DateTimeOffset Since => since;

    public ConfigDocument Document { get; private set; } = from.Content.Document;

    public bool IsChanged
    {
        get
        {
            lock (gate)
                return Document.ToText() != origin.Content.Text;
        }
    }

    /// <exception cref="InvalidDocumentException">The edit cannot be made; the candidate is as it was.</exception>
    public void Edit(Request.Edit edit)
    {
        lock (gate)
            Document = Apply(Document, edit);
    }

    /// <exception cref="InvalidDocumentException">It is no YAML at all; the candidate is as it was.</exception>
    public void Load(ReadOnlyMemory<byte> utf8)
    {
        var reading = ConfigReader.Read(utf8);
        lock (gate)
            Document = reading.Document ?? throw new InvalidDocumentException("this is no configuration", reading.Problems);
    }

    /// <summary>The changes on top of what runs now. Places that both changed are told, and the candidate stays as it was.</summary>
    public IReadOnlyList<MergeConflict> Merge(RunningConfiguration onto) => Merge(onto, mineWins: false);

    /// <summary>The changes on top of what runs now, whoever else changed the same place. Those places are told.</summary>
    public IReadOnlyList<MergeConflict> Rebase(RunningConfiguration onto) => Merge(onto, mineWins: true);

    private IReadOnlyList<MergeConflict> Merge(RunningConfiguration onto, bool mineWins)
    {
        lock (gate)
        {
            var merged = ConfigMerge.Merge(origin.Content.Document, Document, onto.Content.Document);
            if (merged.Conflicts.Count == 0 || mineWins)
                (Document, origin) = (merged.Document, onto);
            return merged.Conflicts;
        }
    }

    private static ConfigDocument Apply(ConfigDocument document, Request.Edit edit)
    {
        var result = edit.Verb switch
        {
            EditVerb.Set => document.Set(edit.Words),
            EditVerb.Delete => document.Delete(edit.Words),
            _ => document.Insert(edit.Words),
        };
        return result.Document ?? throw new InvalidDocumentException(
            $"{edit.Verb.ToString().ToLowerInvariant()} is not done", result.Problem is { } problem ? [problem] : []);
    }
}
