namespace Router.Image.Apk.Resolving;

/// <summary>
/// The names that wait: dirty ones to be looked at again, in the order in which something about them changed, and undecided ones.
/// </summary>
internal sealed class WaitingNames
{
    private readonly Queue<SolverName> dirty = new();
    private readonly LinkedList<SolverName> unresolved = new();

    /// <summary>The next name to look at again; null: nothing changes any more.</summary>
    public SolverName? NextDirty()
    {
        while (dirty.TryDequeue(out var name))
        {
            if (!name.IsDirty)
                continue;
            name.IsDirty = false;
            return name;
        }

        return null;
    }

    /// <summary>The name to decide next; null: all are.</summary>
    public SolverName? NextUndecided()
    {
        SolverName? best = null;
        foreach (var name in unresolved)
        {
            if (name is { ReverseDependsDone: true, Requirers: > 0, CanBeChosen: true, HasOptions: false })
                return name;
            if (best is null || Preference.CompareUndecided(name, best) < 0)
                best = name;
        }

        return best;
    }

    public void QueueDirty(SolverName name)
    {
        if (name.IsDirty || name.IsLocked || (name.Requirers == 0 && !name.RecheckInstallIf))
            return;
        name.IsDirty = true;
        dirty.Enqueue(name);
    }

    public void QueueUnresolved(SolverName name)
    {
        if (name.IsLocked)
            return;
        var wanted = name.Requirers > 0 || name.HasTriggeredInstallIf;
        if (wanted && name.Unresolved is null)
        {
            name.Unresolved = unresolved.AddFirst(name);
        }
        else if (!wanted && name.Unresolved is { } node)
        {
            unresolved.Remove(node);
            name.Unresolved = null;
        }
    }

    /// <summary>The name is decided.</summary>
    public void Leave(SolverName name)
    {
        name.IsDirty = false;
        if (name.Unresolved is not { } node)
            return;
        unresolved.Remove(node);
        name.Unresolved = null;
    }

    public void RecheckDependsOf(SolverName name)
    {
        foreach (var other in name.ReverseDepends)
        {
            other.RecheckDepends = true;
            QueueDirty(other);
        }
    }

    public void RecheckInstallIfOf(SolverName name)
    {
        foreach (var other in name.ReverseInstallIf)
        {
            if (!other.Seen || other.NeverInstallIf)
                continue;
            other.RecheckInstallIf = true;
            QueueDirty(other);
        }
    }

    public void RecheckInstallIfOf(Candidate package)
    {
        RecheckInstallIfOf(package.Name);
        foreach (var provided in package.Provides)
            RecheckInstallIfOf(provided.Name);
    }

    /// <summary>The package is out; whatever that touches is looked at again.</summary>
    public void Disqualify(Candidate package)
    {
        package.IsSelectable = false;
        RecheckDependsOf(package.Name);
        foreach (var provided in package.Provides)
            RecheckDependsOf(provided.Name);
        RecheckInstallIfOf(package);
    }
}
