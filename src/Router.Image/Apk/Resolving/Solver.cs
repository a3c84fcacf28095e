using Router.Image.Apk.Index;

namespace Router.Image.Apk.Resolving;

/// <summary>
/// Chooses packages for a request as apk 2.14 does, ties and order included. Constraints are carried forwards from what
/// is certain to what it needs, and backwards from what became impossible to what needed it, until nothing changes; then
/// one undecided name is decided, and so on. There is no backtracking: what does not come out is an error.
/// </summary>
internal sealed class Solver(SolverGraph graph, IReadOnlyList<Requirement> world)
{
    private readonly CatalogText _text = graph.Catalog.Text;
    private readonly Queue<SolverName> _dirty = new();
    private readonly LinkedList<SolverName> _unresolved = new();

    public int Errors { get; private set; }

    public void Solve()
    {
        foreach (var wish in world)
            graph.Discover(wish.Name);
        graph.LinkReverseDepends();
        foreach (var wish in world)
            Constrain(wish, from: null);

        while (true)
        {
            while (_dirty.TryDequeue(out var name))
            {
                if (!name.IsDirty)
                    continue;
                name.IsDirty = false;
                Reconsider(name);
            }

            if (NextUndecided() is not { } next)
                return;
            Decide(next);
        }
    }

    public void MarkError(Candidate? package)
    {
        if (package is null || package.HasError)
            return;
        package.HasError = true;
        Errors++;
    }

    private SolverName? NextUndecided()
    {
        SolverName? best = null;
        foreach (var name in _unresolved)
        {
            if (name is { ReverseDependsDone: true, Requirers: > 0, HasOptions: false })
                return name;
            if (best is null || Preference.CompareUndecided(name, best) < 0)
                best = name;
        }

        return best;
    }

    private void QueueDirty(SolverName name)
    {
        if (name.IsDirty || name.IsLocked || (name.Requirers == 0 && !name.RecheckInstallIf))
            return;
        name.IsDirty = true;
        _dirty.Enqueue(name);
    }

    private void QueueUnresolved(SolverName name)
    {
        if (name.IsLocked)
            return;
        var wanted = name.Requirers > 0 || name.HasTriggeredInstallIf;
        if (wanted && name.Unresolved is null)
        {
            name.Unresolved = _unresolved.AddFirst(name);
        }
        else if (!wanted && name.Unresolved is { } node)
        {
            _unresolved.Remove(node);
            name.Unresolved = null;
        }
    }

    private void RecheckDependsOf(SolverName name)
    {
        foreach (var other in name.ReverseDepends)
        {
            other.RecheckDepends = true;
            QueueDirty(other);
        }
    }

    private void RecheckInstallIfOf(SolverName name)
    {
        foreach (var other in name.ReverseInstallIf)
        {
            if (!other.Seen || other.NeverInstallIf)
                continue;
            other.RecheckInstallIf = true;
            QueueDirty(other);
        }
    }

    private void RecheckInstallIfOf(Candidate package)
    {
        RecheckInstallIfOf(package.Name);
        foreach (var provided in package.Provides)
            RecheckInstallIfOf(provided.Name);
    }

    private void Disqualify(Candidate package)
    {
        package.IsSelectable = false;
        RecheckDependsOf(package.Name);
        foreach (var provided in package.Provides)
            RecheckDependsOf(provided.Name);
        RecheckInstallIfOf(package);
    }

    private bool IsSatisfiable(Requirement requirement)
    {
        var (name, dependency) = requirement;
        if (name.IsLocked)
            return Satisfaction.IsSatisfied(_text, dependency, name.Chosen);
        if (name.Requirers == 0 && dependency.IsConflict)
            return true;
        foreach (var provider in name.Providers)
        {
            if (provider.Package!.IsSelectable && Satisfaction.IsSatisfied(_text, dependency, provider))
                return true;
        }

        return false;
    }

    private void NameIsNeeded(SolverName name)
    {
        QueueUnresolved(name);
        RecheckInstallIfOf(name);
        QueueDirty(name);
    }

