using System.Text;
using Router.Core.Boards;
using Router.Image.Architectures;
using Router.Image.Disk;
using Router.Image.SecureBoot;

namespace Router.Image.Tests.Disk;

public class DiskTextTests
{
    private static readonly DiskPlan Plan = new("k", "i", "r", "quiet", 1);

    [Fact]
    public void Layout_Partitions_FollowEachOtherWithoutGaps()
    {
        var layout = DiskLayout.For(Plan);

        foreach (var (before, after) in InPlace(layout).Zip(InPlace(layout).Skip(1)))
            Assert.Equal(before.End, after.Start);
        Assert.Equal(layout.Data.End + Partition.Mebibyte, layout.DiskSize);
    }

    /// <summary>As they lie on the disk.</summary>
    private static IReadOnlyList<Partition> InPlace(DiskLayout layout) => [.. layout.Partitions.OrderBy(partition => partition.Start)];

    [Fact]
    public void Layout_OfAarch64_HasNoPlaceForBiosAndRootsOfItsOwn()
    {
        var layout = DiskLayout.For(Plan with { Architecture = Architecture.Arm64 });

        Assert.Equal(["boot", "slot-a", "slot-b", "data", "rescue"], layout.Partitions.Select(partition => partition.Name));
        Assert.Equal(Partition.Mebibyte, layout.Boot.Start);
        Assert.Equal(new Guid("b921b045-1df0-41c3-af44-4c6f280d3fae"), layout.SlotA.Type);
        Assert.Equal(DiskLayout.For(Plan).SlotA.Id, layout.SlotA.Id);
    }

    [Fact]
    public void Layout_WithUefiAlone_HasNoPlaceForBios() =>
        Assert.Null(DiskLayout.For(Plan with { Loaders = [BootLoader.Uefi] }).Bios);

    /// <summary>What autoboot.txt says are numbers of partitions.</summary>
    [Fact]
    public void Layout_OfARaspberryPi_HasItsBootPartitionsWhereItsLoaderLooks()
    {
        var layout = DiskLayout.For(Plan with { Architecture = Architecture.Arm64, Loaders = [BootLoader.RaspberryPi] });

        Assert.Equal(
            ["boot", "boot-a", "boot-b", "slot-a", "slot-b", "data", "rescue"], layout.Partitions.Select(partition => partition.Name));
        foreach (var (before, after) in InPlace(layout).Zip(InPlace(layout).Skip(1)))
            Assert.Equal(before.End, after.Start);
        Assert.Equal(layout.Partitions.Count, layout.Partitions.Select(partition => partition.Id).Distinct().Count());
        Assert.Equal("[all]\ntryboot_a_b=1\nboot_partition=2\n[tryboot]\nboot_partition=3\n", PiText.Choice);
    }

    [Fact]
    public void Config_OfAarch64_AsksForNoSerialPort()
    {
        Assert.StartsWith("serial --unit=0", GrubText.Config(Plan).TrimStart(), StringComparison.Ordinal);
        Assert.DoesNotContain("serial", GrubText.Config(Plan with { Architecture = Architecture.Arm64 }), StringComparison.Ordinal);
    }

    /// <summary>Each of these words has GRUB wait for a key, some of them for ever.</summary>
    [Theory]
    [InlineData("menuentry")]
    [InlineData("terminal_input")]
    [InlineData("timeout")]
    [InlineData("--interruptible")]
    [InlineData("read ")]
    public void Config_NothingInIt_WaitsForAKey(string word)
    {
        Assert.DoesNotContain(word, GrubText.Config(Plan), StringComparison.Ordinal);
        Assert.DoesNotContain(word, GrubText.Early, StringComparison.Ordinal);
    }

    /// <summary>GRUB's shell is what follows the last line of either.</summary>
    [Fact]
    public void Config_WhereNothingStarts_EndsInAReset()
    {
        Assert.EndsWith("\nsleep 10\nreboot\n", GrubText.Config(Plan), StringComparison.Ordinal);
        Assert.EndsWith("\nsleep 10\nreboot\n", GrubText.Early, StringComparison.Ordinal);
    }

