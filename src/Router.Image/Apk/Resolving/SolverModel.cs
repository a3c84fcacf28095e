using Router.Image.Apk.Index;

namespace Router.Image.Apk.Resolving;

/// <summary>A dependency with the name it speaks of.</summary>
internal readonly record struct Requirement(SolverName Name, Dependency Dependency)
{
    public bool IsConflict => Dependency.IsConflict;
}

/// <summary>A package that answers to a name, with the version under which it does (empty: without one). No package: nobody does.</summary>
internal readonly record struct Provider(Candidate? Package, TextRange Version)
{
    public bool IsVirtual => Version.IsEmpty;

    /// <summary>
    /// False: nobody asked for this package by its own name, it provides this one without a version, and it does not say by a priority
    /// that it may stand in for another.
    /// </summary>
    public bool MayBeChosen => !IsVirtual || Package!.Name.Requirers > 0 || Package.ProviderPriority > 0;
}

/// <summary>A name and what the solver knows of it.</summary>
internal sealed class SolverName(SolverGraph graph, int id)
{
    private Provider[]? providers;
    private SolverName[]? reverseInstallIf;

    public int Id { get; } = id;

    public Provider[] Providers => providers ??= graph.ProvidersOf(Id);

    /// <summary>Names with a provider that depends on this one; only those that take part.</summary>
    public List<SolverName> ReverseDepends { get; } = [];

    /// <summary>Names with a provider that has this one in its install_if.</summary>
    public SolverName[] ReverseInstallIf => reverseInstallIf ??= graph.ReverseInstallIfOf(Id);

    public bool IsRequested { get; set; }

    /// <summary>0: only packages of this name provide it, 1: others too, 2: only others.</summary>
    public int Priority { get; set; }

    public bool Seen { get; set; }

    public int DependencyDepth { get; set; }

    /// <summary>How many chosen or certain packages (or the request) need it.</summary>
    public int Requirers { get; set; }

    public bool IsLocked { get; set; }

    public Provider Chosen { get; set; }

    public bool HasOptions { get; set; }

    public bool HasTriggeredInstallIf { get; set; }

    /// <summary>
    /// One of its providers may be taken without being asked for. A name that has none waits: what else is chosen may yet ask.
    /// </summary>
    public bool CanBeChosen { get; set; }

    public bool NeverInstallIf { get; set; }

    public bool RecheckDepends { get; set; }

    public bool RecheckInstallIf { get; set; }

    public bool ReverseDependsDone { get; set; }

    public bool IsDirty { get; set; }

    public LinkedListNode<SolverName>? Unresolved { get; set; }

    /// <summary>
    /// Counts through the options of the name under consideration: equal to their number, all of them depend on this name.
    /// </summary>
    public int CommonDepends { get; set; }

    /// <summary>The same for what all options provide.</summary>
    public int CommonProvides { get; set; }

    public bool HasVirtualProvides { get; set; }

    public bool InOrder { get; set; }

    /// <summary>For the explanation of a failure only.</summary>
    public NameRole Role { get; set; }
}

/// <summary>What a name is in a failed solution.</summary>
[Flags]
internal enum NameRole
{
    None = 0,
    Present = 1,
    Missing = 2,
    VirtualOnly = 4,
    InstallIf = 8,
}

/// <summary>A package and what the solver knows of it.</summary>
internal sealed class Candidate(int package, SolverName name, TextRange version, TextRange checksum)
{
    public int Package { get; } = package;

    public SolverName Name { get; } = name;

    public TextRange Version { get; } = version;

    public TextRange Checksum { get; } = checksum;

    public uint Repositories { get; init; }

    public uint ProviderPriority { get; init; }

    /// <summary>Packages without content are made of nothing but dependencies; no pin keeps them out.</summary>
    public bool IsEmpty { get; init; }

    public Requirement[] Depends { get; init; } = [];

    public Requirement[] Provides { get; init; } = [];

    public Requirement[] InstallIf { get; init; } = [];

    public bool Seen { get; set; }

    public int DependencyDepth { get; set; }

    public bool IsSelectable { get; set; }

    public bool TagAllowed { get; set; }

    public bool TagPreferred { get; set; }

    /// <summary>Tags (bits) of the pins that reach this package.</summary>
    public uint AllowedTags { get; set; }

    /// <summary>Constraints that rule it out.</summary>
    public int Conflicts { get; set; }

    public bool InstallIfTriggered { get; set; }

    public bool InstallIfFailed { get; set; }

    public bool IsOption { get; set; }

    public bool WasOption { get; set; }

    public bool HasError { get; set; }

    public bool InOrder { get; set; }

    /// <summary>For the explanation of a failure only.</summary>
    public NameRole Role { get; set; }
}
