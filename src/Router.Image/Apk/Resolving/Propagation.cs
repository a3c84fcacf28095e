using Router.Image.Apk.Index;

namespace Router.Image.Apk.Resolving;

/// <summary>
/// Carries constraints: forwards from what is certain to what it needs, and backwards from what became impossible to what needed it.
/// </summary>
internal sealed class Propagation(SolverGraph graph, WaitingNames waiting)
{
    private readonly CatalogText text = graph.Catalog.Text;

    /// <summary>A package that is certain (null: the request) has this requirement.</summary>
    public void Constrain(Requirement requirement, Candidate? from)
    {
        var (name, dependency) = requirement;
        if (!dependency.IsConflict && ++name.Requirers == 1)
            NameIsNeeded(name);
        foreach (var provider in name.Providers)
        {
            var package = provider.Package!;
            var satisfied = Satisfaction.IsSatisfied(text, dependency, provider);
            package.Conflicts += satisfied ? 0 : 1;
            if (package.IsSelectable && package.Conflicts > 0)
                waiting.Disqualify(package);
            if (satisfied)
                Pins.Inherit(graph.Catalog, package, from, from is null ? 1u << dependency.Tag : 0);
        }
    }

    /// <summary>Looks at a name again: which providers are left, and what all of them have in common.</summary>
    public void Reconsider(SolverName name)
    {
        var (recheckDepends, recheckInstallIf) = (name.RecheckDepends, name.RecheckInstallIf);
        name.RecheckDepends = name.RecheckInstallIf = false;

        Candidate? first = null;
        var (options, forbidden) = (0, 0);
        var (triggered, never, choosable) = (false, true, false);
        foreach (var provider in name.Providers)
        {
            var package = provider.Package!;
            package.IsOption = false;
            if (recheckDepends && package.IsSelectable && !Array.TrueForAll(package.Depends, IsSatisfiable))
                waiting.Disqualify(package);
            if (!package.IsSelectable)
                continue;
            if (recheckInstallIf)
                CheckInstallIf(package);
            triggered |= package.InstallIfTriggered;
            choosable |= package.InstallIfTriggered;
            never &= package.InstallIfFailed;
            if (name.Requirers == 0)
                continue;

            package.IsOption = true;
            first ??= package;
            CountCommon(package, provider, options);
            forbidden += package.TagAllowed ? 0 : 1;
            choosable |= provider.MayBeChosen;
            options++;
        }

        name.HasOptions = options > 1 || forbidden > 0;
        name.HasTriggeredInstallIf = triggered;
        name.CanBeChosen = choosable;
        name.NeverInstallIf = never;
        waiting.QueueUnresolved(name);
        if (first is not null)
            CarryCommon(name, first, options);
        name.ReverseDependsDone = name.ReverseDepends.TrueForAll(other => other.IsLocked);
    }

    private bool IsSatisfiable(Requirement requirement)
    {
        var (name, dependency) = requirement;
        if (name.IsLocked)
            return Satisfaction.IsSatisfied(text, dependency, name.Chosen);
        if (name.Requirers == 0 && dependency.IsConflict)
            return true;
        foreach (var provider in name.Providers)
        {
            if (provider.Package!.IsSelectable && Satisfaction.IsSatisfied(text, dependency, provider))
                return true;
        }

        return false;
    }

    private void NameIsNeeded(SolverName name)
    {
        waiting.QueueUnresolved(name);
        waiting.RecheckInstallIfOf(name);
        waiting.QueueDirty(name);
    }

    /// <summary>
    /// Rules out providers of <paramref name="name"/> that do not provide <paramref name="other"/>, which all options do.
    /// </summary>
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
                waiting.Disqualify(package);
        }
    }

    private void CheckInstallIf(Candidate package)
    {
        if (!package.InstallIfTriggered && !package.InstallIfFailed)
        {
            package.InstallIfTriggered = true;
            foreach (var (name, dependency) in package.InstallIf)
            {
                if (name.IsLocked && Satisfaction.IsSatisfied(text, dependency, name.Chosen))
                    continue;
                package.InstallIfTriggered = false;
                package.InstallIfFailed = name.IsLocked;
                break;
            }
        }

        if (!package.InstallIfTriggered)
            return;
        foreach (var (name, _) in package.InstallIf)
            Pins.Inherit(graph.Catalog, package, name.Chosen.Package);
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
                    Pins.Inherit(graph.Catalog, provider.Package!, first);
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
}
