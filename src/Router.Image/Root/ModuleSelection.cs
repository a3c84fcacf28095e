namespace Router.Image.Root;

/// <summary>
/// Kernel modules by name and path, with what they need, from the text of <c>modules.dep</c>. Names compare with <c>-</c> as
/// <c>_</c>, as the kernel has it.
/// </summary>
internal sealed class ModuleSelection
{
    private const string Folder = "kernel/";

    private readonly Dictionary<string, (string Path, string[] Needs)> byName = [];
    private readonly HashSet<string> builtIn = [];

    private ModuleSelection()
    {
    }

    /// <param name="modulesDep">The text of <c>modules.dep</c>.</param>
    /// <param name="modulesBuiltin">Of <c>modules.builtin</c>: the modules that the kernel has in itself, a path a line.</param>
    public static ModuleSelection Parse(string modulesDep, string modulesBuiltin = "")
    {
        var selection = new ModuleSelection();
        foreach (var line in modulesDep.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var path = line[..colon];
            selection.byName[Name(path)] = (path, line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        selection.builtIn.UnionWith(modulesBuiltin.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(WithoutSuffix));
        return selection;
    }

    /// <summary>
    /// Paths of the modules and all that they need, each before those that need it. A name that is built in, or unknown, gives none.
    /// </summary>
    public IReadOnlyList<string> LoadOrder(IEnumerable<string> names)
    {
        var order = new List<string>();
        foreach (var name in names)
            Add(Name(name), order);
        return order;
    }

    /// <summary>
    /// As above, of what <paramref name="wanted"/> names below <c>kernel/</c>: single modules, or all of a folder (a slash at the end).
    /// </summary>
    public IReadOnlyList<string> Select(IEnumerable<string> wanted) => LoadOrder(wanted.SelectMany(Matching));

    /// <summary>Whether the kernel has it, in itself or as a module; of a folder, anything below it.</summary>
    public bool Has(string wanted) =>
        Matching(wanted).Any()
        || (wanted.EndsWith('/')
            ? builtIn.Any(path => path.StartsWith(Folder + wanted, StringComparison.Ordinal))
            : builtIn.Contains(Folder + wanted));

    private IEnumerable<string> Matching(string wanted) => wanted.EndsWith('/')
        ? byName.Where(m => m.Value.Path.StartsWith(Folder + wanted, StringComparison.Ordinal)).Select(m => m.Key)
        : byName.TryGetValue(Name(wanted), out var module) && WithoutSuffix(module.Path) == Folder + wanted ? [Name(wanted)] : [];

    /// <summary><c>kernel/net/llc/llc2.ko.gz</c> is <c>llc2</c>.</summary>
    private static string Name(string path) => Path.GetFileName(WithoutSuffix(path)).Replace('-', '_');

    private static string WithoutSuffix(string path) => path.IndexOf(".ko", StringComparison.Ordinal) is var at and > 0 ? path[..at] : path;

    private void Add(string name, List<string> order)
    {
        if (!byName.TryGetValue(name, out var module) || order.Contains(module.Path))
            return;
        foreach (var needed in module.Needs)
            Add(Name(needed), order);
        order.Add(module.Path);
    }
}
