using Router.Bundles.Format;
using Router.Core.Verity;
using Router.Image.SecureBoot;

namespace Router.Image.Disk.Edges;

/// <summary>
/// Makes a disk image that boots by BIOS, by UEFI or both, or on a Raspberry Pi: boot partition with GRUB, kernel and initramfs, two
/// slots for the root file system of which the first is filled, and a partition for the state. Equal inputs give equal bytes.
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
        var root = VerityTree.Padded(new FileInfo(plan.RootFileSystem).Length);
        CheckFits(plan.RootFileSystem, layout.SlotA, root - new FileInfo(plan.RootFileSystem).Length + plan.HashTree.Length, "disk slot");
        if (plan.Signed is { } signed)
            CheckFits(signed.Program, layout.Boot, 0, "disk boot");
        else
            CheckFits(plan.Kernel, layout.Pi?.A ?? layout.Boot, new FileInfo(plan.Initramfs).Length + PiBoot.SizeOf(plan), "disk boot");

        var tool = new FixedTimeTool(plan.Time);
        var volumes = new Volumes(tool, plan.Time);
        var grub = new GrubImages(tool, plan.GrubModules, work);
        var bios = layout.Bios is { } place ? await BiosAsync(grub, place, stopping) : [];
        IReadOnlyList<BootVolume> boots = layout.Pi is { } pi
            ? await PiBoot.MakeAsync(plan, layout.Boot, pi.A, work, stopping)
            : [new BootVolume(layout.Boot, GrubText.BootLabel, await BootTreeAsync(plan, grub, work, stopping))];
        foreach (var boot in boots)
            await volumes.FatAsync(FileOf(boot), boot.Partition.Size, boot.Label, boot.Tree, stopping);
        var data = Path.Combine(work, "data.img");
        await volumes.Ext4Async(data, layout.Data.Size, DiskPlan.DataLabel, stopping);

        await using var disk = new FileStream(output, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        disk.SetLength(layout.DiskSize);
        disk.Write(PartitionTable.Start(layout));
        foreach (var (at, bytes) in bios)
        {
            disk.Position = at;
            disk.Write(bytes);
        }
        foreach (var boot in boots)
            await CopyAsync(FileOf(boot), disk, boot.Partition.Start, stopping);
        await CopyAsync(plan.RootFileSystem, disk, layout.SlotA.Start, stopping);
        disk.Position = layout.SlotA.Start + root;
        await disk.WriteAsync(plan.HashTree, stopping);
        await CopyAsync(data, disk, layout.Data.Start, stopping);
        foreach (var at in RescueArea.Marks(layout.Rescue))
        {
            disk.Position = at;
            disk.Write(RescueArea.Nothing);
        }
        var end = PartitionTable.End(layout);
        disk.Position = layout.DiskSize - end.Length;
        disk.Write(end);
        disk.Flush(flushToDisk: true);

        string FileOf(BootVolume boot) => Path.Combine(work, $"{boot.Partition.Name}.img");
    }

    /// <summary>What BIOS starts, and where on the disk it lies.</summary>
    private static async Task<IReadOnlyList<(long At, byte[] Bytes)>> BiosAsync(
        GrubImages grub, Partition place, CancellationToken stopping) =>
        [
            (0, BiosBoot.Code(grub.BootSector(), place)),
            (place.Start, BiosBoot.Core(await File.ReadAllBytesAsync(await grub.BiosAsync(stopping), stopping), place)),
        ];

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
        foreach (var folder in (string[])["grub", "a"])
            Directory.CreateDirectory(Path.Combine(tree, folder));
        if (plan.HasUefi)
        {
            var programs = Directory.CreateDirectory(Path.Combine(tree, "EFI/BOOT")).FullName;
            File.Copy(await UefiAsync(plan, grub, stopping), Path.Combine(programs, plan.Architecture.EfiProgram));
        }
        if (plan.Signed is { } signed)
        {
            File.Copy(signed.Program, Path.Combine(tree, "a", UnifiedKernel.FileName));
        }
        else
        {
            File.Copy(plan.Kernel, Path.Combine(tree, "a/vmlinuz"));
            File.Copy(plan.Initramfs, Path.Combine(tree, "a/initramfs"));
            await File.WriteAllTextAsync(Path.Combine(tree, "grub/grub.cfg"), GrubText.Config(plan), stopping);
        }
        await File.WriteAllTextAsync(Path.Combine(tree, "a", BootEntry.FileName), BootEntry.Of(plan.CommandLine), stopping);
        await File.WriteAllBytesAsync(Path.Combine(tree, "grub/grubenv"), GrubText.Environment(), stopping);
        return tree;
    }

    /// <summary>GRUB for UEFI, signed where the firmware asks for that; its path.</summary>
    private static async Task<string> UefiAsync(DiskPlan plan, GrubImages grub, CancellationToken stopping)
    {
        if (plan.Signed is not { } signed)
            return await grub.UefiAsync(plan.Architecture, stopping);
        var program = await grub.SecureUefiAsync(plan.Architecture, GrubText.Config(plan), stopping);
        await File.WriteAllBytesAsync(
            program, Authenticode.Sign(await File.ReadAllBytesAsync(program, stopping), "GRUB", signed.Key), stopping);
        return program;
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
