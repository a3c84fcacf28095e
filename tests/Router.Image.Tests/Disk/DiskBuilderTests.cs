using System.Diagnostics;
using System.Security.Cryptography;
using Router.Core.Boards;
using Router.Image.Architectures;
using Router.Image.Disk;
using Router.Image.Disk.Edges;
using Router.Image.SecureBoot;

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
        foreach (var name in (string[])["bios", "boot", "slot-a", "slot-b", "data", "rescue"])
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
        // Where a device looks for a second copy of a configuration stands that there is none.
        Assert.All(
            [layout.Rescue.Start, layout.Rescue.Start + 4096, layout.Rescue.Start + (2048 * 4096)],
            at => Assert.Equal("router-empty\n"u8.ToArray(), Bytes(file, at, 13)));
        Assert.Equal([0x55, 0xaa], Bytes(file, 510, 2));
        Assert.Equal(layout.Bios!.Start / 512, BitConverter.ToInt64(Bytes(file, 0x5c, 8)));
    }

    [Fact]
    public async Task Build_BootPartition_HoldsLoaderKernelAndInitramfs()
    {
        var disk = await BuildAsync("disk");
        var boot = $"{disk}@@{DiskLayout.For(Plan()).Boot.Start}";

        Assert.Equal("a kernel", Run("mtype", "-i", boot, "::/a/vmlinuz"));
        Assert.Equal("an initramfs", Run("mtype", "-i", boot, "::/a/initramfs"));
        Assert.Contains("root=PARTLABEL=slot-$1", Run("mtype", "-i", boot, "::/grub/grub.cfg"), StringComparison.Ordinal);
        Assert.Contains("BOOTX64", Run("mdir", "-b", "-i", boot, "::/EFI/BOOT"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_WithUefiAlone_HasNoBootSectorForBios()
    {
        var plan = Plan() with { Loaders = [BootLoader.Uefi] };
        var disk = await BuildAsync("disk", plan, TestContext.Current.CancellationToken);
        using var file = File.OpenRead(disk);

        Assert.All(Bytes(file, 0, 440), b => Assert.Equal(0, b));
        Assert.DoesNotContain("name=\"bios\"", Run("sfdisk", "--dump", disk), StringComparison.Ordinal);
        Assert.Contains("No errors detected", Run("sfdisk", "--verify", disk), StringComparison.Ordinal);
        var boot = $"{disk}@@{DiskLayout.For(plan).Boot.Start}";
        Assert.Contains("BOOTX64", Run("mdir", "-b", "-i", boot, "::/EFI/BOOT"), StringComparison.Ordinal);
    }

    /// <summary>GRUB is a program for a guest of each type: ELF of 64 and of 32 bits. The disk has none.</summary>
    [Fact]
    public async Task Build_ForAGuestOfXen_HasItsLoadersBesideTheDisk()
    {
        var stopping = TestContext.Current.CancellationToken;
        var plan = Plan() with { Loaders = [BootLoader.Xen] };
        var disk = await BuildAsync("disk", plan, stopping);
        Assert.DoesNotContain("EFI", Run("mdir", "-b", "-i", $"{disk}@@{DiskLayout.For(plan).Boot.Start}"), StringComparison.Ordinal);

        var (output, work) = (Directory.CreateDirectory(At("xen")).FullName, Directory.CreateDirectory(At("xen-work")).FullName);
        await XenBoot.WriteAsync(plan, new BoardProfile { Name = "attic" }, output, work, stopping);
        Assert.Equal(XenText.Files("attic").Order(), Directory.GetFiles(output).Select(Path.GetFileName).Order());
        foreach (var (type, bits) in ((string, byte)[])[("pv", 2), ("pvh", 1)])
            Assert.Equal([0x7f, (byte)'E', (byte)'L', (byte)'F', bits], File.ReadAllBytes(Path.Combine(output, $"grub-{type}"))[..5]);
    }

    /// <summary>Nothing on it would start without being verified, and no file is there that GRUB might run.</summary>
    [Fact]
    public async Task Build_ForSecureBoot_HasSignedProgramsAndTheSameBytesAgain()
    {
        using var key = SecureBootKey.Generate("lab db", DateTimeOffset.UnixEpoch);
        WriteOnce("linux.efi", "a signed program");
        var plan = Plan() with { Signed = new SignedBoot(At("linux.efi"), key) };
        var disk = await BuildAsync("disk", plan, TestContext.Current.CancellationToken);
        var boot = $"{disk}@@{DiskLayout.For(plan).Boot.Start}";
        Assert.Equal("a signed program", Run("mtype", "-i", boot, "::/a/linux.efi"));
        Assert.Equal(
            ["::/EFI/BOOT/BOOTX64.EFI", "::/a/entry.cfg", "::/a/linux.efi", "::/grub/grubenv"],
            Run("mdir", "-b", "-/", "-i", boot).Split('\n').Where(line => line.Length > 0 && line[^1] != '/')
                .Order(StringComparer.Ordinal));
        Run("mcopy", "-i", boot, "::/EFI/BOOT/BOOTX64.EFI", At("grub.efi"));
        await File.WriteAllTextAsync(
            At("db.crt"), new string(PemEncoding.Write("CERTIFICATE", key.Certificate.Span)), TestContext.Current.CancellationToken);
        Assert.Contains("Signature verification OK", Run("sbverify", "--cert", At("db.crt"), At("grub.efi")), StringComparison.Ordinal);
        Assert.Equal(Hash(disk), Hash(await BuildAsync("again", plan, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Build_GrubThatIsMissing_NamesItsPackage()
    {
        var plan = Plan() with { Architecture = Architecture.Arm64, GrubModules = [_folder] };
        var error = await Assert.ThrowsAsync<ImageException>(() => BuildAsync("disk", plan, TestContext.Current.CancellationToken));
        Assert.Contains("arm64-efi", error.Message, StringComparison.Ordinal);
        Assert.Contains("grub-efi-arm64-bin", error.How, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_ForARaspberryPi_HasWhatItsLoaderReads()
    {
        var plan = PiPlan("config.txt", "start4.elf", "fixup4.dat", "board.dtb", "overlays/disable-bt.dtbo");
        var disk = await BuildAsync("disk", plan, TestContext.Current.CancellationToken);
        var layout = DiskLayout.For(plan);
        var (choice, first) = ($"{disk}@@{layout.Boot.Start}", $"{disk}@@{layout.Pi!.Value.A.Start}");

        Assert.Contains("No errors detected", Run("sfdisk", "--verify", disk), StringComparison.Ordinal);
        Assert.Equal(PiText.Choice, Run("mtype", "-i", choice, "::/autoboot.txt"));
        Assert.Equal("a kernel", Run("mtype", "-i", first, "::/vmlinuz"));
        Assert.Equal("an initramfs", Run("mtype", "-i", first, "::/initramfs"));
        Assert.Equal("overlays/disable-bt.dtbo", Run("mtype", "-i", first, "::/overlays/disable-bt.dtbo"));
        Assert.StartsWith("root=PARTLABEL=slot-a router.slot=a ", Run("mtype", "-i", first, "::/cmdline.txt"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("start4.elf", "raspberrypi-bootloader")]
    [InlineData("config.txt", "boot/config.txt")]
    [InlineData("board.dtb", "linux-rpi")]
    public async Task Build_ForARaspberryPiThatLacksAFile_SaysWhereItComesFrom(string lacking, string how)
    {
        string[] files = ["config.txt", "start4.elf", "fixup4.dat", "board.dtb"];
        var plan = PiPlan([.. files.Where(file => file != lacking)]);
        var error = await Assert.ThrowsAsync<ImageException>(() => BuildAsync("disk", plan, TestContext.Current.CancellationToken));
        Assert.Contains(how, error.How, StringComparison.Ordinal);
        Assert.False(File.Exists(At("disk")));
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

    private DiskPlan PiPlan(params string[] files)
    {
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At($"pi/{file}"))!);
            File.WriteAllText(At($"pi/{file}"), file);
        }
        return Plan() with { Architecture = Architecture.Arm64, Loaders = [BootLoader.RaspberryPi], PiFiles = At("pi") };
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
