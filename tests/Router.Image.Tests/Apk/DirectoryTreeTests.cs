using System.Text;
using Router.Image.Apk;
using Router.Image.Apk.Edges;

namespace Router.Image.Tests.Apk;

public sealed class DirectoryTreeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("router-tree-");
    private readonly DirectoryTree _tree;

    public DirectoryTreeTests() => _tree = DirectoryTree.Open(Path.Combine(_folder.FullName, "root"));

    public void Dispose()
    {
        _tree.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void MakeFile_AnyUmask_HasTheModeAndTime()
    {
        _tree.MakeDirectory("a", 0x3ff);
        Put("a/file", "content");
        _tree.SetMode("a/file", 0xdb6);
        _tree.SetTime("a/file", 1_600_000_000);

        Assert.Equal(0x3ff, _tree.Find("a")?.Mode);
        Assert.Equal(0xdb6, _tree.Find("a/file")?.Mode);
        Assert.Equal("content", Encoding.UTF8.GetString(_tree.ReadFile("a/file")));
        Assert.Equal(1_600_000_000, new DateTimeOffset(File.GetLastWriteTimeUtc(Path.Combine(_tree.Root, "a/file"))).ToUnixTimeSeconds());
    }

    [Fact]
    public void MakeFile_AbsoluteLinkOnTheWay_StaysInTheTree()
    {
        _tree.MakeDirectory("usr", 0x1ed);
        _tree.MakeDirectory("usr/lib", 0x1ed);
        _tree.MakeSymbolicLink("lib", "/usr/lib");

        Put("lib/file", "content");

        Assert.NotNull(_tree.Find("usr/lib/file"));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("../../../../../../../../../../../../tmp")]
    public void MakeFile_LinkThatLeadsOut_DoesNotLeave(string target)
    {
        _folder.CreateSubdirectory("outside");
        _tree.MakeSymbolicLink("evil", target);

        Assert.Throws<FileTreeException>(() => Put("evil/file", "content"));
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.FullName, "outside")));
    }

    [Fact]
    public void MakeFile_LinkInItsPlace_IsNotFollowed()
    {
        var outside = Path.Combine(_folder.FullName, "outside");
        File.WriteAllText(outside, "untouched");
        _tree.MakeSymbolicLink("file", outside);

        Assert.Throws<FileTreeException>(() => Put("file", "content"));
        Assert.Equal("untouched", File.ReadAllText(outside));
    }

    [Fact]
    public void Rename_AcrossDirectories_Replaces()
    {
        _tree.MakeDirectory("a", 0x1ed);
        _tree.MakeDirectory("b", 0x1ed);
        Put("a/x", "new");
        Put("b/x", "old");

        _tree.Rename("a/x", "b/x");

        Assert.Equal("new", Encoding.UTF8.GetString(_tree.ReadFile("b/x")));
        Assert.Null(_tree.Find("a/x"));
    }

    [Fact]
    public void Find_AfterAnotherDirectory_FindsTheTopAgain()
    {
        _tree.MakeDirectory("a", 0x1ed);
        Put("a/x", "x");

        Assert.NotNull(_tree.Find("a"));
        Assert.Null(_tree.Find("nowhere/x"));
        Assert.NotNull(_tree.Find("a/x"));
        Assert.Equal("a", Path.GetFileName(Assert.Single(Directory.GetDirectories(_tree.Root))));
    }

    [Fact]
    public void MakeDirectory_Twice_SaysWhatAndWhere()
    {
        _tree.MakeDirectory("a", 0x1ed);

        var error = Assert.Throws<FileTreeException>(() => _tree.MakeDirectory("a", 0x1ed));

        Assert.Equal(("mkdir", 17), (error.Operation, error.Errno));
        Assert.Contains($"{_tree.Root}/a", error.Message, StringComparison.Ordinal);
    }

    private void Put(string path, string content) => _tree.MakeFile(path, 0x1a4, file => file.Write(Encoding.UTF8.GetBytes(content)));
}
