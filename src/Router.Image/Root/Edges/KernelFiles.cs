using Router.Image.Edges;

namespace Router.Image.Root.Edges;

/// <summary>The kernel that the packages brought: its image, and of its modules those that an image keeps.</summary>
internal static class KernelFiles
{
    private static readonly string[] NotForBoot = ["vmlinuz", "initramfs", "config-", "System.map"];

    /// <summary>
    /// Takes the kernel image out of the tree, prunes the modules and indexes the rest. Returns the kernel's version and the modules of
    /// the initramfs.
    /// </summary>
    /// <param name="tree">The packages' files.</param>
    /// <param name="wanted">Modules.</param>
    /// <param name="vmlinuz">Where the kernel image goes.</param>
    /// <param name="bootFiles">A folder for what else the packages have in <c>/boot</c>; null: nobody wants it.</param>
    /// <param name="progress">Is told of modules that a kernel lacks.</param>
    /// <param name="stopping">Ends the work.</param>
    /// <exception cref="ImageException">No package brought a kernel, or the kernel lacks a module that the board names.</exception>
    public static async Task<(string Version, InitramfsModules Initramfs)> TakeAsync(
        RootTree tree, WantedModules wanted, string vmlinuz, string? bootFiles, IProgressSink progress, CancellationToken stopping)
    {
        var modules = tree.Map("/lib/modules");
        var version = Directory.Exists(modules) ? Path.GetFileName(Directory.GetDirectories(modules).SingleOrDefault()) : null;
        var image = Directory.Exists(tree.Map("/boot")) ? Directory.GetFiles(tree.Map("/boot"), "vmlinuz*").SingleOrDefault() : null;
        if (version is null || image is null)
            throw new ImageException(
                "no kernel among the board's packages, or more than one", "name one kernel package in board.yaml", isInput: true);
        File.Copy(image, vmlinuz, overwrite: true);
        if (bootFiles is not null)
            TakeBootFiles(tree.Map("/boot"), bootFiles);
        tree.Delete("/boot");
        tree.MakeFolder("/boot");
        await IndexAsync(tree, version, stopping);
        var folder = Path.Combine(modules, version);
        var kernel = Read(folder);
        Require(kernel, version, wanted, progress);
        Prune(folder, kernel.Select(wanted.Lines.Select(line => line.Path)).ToHashSet());
        await IndexAsync(tree, version, stopping);
        return (version, new InitramfsModules(Of(line => line.IsEarly), Of(line => line.IsLater)));

        IReadOnlyList<string> Of(Func<ModuleLine, bool> isIt) => kernel.Select(wanted.Lines.Where(isIt).Select(line => line.Path));
    }

    /// <summary>The modules of a folder that depmod has indexed.</summary>
    public static ModuleSelection Read(string folder)
    {
        var builtIn = Path.Combine(folder, "modules.builtin");
        return ModuleSelection.Parse(
            File.ReadAllText(Path.Combine(folder, "modules.dep")), File.Exists(builtIn) ? File.ReadAllText(builtIn) : "");
    }

    /// <summary>All but the kernel and what describes it; device trees, wherever they lie, beside each other.</summary>
    internal static void TakeBootFiles(string boot, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(boot, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetFileName(file);
            if (NotForBoot.Any(start => name.StartsWith(start, StringComparison.Ordinal)))
                continue;
            var copy = Path.Combine(folder, name.EndsWith(".dtb", StringComparison.Ordinal) ? name : Path.GetRelativePath(boot, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    /// <summary>The board knows its hardware; what every image keeps may be in one kernel and not in the other.</summary>
    private static void Require(ModuleSelection kernel, string version, WantedModules wanted, IProgressSink progress)
    {
        foreach (var problem in MissingModules.Of(wanted.Every, kernel, version))
            progress.Say($"warning: {problem.ToString(wanted.Every.File)}");
        var problems = wanted.Board
            .SelectMany(list => MissingModules.Of(list, kernel, version).Select(problem => problem.ToString(list.File)))
            .ToList();
        if (problems.Count > 0)
            throw new ImageException(string.Join('\n', problems), "'routerctl board check' shows them again", isInput: true);
    }

    private static Task<string> IndexAsync(RootTree tree, string version, CancellationToken stopping) =>
        Tool.OutputAsync(["depmod", "-b", Path.GetDirectoryName(Path.GetDirectoryName(tree.Map("/lib/modules")))!, version], stopping);

    private static void Prune(string folder, HashSet<string> kept)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "kernel"), "*", SearchOption.AllDirectories))
        {
            if (!kept.Contains(Path.GetRelativePath(folder, file)))
                File.Delete(file);
        }
        foreach (var empty in Directory.GetDirectories(folder, "*", SearchOption.AllDirectories).OrderByDescending(d => d.Length))
        {
            if (!Directory.EnumerateFileSystemEntries(empty).Any())
                Directory.Delete(empty);
        }
    }
}
