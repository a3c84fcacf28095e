using Router.Ctl.Flash;
using Router.Ctl.Flash.Edges;

namespace Router.Ctl.Tests.Flash;

public sealed class TargetRulesTests : IDisposable
{
    private const long ImageSize = 64 << 20;

    /// <summary>sda holds the system (sda2 through LVM), sdb is a stick with one partition.</summary>
    private readonly SysTree tree = new SysTree()
        .Disk("sda", "8:0").Partition("sda", "sda1", "8:1").Partition("sda", "sda2", "8:2")
        .Disk("sdb", "8:16").Partition("sdb", "sdb1", "8:17")
        .Disk("dm-0", "253:0").Holds("dm-0", "sda2", "sda/sda2")
        .Mount("0:21", "/proc", "proc").Mount("8:1", "/boot");

    public void Dispose() => tree.Dispose();

    [Fact]
    public void Refusals_FreeDisk_AreNone() => Assert.Empty(Refusals("8:16"));

    [Fact]
    public void Refusals_DiskOfTheRoot_ThroughLayers_SaySo()
    {
        tree.Mount("253:0", "/");
        Assert.Contains("it holds the running system", Refusals("8:0"));
        Assert.Contains("it holds the running system", Refusals("253:0"));
        Assert.Empty(Refusals("8:16"));
    }

    [Fact]
    public void Refusals_MountedPartition_NameThePlace()
    {
        tree.Mount("8:17", "/media/my\\040stick");
        Assert.Contains("it is mounted at /media/my stick: umount /media/my stick first", Refusals("8:16"));
    }

    [Fact]
    public void Refusals_MountWithANumberOfItsOwn_GoByTheDevicesName()
    {
        tree.Node("sdb1").Node("disk/by-label/STICK", "../../sdb1").Mount("0:44", "/mnt", "/dev/disk/by-label/STICK");
        Assert.Contains("it is mounted at /mnt: umount /mnt first", Refusals("8:16"));
    }

    [Fact]
    public void Refusals_Swap_SaysSwapoff()
    {
        tree.Node("sdb1").Swap("/dev/sdb1");
        Assert.Equal("it is used as swap: swapoff first", Assert.Single(Refusals("8:16")));
    }

    [Fact]
    public void Refusals_PartOfAnother_NameIt() =>
        Assert.Contains("/dev/sda2 is part of /dev/dm-0: stop that first", Refusals("8:0"));

    [Fact]
    public void Refusals_Partition_NameTheDisk() =>
        Assert.Equal("it is a partition, and the image is a whole disk: give /dev/sdb", Assert.Single(Refusals("8:17")));

    [Fact]
    public void Refusals_SmallReadOnlyDiskOfLargeSectors_AreAllSaid()
    {
        tree.Disk("sdc", "8:32", bytes: 1 << 20, sector: 4096, readOnly: true);
        Assert.Equal(3, Refusals("8:32").Count);
    }

    [Fact]
    public void Refusals_UnknownDevice_IsRefused() => Assert.Single(Refusals("99:0"));

    private IReadOnlyList<string> Refusals(string number) =>
        TargetRules.Refusals(new BlockInspector(tree.Root).Read(), DeviceNumber.Parse(number)!.Value, ImageSize);
}
