namespace Router.Image.Apk.Index;

/// <summary>A package as the solver and the reader of indexes know it: numbers and ranges of the catalog's text.</summary>
internal struct PackageRecord
{
    public int Name;
    public TextRange Version;
    public TextRange Checksum;

    /// <summary>What the index says of it: lines of text; empty where the index is an ADB block.</summary>
    public TextRange Block;

    /// <summary>Where the index is an ADB block: the word of the package's object.</summary>
    public uint Entry;
    public long InstalledSize;
    public long Size;
    public uint ProviderPriority;
    public Slice Depends;
    public Slice Provides;
    public Slice InstallIf;

    /// <summary>Bit i: the repository i (counted from 1) has it.</summary>
    public uint Repositories;
}

/// <summary>One answer to a name: a package, with the version under which it provides the name (empty: none).</summary>
internal readonly record struct ProviderRecord(int Package, TextRange Version, int Next);

/// <summary>The packages of all repositories, and who provides which name, in the order in which they were read.</summary>
internal sealed class Catalog
{
    public const int MaxRepositories = 31;

    private readonly Dictionary<UInt128, int> byChecksum = new(1 << 15);
    private readonly List<string> tags = [""];
    private (int First, int Last)[] providersOf = new (int, int)[1 << 17];
    private PooledList<ProviderRecord> providers = new(1 << 18);
    private PooledList<PackageRecord> packages = new(1 << 15);
    private PooledList<Dependency> dependencies = new(1 << 19);

    public Catalog() => Names = new NameTable(Text);

    public CatalogText Text { get; } = new();

    public NameTable Names { get; }

    public int PackageCount => packages.Count;

    /// <summary>Repository bits by tag; of tag 0 those that need no tag.</summary>
    public List<uint> TagRepositories { get; } = [0];

    public IReadOnlyList<string> Tags => tags;

    public ref readonly PackageRecord Package(int id) => ref packages[id];

    public ReadOnlySpan<Dependency> Dependencies(Slice slice) => dependencies[slice];

    public ref PooledList<Dependency> DependencyPool => ref dependencies;

    /// <summary>The number of a tag, <c>@</c> included; tags are made when first met.</summary>
    public int Tag(ReadOnlySpan<byte> tag)
    {
        var text = System.Text.Encoding.UTF8.GetString(tag);
        var index = tags.IndexOf(text);
        if (index < 0)
        {
            index = tags.Count;
            tags.Add(text);
            TagRepositories.Add(0);
        }

        return index;
    }

    /// <summary>Adds a package, or, when one of the same checksum is known, just notes where else it is.</summary>
    public void Add(in PackageRecord package, UInt128 checksum)
    {
        if (!byChecksum.TryAdd(checksum, packages.Count))
        {
            packages[byChecksum[checksum]].Repositories |= package.Repositories;
            return;
        }

        var id = packages.Count;
        packages.Add(package);
        AddProvider(package.Name, id, package.Version);
        foreach (ref readonly var provided in dependencies[package.Provides])
            AddProvider(provided.Name, id, provided.Version);
    }

    /// <summary>Walks the providers of a name, first read first; start with <c>next = FirstProvider(name)</c>, -1 ends.</summary>
    public ProviderRecord Provider(int next) => providers[next];

    public int FirstProvider(int name) => name < providersOf.Length ? providersOf[name].First - 1 : -1;

    private void AddProvider(int name, int package, TextRange version)
    {
        if (name >= providersOf.Length)
            Array.Resize(ref providersOf, Math.Max(name + 1, providersOf.Length * 2));
        var added = providers.Count;
        providers.Add(new ProviderRecord(package, version, -1));
        ref var list = ref providersOf[name];
        if (list.First == 0)
            list.First = added + 1;
        else
            providers[list.Last - 1] = providers[list.Last - 1] with { Next = added };
        list.Last = added + 1;
    }
}
