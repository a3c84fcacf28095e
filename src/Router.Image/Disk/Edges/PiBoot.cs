using Router.Image.Edges;

namespace Router.Image.Disk.Edges;

/// <summary>A FAT partition, its label, and the folder with what is on it.</summary>
internal sealed record BootVolume(Partition Partition, string Label, string Tree);

/// <summary>What a Raspberry Pi starts from: a partition that names a slot, and the slot's own.</summary>
internal static class PiBoot
{
    /// <summary>Bytes of the files beside kernel and initramfs.</summary>
    public static long SizeOf(DiskPlan plan) => plan.PiFiles is { } folder
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length)
        : 0;

    /// <summary>The second slot's partition stays empty, like its root.</summary>
    /// <exception cref="ImageException">Firmware, device tree or <c>config.txt</c> is missing.</exception>
    public static async Task<IReadOnlyList<BootVolume>> MakeAsync(
        DiskPlan plan, Partition choice, Partition first, string work, CancellationToken stopping)
    {
        if (plan.PiFiles is not { } files)
            throw new ImageException("a Raspberry Pi wants files beside its kernel", "name a folder with them");
        Require(files);
        var chooser = Directory.CreateDirectory(Path.Combine(work, "choice")).FullName;
        await File.WriteAllTextAsync(Path.Combine(chooser, "autoboot.txt"), PiText.Choice, stopping);
        var tree = Path.Combine(work, "first");
        FolderCopy.Copy(files, tree);
        File.Copy(plan.Kernel, Path.Combine(tree, "vmlinuz"));
        File.Copy(plan.Initramfs, Path.Combine(tree, "initramfs"));
        await File.WriteAllTextAsync(Path.Combine(tree, "cmdline.txt"), $"{GrubText.CommandLine("a", plan.CommandLine)}\n", stopping);
        return [new BootVolume(choice, GrubText.BootLabel, chooser), new BootVolume(first, $"{GrubText.BootLabel}A", tree)];
    }

    private static void Require(string folder)
    {
        foreach (var (pattern, how) in PiFiles.Missing([.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file))]))
            throw new ImageException($"nothing for the boot partition of a Raspberry Pi is called {pattern}", how, isInput: true);
    }
}