    [Fact]
    public void Config_OfAPcWithUefi_StartsTheKernelItself()
    {
        Assert.Contains("chainloader /$1/vmlinuz root=PARTLABEL=slot-$1 router.slot=$1 ", GrubText.Config(Plan), StringComparison.Ordinal);
        Assert.DoesNotContain("chainloader", GrubText.Config(Plan with { Loaders = [BootLoader.Bios] }), StringComparison.Ordinal);
        Assert.DoesNotContain("chainloader", GrubText.Config(Plan with { Architecture = Architecture.Arm64 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Config_OfAGuestOfXen_AsksForNoSerialPort()
    {
        var plan = Plan with { Loaders = [BootLoader.Xen] };
        Assert.DoesNotContain("serial", GrubText.Config(plan), StringComparison.Ordinal);
        Assert.Null(DiskLayout.For(plan).Bios);
    }

    [Fact]
    public void XenConfig_HasACardForEachPortInTheKernelsOrder()
    {
        var (board, _) = BoardReader.Read(
            "name: attic\narchitecture: x86_64\nports: { lan: [eth2, eth10], wan: eth0, dmz: eth1 }\npackages: {}\n"u8.ToArray());
        var text = XenText.Config(board!);
        Assert.Contains("# eth0 is wan, eth1 is dmz, eth2 is lan, eth10 is lan.", text, StringComparison.Ordinal);
        Assert.Contains(
            """vif = [ "bridge=wan", "bridge=dmz", "bridge=lan", "bridge=lan" ]""", text, StringComparison.Ordinal);
        Assert.Contains("kernel = \"/var/lib/xen/images/attic/grub-pv\"\n", text, StringComparison.Ordinal);
        Assert.Equal(["grub-pv", "grub-pvh", "attic.cfg"], XenText.Files("attic"));
    }

    /// <summary>Nobody signs what is on the disk: of that GRUB takes two variables, and runs nothing.</summary>
    [Fact]
    public void Config_ForSecureBoot_RunsNothingOfTheDiskButWhatFirmwareVerifies()
    {
        using var key = SecureBootKey.Generate("lab db", DateTimeOffset.UnixEpoch);
        var plan = Plan with { Signed = new SignedBoot("linux.efi", key) };
        var config = GrubText.Config(plan);
        Assert.Contains("load_env -f ($root)/grub/grubenv slot try\n", config, StringComparison.Ordinal);
        Assert.Contains("if chainloader /$1/linux.efi; then boot; fi", config, StringComparison.Ordinal);
        foreach (var word in (string[])["source", "linux /", "initrd", "insmod", "vmlinuz"])
            Assert.DoesNotContain(word, config, StringComparison.Ordinal);
        Assert.DoesNotContain("($root)", GrubText.SecureEarly, StringComparison.Ordinal);
        Assert.Equal("router.state=LABEL=ROUTERDATA router.verity=00 quiet", GrubText.SignedLine("router.verity=00 quiet"));
        Assert.Null(DiskLayout.For(plan).Bios);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1000)]
    public void Layout_SizeThatIsNoWholeMebibytes_IsRefused(long size) =>
        Assert.Contains(
            "slot-a", Assert.Throws<DiskException>(() => DiskLayout.For(Plan with { SlotSize = size })).Message, StringComparison.Ordinal);

    [Fact]
    public void Environment_Fresh_IsABlockThatGrubTakes()
    {
        var block = GrubText.Environment();

        Assert.Equal(1024, block.Length);
        Assert.StartsWith("# GRUB Environment Block\nslot=a\n#", Encoding.ASCII.GetString(block), StringComparison.Ordinal);
    }

    [Fact]
    public void BiosCode_OtherFile_IsRefused() =>
        Assert.Contains(
            "grub-pc-bin",
            Assert.Throws<DiskException>(() => BiosBoot.Code(new byte[100], DiskLayout.For(Plan).Bios!)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void BiosCore_LargerThanItsPartition_IsRefused() =>
        Assert.Throws<DiskException>(() => BiosBoot.Core(new byte[Partition.Mebibyte + 1], DiskLayout.For(Plan).Bios!));

    [Fact]
    public void BiosCore_BlockList_CoversAllButTheFirstSector()
    {
        var core = BiosBoot.Core(new byte[1500], DiskLayout.For(Plan).Bios!);

        Assert.Equal(2049, BitConverter.ToInt64(core, 500));
        Assert.Equal(2, BitConverter.ToUInt16(core, 508));
    }
}
