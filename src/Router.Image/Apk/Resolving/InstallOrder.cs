using System.Runtime.CompilerServices;
using Router.Image.Apk.Index;

namespace Router.Image.Apk.Resolving;

/// <summary>
/// Puts the chosen packages in the order of installation: dependencies first; what installs itself comes as soon as
/// the last of its conditions is there.
/// </summary>
internal sealed class InstallOrder(CatalogText text, Solver solver)
{
    public List<Candidate> Packages { get; } = [];

    public void Add(Requirement requirement, Candidate? neededBy)
    {
        var (name, dependency) = requirement;
        var package = name.Chosen.Package;
        if (!Satisfaction.IsSatisfied(text, dependency, name.Chosen))
            solver.MarkError(neededBy);
        Add(name);
        if (package is { HasError: true })
            solver.MarkError(neededBy);
    }

    private void Add(SolverName name)
    {
        if (name.InOrder)
            return;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        name.InOrder = true;
        if (name.Chosen.Package is not { InOrder: false } package)
            return;
        package.InOrder = true;
        package.Name.InOrder = true;
        foreach (var provided in package.Provides)
            provided.Name.InOrder = true;

        foreach (var requirement in package.Depends)
            Add(requirement, package);
        Packages.Add(package);

        AddTriggeredBy(package.Name);
        foreach (var provided in package.Provides)
            AddTriggeredBy(provided.Name);
    }

    private void AddTriggeredBy(SolverName name)
    {
        foreach (var other in name.ReverseInstallIf)
        {
            if (!other.Seen || other.InOrder || other.Chosen.Package is not { } package)
                continue;
            if (Array.TrueForAll(package.InstallIf, c => c.Name.InOrder && Satisfaction.IsSatisfied(text, c.Dependency, c.Name.Chosen)))
                Add(other);
        }
    }
}
