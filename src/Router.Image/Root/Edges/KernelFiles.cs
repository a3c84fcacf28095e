using Router.Image.Edges;

namespace Router.Image.Root.Edges;

/// <summary>The kernel that the packages brought: its image, and of its modules those that an image keeps.</summary>
internal static class KernelFiles
{
    /// <summary>Takes the kernel image out of the tree, prunes the modules and indexes the rest. Returns the kernel's version.</summary>
    /// <exception cref="ImageException">No package brought a kernel.</exception>
    public static async Task<string> TakeAsync(RootTree tree, string wantedModules, string vmlinuz, CancellationToken stopping)
    {
        var modules = tree.Map("/lib/modules");
        var version = Directory.Exists(modules) ? Path.GetFileName(Directory.GetDirectories(modules).SingleOrDefault()) : null;
        var image = Directory.Exists(tree.Map("/boot")) ? Directory.GetFiles(tree.Map("/boot"), "vmlinuz*").SingleOrDefault() : null;
        if (version is null || image is null)
            throw new ImageException(
                "no kernel among the board's packages, or more than one", "name one kernel package in board.yaml", isInput: true);
        File.Copy(image, vmlinuz, overwrite: true);
        tree.Delete("/boot");
        tree.MakeFolder("/boot");
        await IndexAsync(tree, version, stopping);
        Prune(Path.Combine(modules, version), wantedModules);
        await IndexAsync(tree, version, stopping);
        return version;
    }

    private static Task<string> IndexAsync(RootTree tree, string version, CancellationToken stopping) =>
        Tool.OutputAsync(["depmod", "-b", Path.GetDirectoryName(Path.GetDirectoryName(tree.Map("/lib/modules")))!, version], stopping);

    private static void Prune(string folder, string wantedModules)
    {
        var wanted = wantedModules.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .ToList();
        var kept = ModuleSelection.Parse(File.ReadAllText(Path.Combine(folder, "modules.dep"))).Select(wanted);
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
