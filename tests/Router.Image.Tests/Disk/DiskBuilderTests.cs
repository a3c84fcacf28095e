using System.Diagnostics;
using System.Security.Cryptography;
using Router.Image.Disk;
using Router.Image.Disk.Edges;

namespace Router.Image.Tests.Disk;

/// <summary>Whole disks with small parts, judged by sfdisk and mtools.</summary>
public sealed class DiskBuilderTests : IDisposable
{
    private const string Root = "the root file system";
    private readonly string _folder = Directory.CreateTempSubdirectory("router-disk-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Build_SameInputsTwice_SameBytes()
    {
        var first = await BuildAsync("first");
        // Files made later must not show.
        foreach (var name in (string[])["vmlinuz", "initramfs", "rootfs.squashfs"])
            File.SetLastWriteTimeUtc(At(name), DateTime.UnixEpoch.AddYears(20));
        var second = await BuildAsync("second");

        Assert.Equal(Hash(first), Hash(second));
    }

    [Fact]
    public async Task Build_Table_IsWithoutFaultForSfdisk()
    {
        var disk = await BuildAsync("disk");

        Assert.Contains("No errors detected", Run("sfdisk", "--verify", disk), StringComparison.Ordinal);
        var dump = Run("sfdisk", "--dump", disk);
        foreach (var name in (string[])["bios", "boot", "slot-a", "slot-b", "data"])
            Assert.Contains($"name=\"{name}\"", dump, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_Parts_AreWhereTheTableSays()
    {
        var disk = await BuildAsync("disk");
        var layout = DiskLayout.For(Plan());
        using var file = File.OpenRead(disk);

        Assert.Equal(Root, System.Text.Encoding.ASCII.GetString(Bytes(file, layout.SlotA.Start, Root.Length)));
        Assert.All(Bytes(file, layout.SlotB.Start, 4096), b => Assert.Equal(0, b));
        Assert.Equal([0x53, 0xef], Bytes(file, layout.Data.Start + 1024 + 56, 2)); // ext4's magic
        Assert.Equal([0x55, 0xaa], Bytes(file, 510, 2));
        Assert.Equal(layout.Bios.Start / 512, BitConverter.ToInt64(Bytes(file, 0x5c, 8)));
    }

    [Fact]
    public async Task Build_BootPartition_HoldsLoaderKernelAndInitramfs()
    {
        var disk = await BuildAsync("disk");
        var boot = $"{disk}@@{DiskLayout.For(Plan()).Boot.Start}";

        Assert.Equal("a kernel", Run("mtype", "-i", boot, "::/a/vmlinuz"));
        Assert.Equal("an initramfs", Run("mtype", "-i", boot, "::/a/initramfs"));
        Assert.Contains("root=PARTLABEL=slot-a", Run("mtype", "-i", boot, "::/grub/grub.cfg"), StringComparison.Ordinal);
        Assert.Contains("BOOTX64", Run("mdir", "-b", "-i", boot, "::/EFI/BOOT"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_RootLargerThanItsSlot_IsRefusedBeforeAnythingIsWritten()
    {
        var plan = Plan() with { SlotSize = Partition.Mebibyte };
        await File.WriteAllBytesAsync(plan.RootFileSystem, new byte[Partition.Mebibyte + 1], TestContext.Current.CancellationToken);

        var e = await Assert.ThrowsAsync<DiskException>(() => BuildAsync("disk", plan, TestContext.Current.CancellationToken));

        Assert.Contains("slot-a", e.Message, StringComparison.Ordinal);
        Assert.Contains("board's profile", e.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(At("disk")));
    }

    [Fact]
    public async Task Build_Cancelled_Stops()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BuildAsync("disk", Plan(), stopped.Token));
    }

    private DiskPlan Plan()
    {
        WriteOnce("vmlinuz", "a kernel");
        WriteOnce("initramfs", "an initramfs");
        WriteOnce("rootfs.squashfs", Root);
        return new DiskPlan(At("vmlinuz"), At("initramfs"), At("rootfs.squashfs"), "console=ttyS0 quiet", 1_700_000_000)
        {
            SlotSize = 4 * Partition.Mebibyte,
            DataSize = 8 * Partition.Mebibyte
        };
    }

    private void WriteOnce(string name, string text)
    {
        if (!File.Exists(At(name)))
            File.WriteAllText(At(name), text);
    }

    private Task<string> BuildAsync(string name) => BuildAsync(name, Plan(), TestContext.Current.CancellationToken);

    private async Task<string> BuildAsync(string name, DiskPlan plan, CancellationToken stopping)
    {
        var work = Directory.CreateDirectory(At(name + ".work")).FullName;
        await DiskBuilder.BuildAsync(plan, At(name), work, stopping);
        return At(name);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private static string Hash(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexString(SHA256.HashData(content));
    }

    private static byte[] Bytes(FileStream file, long at, int length)
    {
        var bytes = new byte[length];
        file.Position = at;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd() + error.Result;
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, text);
        return text;
    }
}
