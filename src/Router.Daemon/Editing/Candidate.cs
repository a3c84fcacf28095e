using Router.Api.Contract;
using Router.Daemon.Engine;
using Router.Documents.Editing;

namespace Router.Daemon.Editing;

/// <summary>
/// One user's own copy of the configuration, always on top of what runs. Several connections of the user may work on it at once:
/// each commits what it did itself or has been shown, and nothing that another is still at.
/// </summary>
internal sealed class Candidate(ConfigDocument running)
{
    private readonly Lock gate = new();

    /// <summary>What each connection knows of: its own edits, and those of others that it was shown.</summary>
    private readonly Dictionary<string, Draft> known = [];
    private Draft all = Draft.Of(running);
    private (Draft Before, IReadOnlyList<MergeConflict> Conflicts, Draft After)? blocked;
    private int discarded;
    private (string Text, string Session)? waiting;

    /// <summary>What <paramref name="session"/> would be shown now, on top of <paramref name="running"/>.</summary>
    public CandidateView Look(string session, ConfigDocument running)
    {
        lock (gate)
        {
            var conflicts = Refresh(running);
            known[session] = all;
            return conflicts.Count == 0 ? new(all.Document, all, []) : new(all.Document, blocked!.Value.After, conflicts);
        }
    }

    /// <summary>The whole candidate, on top of what runs, shown to nobody.</summary>
    public ConfigDocument Document(ConfigDocument running)
    {
        lock (gate)
        {
            Refresh(running);
            return all.Document;
        }
    }

    /// <summary>What a commit of <paramref name="session"/> takes, and what it leaves to the user's other connections.</summary>
    public CandidateTake Take(string session, ConfigDocument running)
    {
        lock (gate)
        {
            Refresh(running);
            var mine = known.GetValueOrDefault(session, all);
            var (merged, conflicts) = mine.Onto(running);
            if (conflicts.Count == 0 && known.ContainsKey(session))
                known[session] = merged;
            return new(merged, conflicts, Between(merged.Document, all.Document), discarded);
        }
    }

    /// <summary>
    /// What was taken runs now; edits made meanwhile stay. With <paramref name="waits"/> it may yet go back, and is kept in mind.
    /// </summary>
    public void Settle(string session, CandidateTake taken, bool waits)
    {
        lock (gate)
        {
            waiting = waits ? (taken.Draft.Document.ToText(), session) : null;
            if (taken.Discarded != discarded)
                return;
            if (ReferenceEquals(all.Origin, taken.Draft.Origin))
                all = new Draft(taken.Draft.Document, all.Document, []);
            foreach (var (who, draft) in known.ToList())
            {
                if (ReferenceEquals(draft.Origin, taken.Draft.Origin)
                    && (who == session || ReferenceEquals(draft.Document, taken.Draft.Document)))
                    known[who] = new Draft(taken.Draft.Document, draft.Document, []);
            }
        }
    }

    /// <summary>A commit went back: if it was of this candidate, its changes are changes again, below what was edited since.</summary>
    public void GiveBack(ConfigDocument failed, ConfigDocument before)
    {
        lock (gate)
        {
            if (waiting is not var (text, session) || text != failed.ToText())
                return;
            waiting = null;
            all = Again(all);
            if (known.TryGetValue(session, out var mine))
                known[session] = Again(mine);
        }

        Draft Again(Draft draft) => new(before, draft.Onto(failed).Draft.Document, draft.Lost);
    }

    /// <summary>What the person may not have meant, in a sentence; null: nothing.</summary>
    /// <exception cref="InvalidDocumentException">The edit cannot be made; the candidate is as it was.</exception>
    public string? Edit(string session, Request.Edit edit, ConfigDocument running)
    {
        lock (gate)
        {
            Refresh(running);
            var mine = known.GetValueOrDefault(session, all);
            var shared = ReferenceEquals(mine.Document, all.Document);
            var done = Edited(all.Document, edit);
            all = all with { Document = done.Document! };
            known[session] = shared ? all : EditedApart(mine, edit);
            return done.Remark;
        }
    }

