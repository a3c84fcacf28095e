using Router.Daemon.Engine;

namespace Router.Daemon.Editing;

/// <summary>
/// The candidate of each user. It is the person's and not the connection's: a line that breaks loses nothing, and neither does a
/// commit that nobody confirms.
/// </summary>
internal sealed class Candidates
{
    private const int Kept = 10;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Candidate> byUser = [];
    private readonly List<TakenBack> attempts = [];
    private readonly ConfigurationEngine engine;

    public Candidates(ConfigurationEngine engine)
    {
        this.engine = engine;
        engine.WentBack += Remember;
    }

    public RestoredValues Restored { get; } = new();

    /// <summary>Commits that went back, newest first; since the daemon began, and no more than a few.</summary>
    public IReadOnlyList<TakenBack> Attempts
    {
        get
        {
            lock (gate)
                return [.. attempts];
        }
    }

    /// <summary>Begins with what runs.</summary>
    public Candidate Of(string user)
    {
        lock (gate)
            return byUser.TryGetValue(user, out var mine) ? mine : byUser[user] = new Candidate(engine.Running.Content.Document);
    }

    /// <summary>A commit is done. It may have gone back before this is called.</summary>
    public void Settle(Author author, CandidateTake taken, bool waits)
    {
        var mine = Of(author.User);
        mine.Settle(author.Session ?? "", taken, waits);
        if (waits && Attempts is [var last, ..] && last.Failed.By == author && last.Failed.Content.Text == taken.Draft.Document.ToText())
            mine.GiveBack(last.Failed.Content.Document, last.Before.Content.Document);
    }

    /// <summary>A connection is gone.</summary>
    public void Leave(string session)
    {
        lock (gate)
        {
            foreach (var candidate in byUser.Values)
                candidate.Leave(session);
        }
    }

    private void Remember(TakenBack back)
    {
        lock (gate)
        {
            attempts.Insert(0, back);
            if (attempts.Count > Kept)
                attempts.RemoveAt(Kept);
        }
        Of(back.Failed.By.User).GiveBack(back.Failed.Content.Document, back.Before.Content.Document);
    }
}
