namespace Router.Daemon.Engine;

/// <summary>Who alone may commit for a while. <paramref name="Name"/>: what they gave; whoever gives the same is the same.</summary>
internal sealed record CommitHolder(string Name, Author By, DateTimeOffset Since, DateTimeOffset Until)
{
    public string Words => $"{Name} ({By.User}, {By.Origin}) holds it since {Since:HH:mm:ss} until {Until:HH:mm:ss}";
}

/// <summary>
/// Lets one at a time change what runs, and somebody keep all others away for a while. Such a lock is in memory and has a time of the
/// monotonic clock: it ends by itself, whatever becomes of its holder.
/// </summary>
internal sealed class CommitGate(TimeProvider time)
{
    private readonly Lock gate = new();
    private (Author Who, DateTimeOffset Since)? committing;
    private (CommitHolder Who, long Taken, TimeSpan Lasts)? holder;

    /// <summary>Null: nobody keeps others away.</summary>
    public CommitHolder? Holder
    {
        get
        {
            lock (gate)
                return Held();
        }
    }

    /// <summary>For what settles a commit that was let in: it asks no lock.</summary>
    /// <exception cref="BusyException">Another one is under way.</exception>
    public void Enter(Author by)
    {
        lock (gate)
        {
            RefuseCommitting();
            committing = (by, time.GetLocalNow());
        }
    }

    /// <param name="by">Who commits.</param>
    /// <param name="name">The lock that they hold; null: none.</param>
    /// <exception cref="BusyException">Another one is under way, or somebody else holds the lock.</exception>
    public void Enter(Author by, string? name)
    {
        lock (gate)
        {
            RefuseHeld(name);
            RefuseCommitting();
            committing = (by, time.GetLocalNow());
        }
    }

    public void Leave()
    {
        lock (gate)
            committing = null;
    }

    /// <summary>Who has it already, has it longer.</summary>
    /// <exception cref="BusyException">Somebody else holds it, or commits.</exception>
    public CommitHolder Take(string name, TimeSpan lasts, Author by)
    {
        lock (gate)
        {
            RefuseHeld(name);
            RefuseCommitting();
            var now = time.GetLocalNow();
            var taken = new CommitHolder(name, by, Held()?.Since ?? now, now + lasts);
            holder = (taken, time.GetTimestamp(), lasts);
            return taken;
        }
    }

    /// <param name="name">Null: whoever holds it.</param>
    /// <returns>Whose it was; null: nobody held it, or it is another one's.</returns>
    public CommitHolder? Release(string? name)
    {
        lock (gate)
        {
            if (Held() is not { } held || (name is not null && held.Name != name))
                return null;
            holder = null;
            return held;
        }
    }

    private CommitHolder? Held()
    {
        if (holder is { } one && time.GetElapsedTime(one.Taken) >= one.Lasts)
            holder = null;
        return holder?.Who;
    }

    private void RefuseHeld(string? name)
    {
        if (Held() is { } held && held.Name != name)
            throw new BusyException($"busy: {held.Words}", "wait until that is done; unlock ends it");
    }

    private void RefuseCommitting()
    {
        if (committing is var (who, since))
            throw new BusyException($"busy: {who.User} is committing since {since:HH:mm:ss}", "try again when that is done");
    }
}