    /// <summary>
    /// What <paramref name="change"/> makes of the candidate; with <paramref name="whole"/> nothing of it is left, and it stands on what
    /// runs.
    /// </summary>
    /// <exception cref="InvalidDocumentException">What <paramref name="change"/> throws; the candidate is as it was.</exception>
    public void Load(string session, Func<ConfigDocument, ConfigDocument> change, ConfigDocument running, bool whole)
    {
        lock (gate)
        {
            Refresh(running);
            var document = change(all.Document);
            known[session] = all = whole ? new Draft(running, document, []) : all with { Document = document };
        }
    }

    /// <summary>The changes on top of what runs now, whoever else changed the same place. Those places are told.</summary>
    public IReadOnlyList<MergeConflict> Rebase(string session, ConfigDocument running)
    {
        lock (gate)
        {
            (all, var conflicts) = all.Onto(running);
            known[session] = all;
            return conflicts;
        }
    }

    /// <summary>
    /// Gives up all that <paramref name="session"/> knows of. The commands of what others of the user's connections are still at.
    /// </summary>
    public IReadOnlyList<string> Discard(string session, ConfigDocument running)
    {
        lock (gate)
        {
            Refresh(running);
            var mine = known.GetValueOrDefault(session, all);
            discarded++;
            all = ReferenceEquals(mine.Document, all.Document) ? Draft.Of(running) : all.Without(mine, running);
            foreach (var (who, draft) in known.ToList())
                known[who] = who == session || !all.IsChanged ? Draft.Of(running) : draft.Without(mine, running);
            return Between(running, all.Document);
        }
    }

    /// <summary>The connection is gone. What it did stays in the candidate.</summary>
    public void Leave(string session)
    {
        lock (gate)
            known.Remove(session);
    }

    /// <summary>
    /// Brings the changes onto what runs, unless others changed the same places: then these, and the changes stay as they are.
    /// </summary>
    private IReadOnlyList<MergeConflict> Refresh(ConfigDocument running)
    {
        if (blocked is var (before, known0, after) && ReferenceEquals(before, all) && ReferenceEquals(after.Origin, running))
            return known0;
        var (merged, conflicts) = all.Onto(running);
        if (conflicts.Count > 0)
        {
            blocked = (all, conflicts, merged);
            return conflicts;
        }
        foreach (var who in known.Where(k => ReferenceEquals(k.Value, all)).Select(k => k.Key).ToList())
            known[who] = merged;
        (all, blocked) = (merged, null);
        return [];
    }

    private static IReadOnlyList<string> Between(ConfigDocument before, ConfigDocument after) =>
        ReferenceEquals(before, after) ? [] : ConfigDiff.Commands(before, after);

    private static ConfigEdit Edited(ConfigDocument document, Request.Edit edit)
    {
        var verb = edit.Verb.ToString().ToLowerInvariant();
        var result = document.Apply(verb, edit.Words);
        return result.Document is not null
            ? result
            : throw new InvalidDocumentException($"{verb} is not done", result.Problem is { } problem ? [problem] : []);
    }

    /// <summary>An edit that makes sense only with what another connection did shows that this one knows of that.</summary>
    private Draft EditedApart(Draft mine, Request.Edit edit)
    {
        try
        {
            return mine with { Document = Edited(mine.Document, edit).Document! };
        }
        catch (InvalidDocumentException)
        {
            return all;
        }
    }
}

/// <summary>
/// A candidate as it is (<paramref name="Document"/>), and as it would run; with conflicts, as <c>rebase</c> would make it.
/// </summary>
internal sealed record CandidateView(ConfigDocument Document, Draft Merged, IReadOnlyList<MergeConflict> Conflicts);

/// <summary>
/// What a commit takes. <paramref name="Left"/>: the commands of what it does not. <paramref name="Discarded"/>: how often the candidate
/// had been given up.
/// </summary>
internal sealed record CandidateTake(Draft Draft, IReadOnlyList<MergeConflict> Conflicts, IReadOnlyList<string> Left, int Discarded);
