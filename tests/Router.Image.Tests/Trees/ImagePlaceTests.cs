using Router.Image.Trees.Edges;

namespace Router.Image.Tests.Trees;

public sealed class ImagePlaceTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("router-place").FullName;

    public ImagePlaceTests()
    {
        string[] files = ["image/rootfs.squashfs", "image/manifest.json", "image/other.squashfs", "bare/rootfs.squashfs", "tree/etc/motd"];
        foreach (var name in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
            File.WriteAllText(At(name), "");
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("image")]
    [InlineData("image/manifest.json")]
    [InlineData("image/rootfs.squashfs")]
    public void Find_ImageOrAFileInIt_IsTheImage(string given) =>
        Assert.Equal(new ImagePlace(At("image"), At("image/rootfs.squashfs"), null), ImagePlace.Find(At(given), orTree: true));

    [Fact]
    public void Find_AnotherFile_IsASquashfsAlone() =>
        Assert.Equal(new ImagePlace(null, At("image/other.squashfs"), null), ImagePlace.Find(At("image/other.squashfs")));

    [Fact]
    public void Find_FolderWithoutManifest_HasASquashfsAlone() =>
        Assert.Equal(new ImagePlace(null, At("bare/rootfs.squashfs"), null), ImagePlace.Find(At("bare")));

    [Fact]
    public void Find_AnyOtherFolder_IsATreeWhereOneMayBe()
    {
        Assert.Equal(new ImagePlace(null, null, At("tree")), ImagePlace.Find(At("tree"), orTree: true));
        Assert.True(Assert.Throws<ImageException>(() => ImagePlace.Find(At("tree"))).IsInput);
        Assert.True(Assert.Throws<ImageException>(() => ImagePlace.Find(At("gone"), orTree: true)).IsInput);
    }

    private string At(string name) => Path.Combine(folder, name);
}
