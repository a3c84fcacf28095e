using Router.Daemon.Engine;

namespace Router.Daemon.Sessions;

/// <summary>The candidate of each user. It is the person's and not the connection's: a line that breaks loses nothing.</summary>
internal sealed class Candidates(ConfigurationEngine engine, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Candidate> byUser = [];

    /// <summary>Null: the user has changed nothing.</summary>
    public Candidate? Find(string user)
    {
        lock (gate)
            return byUser.GetValueOrDefault(user);
    }

    /// <summary>Begins with what runs.</summary>
    public Candidate Of(string user)
    {
        lock (gate)
            return byUser.TryGetValue(user, out var mine) ? mine : byUser[user] = new Candidate(engine.Running, time.GetLocalNow());
    }

    public void Forget(string user)
    {
        lock (gate)
            byUser.Remove(user);
    }
}
