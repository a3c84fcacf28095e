using Router.Image.Apk.Index;

namespace Router.Image.Apk.Resolving;

/// <summary>
/// Chooses packages for a request as apk 2.14 (from 2.14.8 on) does, ties and order included. Constraints are carried on until nothing
/// changes; then one undecided name is decided, and so on. There is no backtracking: what does not come out is an error.
/// </summary>
internal sealed class Solver
{
    private readonly SolverGraph graph;
    private readonly IReadOnlyList<Requirement> world;
    private readonly CatalogText text;
    private readonly WaitingNames waiting = new();
    private readonly Propagation propagation;

    public Solver(SolverGraph graph, IReadOnlyList<Requirement> world)
    {
        this.graph = graph;
        this.world = world;
        text = graph.Catalog.Text;
        propagation = new Propagation(graph, waiting);
    }

    public int Errors { get; private set; }

    public void Solve()
    {
        foreach (var wish in world)
            graph.Discover(wish.Name);
        graph.LinkReverseDepends();
        foreach (var wish in world)
            propagation.Constrain(wish, from: null);

        while (true)
        {
            while (waiting.NextDirty() is { } name)
                propagation.Reconsider(name);
            if (waiting.NextUndecided() is not { } next)
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

    private void Decide(SolverName name)
    {
        var chosen = default(Provider);
        foreach (var provider in name.Providers)
        {
            var package = provider.Package!;
            if (name.Requirers == 0 && (!package.InstallIfTriggered || !package.TagAllowed))
                continue;
            if (!provider.MayBeChosen)
                continue;
            if (Preference.CompareProviders(text, provider, chosen) > 0)
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
                propagation.Constrain(requirement, choice);
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
        waiting.Leave(name);

        foreach (var other in name.Providers)
        {
            if (other.Package != provider.Package && !(other.IsVirtual && provider.IsVirtual))
                waiting.Disqualify(other.Package!);
        }

        waiting.RecheckDependsOf(name);
        if (provider.Package is { } package)
            waiting.RecheckInstallIfOf(package);
        else
            waiting.RecheckInstallIfOf(name);
    }
}
