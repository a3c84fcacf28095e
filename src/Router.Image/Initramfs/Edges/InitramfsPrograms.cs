using Router.Image.Audit.Elf;
using Router.Image.Root.Edges;

namespace Router.Image.Initramfs.Edges;

/// <summary>What the initramfs's script calls: a static BusyBox, <c>dmsetup</c> with its libraries, and scripts of the device.</summary>
internal static class InitramfsPrograms
{
    /// <summary>Where the loaders of glibc and musl look for libraries without being told.</summary>
    private static readonly string[] LibraryFolders =
    [
        "/lib", "/usr/lib", "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu",
    ];

    /// <summary>Scripts that the running system has too, below <c>firmware/machine/usr/libexec/router</c>.</summary>
    public static readonly IReadOnlyList<string> Shared = ["find-disk", "boot-env"];

    /// <param name="tree">The packages of the initramfs, installed.</param>
    /// <param name="busybox">The file of a static one.</param>
    /// <param name="firmware">The repository's folder of that name.</param>
    /// <returns>By their paths, without the slash in front.</returns>
    /// <exception cref="ImageException">A program or a library is in no package.</exception>
    public static IReadOnlyDictionary<string, byte[]> Of(RootTree tree, string busybox, string firmware)
    {
        var programs = new Dictionary<string, byte[]>
        {
            ["bin/busybox"] = File.ReadAllBytes(busybox),
            ["init"] = File.ReadAllBytes(Path.Combine(firmware, "initramfs", "init")),
        };
        foreach (var script in Shared)
            programs[script] = File.ReadAllBytes(Path.Combine(firmware, "machine/usr/libexec/router", script));
        AddWithLibraries(tree, "/sbin/dmsetup", programs);
        return programs;
    }

    private static void AddWithLibraries(RootTree tree, string path, Dictionary<string, byte[]> programs)
    {
        var content = Read(tree, path) ?? throw Missing(path);
        programs[path.TrimStart('/')] = content;
        var needs = ElfNeeds.Of(content);
        if (needs.Loader is { } loader)
            programs[loader.TrimStart('/')] = Read(tree, loader) ?? throw Missing(loader);
        foreach (var library in needs.Libraries)
        {
            var place = LibraryFolders.Select(folder => $"{folder}/{library}").FirstOrDefault(file => Read(tree, file) is not null)
                ?? throw Missing(library);
            // The C library names the loader, which is there by another path.
            if (!programs.Keys.Any(path => Path.GetFileName(path) == library))
                AddWithLibraries(tree, place, programs);
        }
    }

    /// <summary>The file that a path leads to, by links too.</summary>
    private static byte[]? Read(RootTree tree, string path)
    {
        for (var hop = 0; hop < 8 && tree.Target(path) is { } target; hop++)
            path = target.StartsWith('/') ? target : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, target));
        return File.Exists(tree.Map(path)) ? File.ReadAllBytes(tree.Map(path)) : null;
    }

    private static ImageException Missing(string what) =>
        new($"no package of the initramfs has {what}", "name a repository that has device-mapper and what it is linked with");
}
