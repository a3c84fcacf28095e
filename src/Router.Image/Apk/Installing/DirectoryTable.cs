using Router.Image.Apk.Index;

namespace Router.Image.Apk.Installing;

/// <summary>A directory of the root tree and what the packages that share it want of it.</summary>
internal sealed class TreeDirectory(string path, int order)
{
    private bool reset;

    /// <summary>Empty: the root itself.</summary>
    public string Path { get; } = path;

    public string RootedPath => "/" + Path;

    /// <summary>The place in which apk walks its table of directories: by row, in a row the latest first.</summary>
    public (uint Row, int Latest) Order { get; } = (NameHash.Of(System.Text.Encoding.UTF8.GetBytes(path)) % NameHash.Buckets, -order);

    /// <summary>Below /etc, files that people changed are kept.</summary>
    public bool IsProtected => Path == "etc" || Path.StartsWith("etc/", StringComparison.Ordinal);

    public bool IsCreated { get; set; }

    /// <summary>A package made it (or found it as packages want it), so owner and mode follow the packages.</summary>
    public bool FollowsPackages { get; set; }

    public uint User { get; private set; } = uint.MaxValue;

    public uint Group { get; private set; } = uint.MaxValue;

    public int Mode { get; private set; }

    /// <summary>The lowest owner wins; among wishes for the same owner only bits that all of them have stay.</summary>
    public void Apply(Access access)
    {
        if (access.User < User || (access.User == User && access.Group < Group))
            (User, Group, Mode) = (access.User, access.Group, access.Mode);
        else if (access.User == User && access.Group == Group)
            Mode &= access.Mode;
    }

    /// <summary>Applies a wish in the final count, forgetting what was applied before it.</summary>
    public void ApplyFinally(Access access)
    {
        if (!reset)
            (User, Group, Mode) = (uint.MaxValue, uint.MaxValue, 0);
        reset = true;
        Apply(access);
    }
}

/// <summary>The directories of the root tree, parents included.</summary>
internal sealed class DirectoryTable
{
    private readonly Dictionary<string, TreeDirectory> directories = [];

    /// <summary>In apk's order.</summary>
    public IEnumerable<TreeDirectory> InOrder => directories.Values.OrderBy(d => d.Order);

    public TreeDirectory Get(string path)
    {
        if (directories.TryGetValue(path, out var known))
            return known;
        var directory = directories[path] = new TreeDirectory(path, directories.Count);
        if (path.Length > 0)
            Get(Parent(path));
        return directory;
    }

    public static string Parent(string path) => path.LastIndexOf('/') is var slash && slash < 0 ? "" : path[..slash];
}
