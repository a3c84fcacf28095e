namespace Router.Image.Root;

/// <summary>
/// Kernel modules by name and path, with what they need, from the text of <c>modules.dep</c>. Names compare with <c>-</c> as
/// <c>_</c>, as the kernel has it.
/// </summary>
internal sealed class ModuleSelection
{
    private readonly Dictionary<string, (string Path, string[] Needs)> byName = [];

    private ModuleSelection()
    {
    }

    public static ModuleSelection Parse(string modulesDep)
    {
        var selection = new ModuleSelection();
        foreach (var line in modulesDep.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var path = line[..colon];
            selection.byName[Name(path)] = (path, line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
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

    /// <summary>Paths of the modules that <paramref name="wanted"/> names (folders end with a slash), with what they need.</summary>
    public IReadOnlySet<string> Select(IReadOnlyCollection<string> wanted)
    {
        var folders = wanted.Where(w => w.EndsWith('/')).Select(w => "kernel/" + w).ToList();
        var single = wanted.Where(w => !w.EndsWith('/')).ToHashSet();
        var names = byName
            .Where(m => folders.Any(f => m.Value.Path.StartsWith(f, StringComparison.Ordinal))
                || single.Contains(WithoutSuffix(m.Value.Path)["kernel/".Length..]))
            .Select(m => m.Key);
        return LoadOrder(names).ToHashSet();
    }

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
