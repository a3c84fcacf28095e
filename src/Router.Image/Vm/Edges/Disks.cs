using Router.Image.Edges;

namespace Router.Image.Vm.Edges;

/// <summary>Makes the disks that a machine gets beside its system.</summary>
public static class Disks
{
    /// <summary>The label by which a first boot finds its configuration.</summary>
    public const string SeedLabel = "ROUTERSEED";

    private const int SeedKiB = 2048;

    /// <summary>A small FAT disk with the document and the secrets of a first boot (<c>router.yaml</c>, <c>secrets/NAME</c>).</summary>
    public static Task MakeSeedAsync(
        string file, string document, IReadOnlyDictionary<string, string> secrets, CancellationToken stopping) =>
        MakeSeedAsync(
            file,
            [KeyValuePair.Create("router.yaml", document), .. secrets.Select(s => KeyValuePair.Create($"secrets/{s.Key}", s.Value))],
            SeedKiB,
            stopping);

    /// <summary>The same with other files, in folders of one level (<c>sets/NAME</c>).</summary>
    public static async Task MakeSeedAsync(
        string file, IReadOnlyList<KeyValuePair<string, string>> files, int sizeKiB, CancellationToken stopping)
    {
        File.Delete(file);
        (await Tool.RunAsync(["mkfs.vfat", "-C", "-n", SeedLabel, file, $"{sizeKiB}"], stopping)).OrThrow("mkfs.vfat");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        foreach (var folder in files.Select(f => Path.GetDirectoryName(f.Key)!).Where(folder => folder.Length > 0).Distinct())
            (await Tool.RunAsync(["mmd", "-i", file, $"::{folder}"], stopping)).OrThrow("mmd");
        foreach (var (name, text) in files)
            await CopyAsync(file, name, text, stopping);
    }

    /// <summary>A file that somebody wrote onto a FAT disk; null: it is not there.</summary>
    public static async Task<string?> ReadAsync(string disk, string name, CancellationToken stopping)
    {
        var read = await Tool.RunAsync(["mcopy", "-i", disk, $"::{name}", "-"], stopping);
        return read.ExitCode == 0 ? read.Output : null;
    }

    /// <summary>A raw disk with one empty ext4; it takes room only as it fills.</summary>
    public static async Task MakeDataAsync(string file, int sizeMiB, CancellationToken stopping)
    {
        File.Delete(file);
        (await Tool.RunAsync(["mke2fs", "-q", "-t", "ext4", "-L", "ROUTERDATA", file, $"{sizeMiB}M"], stopping)).OrThrow("mke2fs");
    }

    /// <summary>A raw or qcow2 file, by its first bytes, and whether a boot loader's partition table is in it.</summary>
    public static async Task<(MachineDisk Disk, bool Bootable)> InspectAsync(string file, CancellationToken stopping)
    {
        var head = new byte[520];
        await using (var stream = File.OpenRead(file))
            await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, stopping);
        var qcow2 = head.AsSpan(0, 4).SequenceEqual<byte>([(byte)'Q', (byte)'F', (byte)'I', 0xfb]);
        var partitioned = head.AsSpan(512, 8).SequenceEqual("EFI PART"u8);
        return (new MachineDisk(file, qcow2 ? DiskFormat.Qcow2 : DiskFormat.Raw), partitioned);
    }

    private static async Task CopyAsync(string disk, string name, string text, CancellationToken stopping)
    {
        // By stdin, so that a secret never lies in a file that others may read.
        (await Tool.RunAsync(["mcopy", "-i", disk, "-", $"::{name}"], text, stopping)).OrThrow("mcopy");
    }
}
