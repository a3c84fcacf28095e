using Router.Image.Apk.Index;

namespace Router.Image.Apk.Resolving;

/// <summary>
/// Says why a request has no solution, in apk's words: for each package of the failed solution what keeps it out and
/// what wants it, and which names nobody provides.
/// </summary>
internal sealed class Explanation(SolverGraph graph, IReadOnlyList<Requirement> world, IReadOnlyList<Candidate> packages)
{
    private readonly HashSet<Candidate> marked = [.. packages];
    private readonly IndentedText report = new();
    private readonly Catalog catalog = graph.Catalog;

    public string Write()
    {
        graph.RelinkReverseDepends(packages);
        MarkPresent(world);
        ExplainMissing(world);
        foreach (var package in packages)
        {
            ExplainPackage(package);
            ExplainMissing(package.Depends);
        }

        return "unable to select packages:\n"
            + (report.HasContent ? report.ToString() : "Huh? Error reporter did not find the broken constraints.\n");
    }

    private void MarkPresent(IEnumerable<Requirement> requirements)
    {
        foreach (var requirement in requirements)
        {
            if (!requirement.IsConflict)
                Mark(requirement.Name, NameRole.Present);
        }
    }

    private void Mark(SolverName name, NameRole wanted)
    {
        foreach (var (provider, _) in name.Providers)
        {
            var package = provider!;
            if (!marked.Contains(package))
                continue;
            var role = package.ProviderPriority == 0 && wanted != NameRole.VirtualOnly && !IsConcrete(package, name)
                ? NameRole.VirtualOnly
                : wanted;
            if ((package.Role & role) != 0)
                continue;
            package.Role |= role;
            package.Name.Role |= role;
            foreach (var provided in package.Provides)
                provided.Name.Role |= role == NameRole.InstallIf && provided.Dependency.Version.IsEmpty ? NameRole.VirtualOnly : role;

            MarkPresent(package.Depends);
            if (role == NameRole.VirtualOnly)
                continue;
            MarkTriggeredBy(package.Name);
            foreach (var provided in package.Provides)
                MarkTriggeredBy(provided.Name);
        }
    }

    private void MarkTriggeredBy(SolverName name)
    {
        foreach (var package in name.ReverseInstallIf.SelectMany(n => n.Providers).Select(p => p.Package!))
        {
            if (!marked.Contains(package) || package.InstallIf.Length == 0
                || !Array.TrueForAll(
                    package.InstallIf, c => c.IsConflict != ((c.Name.Role & (NameRole.Present | NameRole.InstallIf)) != 0)))
                continue;
            Mark(package.Name, NameRole.InstallIf);
            foreach (var provided in package.Provides)
                Mark(provided.Name, NameRole.InstallIf);
        }
    }

    private static bool IsConcrete(Candidate package, SolverName name) =>
        package.Name == name || Array.Exists(package.Provides, p => p.Name == name && !p.Dependency.Version.IsEmpty);

    private void ExplainMissing(IEnumerable<Requirement> requirements)
    {
        foreach (var (name, dependency) in requirements)
        {
            if (dependency.IsConflict || (name.Role & (NameRole.InstallIf | NameRole.Present | NameRole.Missing)) != 0)
                continue;
            name.Role |= NameRole.Missing;
            ExplainMissing(name);
        }
    }

    private void ExplainMissing(SolverName name)
    {
        if (name.Providers.Length > 0)
        {
            report.Heading($"{Text(name)} (virtual)");
            report.Label("note:");
            foreach (var word in "please select one of the 'provided by' packages explicitly".Split(' '))
                report.Word(word);
            report.End();
            report.Label("provided by:");
            ListProviders(name);
            report.End();
        }
        else
        {
            report.Heading($"{Text(name)} (no such package)");
        }

        report.Label("required by:");
        foreach (var wish in world)
        {
            if (wish.Name == name && !wish.IsConflict)
                report.Word($"world[{Text(wish)}]");
        }

        HashSet<Candidate> told = [];
        foreach (var other in name.ReverseDepends)
        {
            var package = other.Providers.Select(p => p.Package!).FirstOrDefault(p => marked.Contains(p) && !told.Contains(p));
            if (package is null)
                continue;
            told.Add(package);
            var index = Array.FindIndex(package.Depends, d => d.Name == name && !d.IsConflict);
            if (index >= 0)
                report.Word($"{Text(package)}[{Text(package.Depends[index])}]");
        }

        report.End();
    }

