using System.Text;
using Router.Image.Disk;

namespace Router.Image.Tests.Disk;

public class DiskTextTests
{
    private static readonly DiskPlan Plan = new("k", "i", "r", "quiet", 1);

    [Fact]
    public void Layout_Partitions_FollowEachOtherWithoutGaps()
    {
        var layout = DiskLayout.For(Plan);

        foreach (var (before, after) in layout.Partitions.Zip(layout.Partitions.Skip(1)))
            Assert.Equal(before.End, after.Start);
        Assert.Equal(layout.Data.End + Partition.Mebibyte, layout.DiskSize);
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
            Assert.Throws<DiskException>(() => BiosBoot.Code(new byte[100], DiskLayout.For(Plan).Bios)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void BiosCore_LargerThanItsPartition_IsRefused() =>
        Assert.Throws<DiskException>(() => BiosBoot.Core(new byte[Partition.Mebibyte + 1], DiskLayout.For(Plan).Bios));

    [Fact]
    public void BiosCore_BlockList_CoversAllButTheFirstSector()
    {
        var core = BiosBoot.Core(new byte[1500], DiskLayout.For(Plan).Bios);

        Assert.Equal(2049, BitConverter.ToInt64(core, 500));
        Assert.Equal(2, BitConverter.ToUInt16(core, 508));
    }
}
