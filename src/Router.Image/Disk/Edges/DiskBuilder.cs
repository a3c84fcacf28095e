namespace Router.Image.Disk.Edges;

/// <summary>
/// Makes a disk image that boots by BIOS and by UEFI: boot partition with GRUB, kernel and initramfs, two slots for the root
/// file system of which the first is filled, and a partition for the state. Equal inputs give equal bytes.
/// </summary>
public static class DiskBuilder
{
    private const int Chunk = 1 << 20;

    /// <summary>
    /// Writes <paramref name="output"/>; parts are made in <paramref name="work"/>, an empty folder that the caller removes.
    /// </summary>
    /// <exception cref="DiskException">Something does not fit its place.</exception>
    /// <exception cref="ImageException">A program of the host is missing or failed.</exception>
    public static async Task BuildAsync(DiskPlan plan, string output, string work, CancellationToken stopping)
    {
        var layout = DiskLayout.For(plan);
        CheckFits(plan.RootFileSystem, layout.SlotA, 0, "disk slot");
        CheckFits(plan.Kernel, layout.Boot, new FileInfo(plan.Initramfs).Length, "disk boot");

        var tool = new FixedTimeTool(plan.Time);
        var volumes = new Volumes(tool, plan.Time);
        var grub = new GrubImages(tool, work);
        var core = BiosBoot.Core(await File.ReadAllBytesAsync(await grub.BiosAsync(stopping), stopping), layout.Bios);
        var boot = Path.Combine(work, "boot.img");
        await volumes.FatAsync(boot, layout.Boot.Size, GrubText.BootLabel, await BootTreeAsync(plan, grub, work, stopping), stopping);
        var data = Path.Combine(work, "data.img");
        await volumes.Ext4Async(data, layout.Data.Size, DiskPlan.DataLabel, stopping);

        await using var disk = new FileStream(output, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        disk.SetLength(layout.DiskSize);
        disk.Write(PartitionTable.Start(layout));
        disk.Position = 0;
        disk.Write(BiosBoot.Code(GrubImages.BootSector(), layout.Bios));
        disk.Position = layout.Bios.Start;
        disk.Write(core);
        await CopyAsync(boot, disk, layout.Boot.Start, stopping);
        await CopyAsync(plan.RootFileSystem, disk, layout.SlotA.Start, stopping);
        await CopyAsync(data, disk, layout.Data.Start, stopping);
        var end = PartitionTable.End(layout);
        disk.Position = layout.DiskSize - end.Length;
        disk.Write(end);
        disk.Flush(flushToDisk: true);
    }

    private static void CheckFits(string file, Partition partition, long besides, string setting)
    {
        var needed = new FileInfo(file).Length + besides;
        if (needed > partition.Size)
            throw new DiskException(
                $"{file}: {needed} bytes do not fit partition {partition.Name} of {partition.Size}; make '{setting}' larger in the board's profile");
    }

    private static async Task<string> BootTreeAsync(DiskPlan plan, GrubImages grub, string work, CancellationToken stopping)
    {
        var tree = Path.Combine(work, "boot");
        foreach (var folder in (string[])["EFI/BOOT", "grub", "a"])
            Directory.CreateDirectory(Path.Combine(tree, folder));
        File.Copy(await grub.UefiAsync(stopping), Path.Combine(tree, "EFI/BOOT/BOOTX64.EFI"));
        File.Copy(plan.Kernel, Path.Combine(tree, "a/vmlinuz"));
        File.Copy(plan.Initramfs, Path.Combine(tree, "a/initramfs"));
        await File.WriteAllTextAsync(Path.Combine(tree, "grub/grub.cfg"), GrubText.Config(plan.CommandLine), stopping);
        await File.WriteAllBytesAsync(Path.Combine(tree, "grub/grubenv"), GrubText.Environment(), stopping);
        return tree;
    }

    /// <summary>Leaves out what is zero: the disk file stays sparse.</summary>
    private static async Task CopyAsync(string file, FileStream disk, long at, CancellationToken stopping)
    {
        await using var input = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var buffer = new byte[Chunk];
        for (int length; (length = await input.ReadAtLeastAsync(buffer, Chunk, throwOnEndOfStream: false, stopping)) > 0; at += length)
        {
            if (!buffer.AsSpan(0, length).ContainsAnyExcept((byte)0))
                continue;
            disk.Position = at;
            await disk.WriteAsync(buffer.AsMemory(0, length), stopping);
        }
    }
}