    /// <summary>A package's name alone when all of its versions provide it.</summary>
    private void ListProviders(SolverName name)
    {
        var left = name.Providers.CountBy(p => p.Package!.Name).ToDictionary();
        foreach (var package in name.Providers.Select(p => p.Package!))
        {
            if (left[package.Name] == package.Name.Providers.Length)
            {
                report.Word(Text(package.Name));
                left[package.Name] = 0;
            }
            else if (left[package.Name]-- > 0)
            {
                report.Word(Text(package));
            }
        }
    }

    private void ExplainPackage(Candidate package)
    {
        report.Heading(Text(package));
        ExplainPins(package);
        ExplainConflicts(package);
        ExplainDependencies(package, broken: true);
        if (report.HeadingIsOut)
            ExplainDependencies(package, broken: false);
    }

    private void ExplainPins(Candidate package)
    {
        var repositories = catalog.TagRepositories;
        var tag = Enumerable.Range(0, repositories.Count)
            .FirstOrDefault(t => (package.AllowedTags >> t & 1) != 0 && (repositories[t] & package.Repositories) != 0);
        if ((package.Repositories & (repositories[0] | repositories[tag])) != 0)
            return;
        for (var other = 0; other < repositories.Count; other++)
        {
            if ((package.Repositories & repositories[other]) == 0)
                continue;
            report.Label("masked in:");
            report.Word(catalog.Tags[other]);
        }

        report.End();
    }

    private void ExplainConflicts(Candidate package)
    {
        foreach (var (other, _) in package.Name.Providers)
        {
            if (other == package || !marked.Contains(other!))
                continue;
            report.Label("conflicts:");
            report.Word(Text(other!));
        }

        foreach (var provided in package.Provides)
        {
            var self = true;
            var version = provided.Dependency.Version;
            foreach (var provider in provided.Name.Providers)
            {
                if (!marked.Contains(provider.Package!) || (version.IsEmpty && provider.IsVirtual))
                    continue;
                if (self && provider.Package == package && catalog.Text[version].SequenceEqual(catalog.Text[provider.Version]))
                {
                    self = false;
                    continue;
                }

                report.Label("conflicts:");
                report.Word($"{Text(provider.Package!)}[{Text(provided)}]");
            }
        }

        report.End();
    }

    private void ExplainDependencies(Candidate package, bool broken)
    {
        var label = broken ? "breaks:" : "satisfies:";
        foreach (var wish in world)
            Tell("world", wish);

        HashSet<Candidate> told = [];
        foreach (var name in package.Provides.Select(p => p.Name).Prepend(package.Name))
        {
            foreach (var other in name.ReverseDepends.SelectMany(n => n.Providers).Select(p => p.Package!))
            {
                if (!marked.Contains(other) || !told.Add(other))
                    continue;
                foreach (var dependency in other.Depends)
                    Tell(Text(other), dependency);
            }
        }

        report.End();

        void Tell(string who, Requirement requirement)
        {
            if (IsBroken(requirement, package) != broken)
                return;
            report.Label(label);
            report.Word($"{who}[{Text(requirement)}]");
        }
    }

    /// <summary>Null: the dependency does not speak of the package.</summary>
    private bool? IsBroken(Requirement requirement, Candidate package)
    {
        if (requirement.Name == package.Name)
            return !Satisfaction.IsSatisfied(catalog.Text, requirement.Dependency, new Provider(package, package.Version));
        var index = Array.FindIndex(package.Provides, p => p.Name == requirement.Name);
        return index < 0
            ? null
            : !Satisfaction.IsSatisfied(
                catalog.Text, requirement.Dependency, new Provider(package, package.Provides[index].Dependency.Version));
    }

    private string Text(SolverName name) => System.Text.Encoding.UTF8.GetString(catalog.Names[name.Id]);

    private string Text(Candidate package) => $"{Text(package.Name)}-{catalog.Text.String(package.Version)}";

    private string Text(Requirement requirement)
    {
        var dependency = requirement.Dependency;
        var version = dependency.Version.IsEmpty ? "" : dependency.Operator + catalog.Text.String(dependency.Version);
        return (dependency.IsConflict ? "!" : "") + Text(requirement.Name) + version;
    }
}
