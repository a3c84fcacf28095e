using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Router.Image.Apk.Index;

namespace Router.Image.Apk.Resolving;

/// <summary>
/// The part of the catalog that a request can reach, as objects. Lists are in apk's order: providers as they were read,
/// names that point back in the order of apk's table of names (by row; in a row the last met first).
/// </summary>
internal sealed class SolverGraph
{
    private readonly SolverName?[] knownNames;
    private readonly Candidate?[] knownCandidates;
    private readonly List<SolverName> seen = [];

    private readonly Dictionary<int, List<int>> reverseInstallIf = [];

    public SolverGraph(Catalog catalog)
    {
        Catalog = catalog;
        knownNames = new SolverName?[catalog.Names.Count];
        knownCandidates = new Candidate?[catalog.PackageCount];
        IndexInstallIf();
    }

    public Catalog Catalog { get; }

    public SolverName Name(int id) => knownNames[id] ??= new SolverName(this, id);

    public Provider[] ProvidersOf(int name)
    {
        var count = 0;
        for (var next = Catalog.FirstProvider(name); next >= 0; next = Catalog.Provider(next).Next)
            count++;
        var providers = new Provider[count];
        count = 0;
        for (var next = Catalog.FirstProvider(name); next >= 0; next = Catalog.Provider(next).Next)
            providers[count++] = new Provider(Candidate(Catalog.Provider(next).Package), Catalog.Provider(next).Version);
        return providers;
    }

    public SolverName[] ReverseInstallIfOf(int name) =>
        reverseInstallIf.TryGetValue(name, out var names) ? [.. names.Select(Name)] : [];

    /// <summary>Marks all that <paramref name="name"/> can lead to: dependencies, and what installs itself beside a provider.</summary>
    public void Discover(SolverName name)
    {
        if (name.Seen)
            return;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        name.Seen = name.NeverInstallIf = true;
        seen.Add(name);
        foreach (var (package, _) in name.Providers)
        {
            if (!package!.Seen)
                Discover(package);
            name.NeverInstallIf &= package.InstallIfFailed;
            name.DependencyDepth = Math.Max(name.DependencyDepth, package.DependencyDepth);
        }

        foreach (var (package, _) in name.Providers)
        {
            foreach (var other in package!.Name.ReverseInstallIf)
                Discover(other);
            foreach (var provided in package.Provides)
            {
                if (provided.Name.Seen)
                    continue;
                foreach (var other in provided.Name.ReverseInstallIf)
                    Discover(other);
            }
        }
    }

    /// <summary>Links the discovered names backwards along dependencies.</summary>
    public void LinkReverseDepends()
    {
        seen.Sort((a, b) => CompareRows(a.Id, b.Id));
        foreach (var name in seen)
            LinkReverseDepends(name);
    }

    /// <summary>The names of which a package of <paramref name="packages"/> is a provider, linked as if all names took part.</summary>
    public void RelinkReverseDepends(IEnumerable<Candidate> packages)
    {
        var names = new HashSet<SolverName>();
        foreach (var package in packages)
        {
            names.Add(package.Name);
            names.UnionWith(package.Provides.Select(p => p.Name));
        }

        List<SolverName> sorted = [.. names];
        sorted.Sort((a, b) => CompareRows(a.Id, b.Id));
        foreach (var dependency in sorted.SelectMany(n => n.Providers).SelectMany(p => p.Package!.Depends))
            dependency.Name.ReverseDepends.Clear();
        foreach (var name in sorted)
            LinkReverseDepends(name);
    }

    private static void LinkReverseDepends(SolverName name)
    {
        var others = 0;
        foreach (var (package, _) in name.Providers)
        {
            others += package!.Name == name ? 0 : 1;
            foreach (var dependency in package.Depends)
            {
                var list = dependency.Name.ReverseDepends;
                if (list.Count == 0 || list[^1] != name)
                    list.Add(name);
            }
        }

        name.Priority = others == 0 ? 0 : others < name.Providers.Length ? 1 : 2;
    }

    private void Discover(Candidate package)
    {
        package.Seen = true;
        package.AllowedTags = 1;
        package.IsSelectable = package.Repositories != 0;
        package.InstallIfFailed = package.InstallIf.Length == 0;
        package.TagPreferred = package.IsEmpty || (package.Repositories & Catalog.TagRepositories[0]) != 0;
        package.TagAllowed = package.TagPreferred;
        foreach (var dependency in package.Depends)
        {
            Discover(dependency.Name);
            package.DependencyDepth = Math.Max(package.DependencyDepth, dependency.Name.DependencyDepth + 1);
        }
    }

    private Candidate Candidate(int id)
    {
        if (knownCandidates[id] is { } known)
            return known;
        ref readonly var record = ref Catalog.Package(id);
        return knownCandidates[id] = new Candidate(id, Name(record.Name), record.Version, record.Checksum)
        {
            Repositories = record.Repositories,
            ProviderPriority = record.ProviderPriority,
            IsEmpty = record.InstalledSize == 0,
            Depends = Requirements(record.Depends),
            Provides = Requirements(record.Provides),
            InstallIf = Requirements(record.InstallIf),
        };
    }

    private Requirement[] Requirements(Slice slice)
    {
        if (slice.Count == 0)
            return [];
        var dependencies = Catalog.Dependencies(slice);
        var requirements = new Requirement[dependencies.Length];
        for (var i = 0; i < requirements.Length; i++)
            requirements[i] = new Requirement(Name(dependencies[i].Name), dependencies[i]);
        return requirements;
    }

    private void IndexInstallIf()
    {
        var touched = new bool[Catalog.Names.Count];
        List<int> names = [];
        for (var id = 0; id < Catalog.PackageCount; id++)
        {
            ref readonly var package = ref Catalog.Package(id);
            if (package.InstallIf.Count == 0)
                continue;
            Touch(package.Name);
            foreach (ref readonly var provided in Catalog.Dependencies(package.Provides))
                Touch(provided.Name);
        }

        names.Sort(CompareRows);
        foreach (var name in names)
        {
            for (var next = Catalog.FirstProvider(name); next >= 0; next = Catalog.Provider(next).Next)
            {
                foreach (ref readonly var condition in Catalog.Dependencies(Catalog.Package(Catalog.Provider(next).Package).InstallIf))
                {
                    ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(reverseInstallIf, condition.Name, out _);
                    list ??= [];
                    if (list.Count == 0 || list[^1] != name)
                        list.Add(name);
                }
            }
        }

        void Touch(int name)
        {
            if (!touched[name])
                names.Add(name);
            touched[name] = true;
        }
    }

    private int CompareRows(int a, int b) =>
        Catalog.Names.Bucket(a).CompareTo(Catalog.Names.Bucket(b)) is var row && row != 0 ? row : b.CompareTo(a);
}