    /// <summary>Pins reach what a pinned package needs; <paramref name="wished"/> are the tags (bits) of a wish itself.</summary>
    private void InheritPins(Candidate package, Candidate? from, uint wished = 0)
    {
        if (from is null)
        {
            package.AllowedTags |= wished;
            package.TagPreferred = (package.Repositories & RepositoriesOf(wished)) != 0;
        }
        else
        {
            package.AllowedTags |= from.AllowedTags;
        }

        package.TagAllowed |= (package.Repositories & RepositoriesOf(package.AllowedTags)) != 0;
    }

    private uint RepositoriesOf(uint tags)
    {
        var repositories = 0u;
        for (var tag = 0; tag < graph.Catalog.TagRepositories.Count; tag++)
        {
            if ((tags >> tag & 1) != 0)
                repositories |= graph.Catalog.TagRepositories[tag];
        }

        return repositories;
    }

    private void Constrain(Requirement requirement, Candidate? from)
    {
        var (name, dependency) = requirement;
        if (!dependency.IsConflict && ++name.Requirers == 1)
            NameIsNeeded(name);
        foreach (var provider in name.Providers)
        {
            var package = provider.Package!;
            var satisfied = Satisfaction.IsSatisfied(_text, dependency, provider);
            package.Conflicts += satisfied ? 0 : 1;
            if (package.IsSelectable && package.Conflicts > 0)
                Disqualify(package);
            if (satisfied)
                InheritPins(package, from, from is null ? 1u << dependency.Tag : 0);
        }
    }

    /// <summary>Rules out providers of <paramref name="name"/> that do not provide <paramref name="other"/>, which all options do.</summary>
    private void ExcludeOthers(SolverName name, SolverName other, bool skipVirtual)
    {
        if (name == other)
            return;
        foreach (var provider in name.Providers)
        {
            var package = provider.Package!;
            if (package.Name == other || !package.IsSelectable || (skipVirtual && provider.IsVirtual))
                continue;
            if (!package.Provides.Any(p => p.Name == other || (skipVirtual && p.Dependency.Version.IsEmpty)))
                Disqualify(package);
        }
    }

    private void Reconsider(SolverName name)
    {
        var (recheckDepends, recheckInstallIf) = (name.RecheckDepends, name.RecheckInstallIf);
        name.RecheckDepends = name.RecheckInstallIf = false;

        Candidate? first = null;
        var (options, forbidden) = (0, 0);
        var (triggered, never) = (false, true);
        foreach (var provider in name.Providers)
        {
            var package = provider.Package!;
            package.IsOption = false;
            if (recheckDepends && package.IsSelectable && !Array.TrueForAll(package.Depends, IsSatisfiable))
                Disqualify(package);
            if (!package.IsSelectable)
                continue;
            if (recheckInstallIf)
                CheckInstallIf(package);
            triggered |= package.InstallIfTriggered;
            never &= package.InstallIfFailed;
            if (name.Requirers == 0)
                continue;

            package.IsOption = true;
            first ??= package;
            CountCommon(package, provider, options);
            forbidden += package.TagAllowed ? 0 : 1;
            options++;
        }

        name.HasOptions = options > 1 || forbidden > 0;
        name.HasTriggeredInstallIf = triggered;
        name.NeverInstallIf = never;
        QueueUnresolved(name);
        if (first is not null)
            CarryCommon(name, first, options);
        name.ReverseDependsDone = name.ReverseDepends.TrueForAll(other => other.IsLocked);
    }

    private void CheckInstallIf(Candidate package)
    {
        if (!package.InstallIfTriggered && !package.InstallIfFailed)
        {
            package.InstallIfTriggered = true;
            foreach (var (name, dependency) in package.InstallIf)
            {
                if (name.IsLocked && Satisfaction.IsSatisfied(_text, dependency, name.Chosen))
                    continue;
                package.InstallIfTriggered = false;
                package.InstallIfFailed = name.IsLocked;
                break;
            }
        }

        if (!package.InstallIfTriggered)
            return;
        foreach (var (name, _) in package.InstallIf)
            InheritPins(package, name.Chosen.Package);
    }

