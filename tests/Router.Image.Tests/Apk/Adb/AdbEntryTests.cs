using System.Text;
using Router.Image.Apk.Adb;
using Router.Image.Apk.Format;

namespace Router.Image.Tests.Apk.Adb;

public class AdbEntryTests
{
    private readonly BlockWriter block = new();

    [Theory]
    [InlineData(0x2000, false)]
    [InlineData(0x6000, true)]
    public void File_Device_HasItsNumbers(int kind, bool isBlock)
    {
        // Linux keeps the low 8 bits of the minor number, 12 of the major, and then the rest of both.
        const ulong Device = 0x1002_3456_7042;

        var header = Entry(block.Blob([0, (byte)(kind >> 8), .. BitConverter.GetBytes(Device)])).Header;

        Assert.Equal(isBlock ? TarType.BlockDevice : TarType.CharacterDevice, header.Type);
        Assert.Equal((0x1000u | 0x670u, 0x42u | 0x23_4500u), (header.DeviceMajor, header.DeviceMinor));
    }

    [Fact]
    public void File_Fifo_IsOne() => Assert.Equal(TarType.Fifo, Entry(block.Blob([0, 0x10])).Header.Type);

    [Theory]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, 0x20, 1, 2 })]
    [InlineData(new byte[] { 0, 0xc0 })]
    public void File_TargetOfNoKind_IsRefused(byte[] target) => Assert.Throws<InvalidDataException>(() => Entry(block.Blob(target)));

    [Fact]
    public void File_LargeSize_IsANumberOf64Bits()
    {
        var file = block.Slots(0xe, block.Blob("a"u8), 0, block.Number(0x1_2345_6789));
        Assert.Equal(0x1_2345_6789, Read(file).Header.Size);
    }

    [Theory]
    [InlineData("root", 0u)]
    [InlineData("", 0u)]
    [InlineData("somebody", 65534u)]
    public void File_Owner_IsRootOrNobodyWhereTheTreeDoesNotKnowIt(string name, uint number)
    {
        var access = block.Slots(0xe, 0x1000_09ed, block.Blob(Encoding.UTF8.GetBytes(name)), block.Blob(Encoding.UTF8.GetBytes(name)));

        var header = Read(block.Slots(0xe, block.Blob("a"u8), access)).Header;

        Assert.Equal((0x9ed, number, number, name), (header.Mode, header.Owner.User, header.Owner.Group, header.Owner.UserName));
    }

    private AdbEntry Entry(uint target) => Read(block.Slots(0xe, block.Blob("a"u8), 0, 0, 0, 0, target));

    private AdbEntry Read(uint file)
    {
        block.Root = file;
        var document = new AdbDocument(block.Bytes);
        return AdbEntry.File(document, document.Root, "dev");
    }
}
