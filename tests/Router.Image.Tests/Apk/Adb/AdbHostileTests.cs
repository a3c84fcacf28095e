using System.Buffers.Binary;
using Router.Image.Apk.Adb;
using Router.Image.Apk.Index;

namespace Router.Image.Tests.Apk.Adb;

/// <summary>Bytes that nobody signed, read as if somebody had: what is wrong is said, and nothing else happens.</summary>
public class AdbHostileTests
{
    private static readonly uint[] Words =
    [
        0, 1, 0x7fff_ffff, 0xffff_ffff, 0x1fff_ffff, 0x2fff_fffc, 0x3000_0004, 0x8fff_ffff, 0xa000_0000, 0xd000_0000, 0xe000_0008,
        0xf000_0426,
    ];

    [Theory]
    [InlineData("x86_64/lab-base-1.0-r0.apk")]
    [InlineData("x86_64/lab-caps-2.1_p3-r1.apk")]
    [InlineData("x86_64/lab-app-doc-3.0.0_rc2-r5.apk")]
    public void Read_PackageWithAnyOtherWord_IsReadOrRefused(string name) =>
        Try(AdbFiles.Unpacked(name), file => AdbPackage.Read(AdbFile.Read(file)));

    [Fact]
    public void Read_IndexWithAnyOtherWord_IsReadOrRefused()
    {
        var catalog = new Catalog();
        Try(AdbFiles.Unpacked("x86_64/Packages.adb"), file => AdbIndex.Read(catalog, AdbFile.Read(file).Block.Span, 1));
    }

    [Fact]
    public void Read_OneListForManyPackages_IsNotMultiplied()
    {
        // An index of 60,000 packages that are one object, each with the same 60,000 dependencies that are one object.
        const int Count = 60_000;
        var block = new BlockWriter();
        var name = block.Blob("a"u8);
        var dependency = block.Slots(0xe, name);
        var dependencies = block.Slots(0xd, [.. Enumerable.Repeat(dependency, Count)]);
        var fields = new uint[15];
        (fields[0], fields[1], fields[2], fields[14]) = (name, block.Blob("1"u8), block.Blob(new byte[32]), dependencies);
        var package = block.Slots(0xe, fields);
        block.Root = block.Slots(0xe, 0, block.Slots(0xd, [.. Enumerable.Repeat(package, Count)]));

        var error = Assert.Throws<InvalidDataException>(() => AdbIndex.Read(new Catalog(), block.Bytes, 1));

        Assert.Contains("more dependencies than any repository", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a\nP:b")]
    [InlineData("../a")]
    [InlineData(".a")]
    [InlineData("")]
    public void Read_NameThatNoPackageHas_IsRefused(string name)
    {
        var block = new BlockWriter();
        var package = block.Slots(0xe, block.Blob(System.Text.Encoding.UTF8.GetBytes(name)), block.Blob("1"u8));
        block.Root = block.Slots(0xe, package);

        Assert.Throws<InvalidDataException>(() =>
        {
            var document = new AdbDocument(block.Bytes);
            return AdbDescription.Read(document, document.Slots(document[document.Root, 1]));
        });
    }

    [Fact]
    public void Read_SummaryOfTwoLines_IsOne()
    {
        var block = new BlockWriter();
        var package = block.Slots(0xe, block.Blob("a"u8), block.Blob("1"u8), 0, block.Blob("one\nP:two"u8));
        block.Root = block.Slots(0xe, package);
        var document = new AdbDocument(block.Bytes);

        Assert.Equal("one P:two", AdbDescription.Read(document, document.Slots(document[document.Root, 1])).Description.Summary);
    }

    private static void Try(byte[] file, Action<byte[]> read)
    {
        read(file);
        for (var at = 0; at + 4 <= Math.Min(file.Length, 1500); at += 4)
        {
            foreach (var word in Words)
            {
                var changed = file.ToArray();
                BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(at), word);
                if (Record.Exception(() => read(changed)) is { } error)
                    Assert.IsType<InvalidDataException>(error);
            }
        }
    }
}