    private static void CountCommon(Candidate package, Provider provider, int options)
    {
        foreach (var dependency in package.Depends)
        {
            if (!dependency.IsConflict && dependency.Name.CommonDepends == options)
                dependency.Name.CommonDepends = options + 1;
        }

        CountProvided(package.Name, provider.IsVirtual);
        foreach (var provided in package.Provides)
            CountProvided(provided.Name, provided.Dependency.Version.IsEmpty);

        void CountProvided(SolverName name, bool isVirtual)
        {
            if (name.CommonProvides != options)
                return;
            name.CommonProvides = options + 1;
            name.HasVirtualProvides |= isVirtual;
        }
    }

    /// <summary>What every option needs is needed, whichever is chosen; what every option provides is provided.</summary>
    private void CarryCommon(SolverName name, Candidate first, int options)
    {
        foreach (var provider in name.Providers)
            provider.Package!.WasOption = provider.Package.IsOption;

        foreach (var requirement in first.Depends)
        {
            var needed = requirement.Name;
            var common = needed.CommonDepends == options;
            needed.CommonDepends = 0;
            if (!common)
                continue;
            if (options == 1)
            {
                Constrain(requirement, first);
            }
            else if (needed.Requirers == 0)
            {
                needed.Requirers++;
                NameIsNeeded(needed);
                foreach (var provider in needed.Providers)
                    InheritPins(provider.Package!, first);
            }
        }

        ExcludeCommon(first.Name);
        foreach (var provided in first.Provides)
            ExcludeCommon(provided.Name);
        first.Name.HasVirtualProvides = false;
        foreach (var provided in first.Provides)
            provided.Name.HasVirtualProvides = false;

        void ExcludeCommon(SolverName provided)
        {
            var common = provided.CommonProvides == options;
            provided.CommonProvides = 0;
            if (common)
                ExcludeOthers(provided, name, provided.HasVirtualProvides);
        }
    }

    private void Decide(SolverName name)
    {
        var chosen = default(Provider);
        foreach (var provider in name.Providers)
        {
            var package = provider.Package!;
            if (name.Requirers == 0 && (!package.InstallIfTriggered || !package.TagAllowed))
                continue;
            // Nobody asked for this package by its own name, and it does not say that it may stand in for another.
            if (provider.IsVirtual && package.Name.Requirers == 0 && package.ProviderPriority == 0)
                continue;
            if (Preference.CompareProviders(_text, provider, chosen) > 0)
                chosen = provider;
        }

        if (chosen.Package is { } choice)
        {
            if (!choice.IsSelectable || !choice.TagAllowed)
                MarkError(choice);
            Assign(choice.Name, new Provider(choice, choice.Version));
            foreach (var provided in choice.Provides)
                Assign(provided.Name, new Provider(choice, provided.Dependency.Version));
            foreach (var requirement in choice.Depends)
                Constrain(requirement, choice);
        }
        else
        {
            Assign(name, default);
            if (name.Requirers > 0)
                Errors++;
        }
    }

    private void Assign(SolverName name, Provider provider)
    {
        if (name.IsLocked)
        {
            if (provider.IsVirtual && name.Chosen.IsVirtual)
                return;
            MarkError(provider.Package);
            MarkError(name.Chosen.Package);
            return;
        }

        name.IsLocked = true;
        name.Chosen = provider;
        name.IsDirty = false;
        if (name.Unresolved is { } node)
        {
            _unresolved.Remove(node);
            name.Unresolved = null;
        }

        foreach (var other in name.Providers)
        {
            if (other.Package != provider.Package && !(other.IsVirtual && provider.IsVirtual))
                Disqualify(other.Package!);
        }

        RecheckDependsOf(name);
        if (provider.Package is { } package)
            RecheckInstallIfOf(package);
        else
            RecheckInstallIfOf(name);
    }
}
