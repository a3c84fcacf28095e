using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using Router.Image.Apk;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Installing;
using Router.Image.Apk.Repositories;
using TarContent = Router.Image.Apk.Format.TarContent;

namespace Router.Image.Tests.Apk;

/// <summary>
/// Packages whose files get in each other's way, on a real tree, with what apk 2.14.4 makes of them: it says so, marks the package and
/// goes on, and leaves no other package the worse for it.
/// </summary>
public sealed class OddPackageTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("router-odd-");
    private readonly DirectoryTree tree;
    private readonly List<string> errors = [];
    private readonly Unpacker unpacker;

    public OddPackageTests()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "wants root, who may give files to others");
        tree = DirectoryTree.Open(Path.Combine(folder.FullName, "root"));
        unpacker = new Unpacker(tree, new DirectoryTable(), new OwnerNames(tree), errors.Add);
    }

    public void Dispose()
    {
        tree?.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Settle_LinkWhereADirectoryIs_IsAnErrorOfThatPackageAlone()
    {
        Install("a", Folder("lib64"), File("lib64/x", "A"));
        var second = Install("b", Link("lib64", "usr/lib"), Folder("usr"), File("usr/y", "B"));
        Assert.Equal(["b-1-r0: failed to put lib64 in its place: Is a directory."], errors);
        Assert.Equal((true, "A", "B"), (second.HasBrokenFiles, Text("lib64/x"), Text("usr/y")));
        AssertNothingTemporary();
    }

    [Fact]
    public void Settle_DirectoryWhereAFileIs_IsAnErrorOfThatPackageAlone()
    {
        Install("a", File("opt", "A"));
        var second = Install("b", Folder("opt"), File("opt/x", "B"), Folder("usr"), File("usr/y", "B"));
        Assert.Equal(["b-1-r0: failed to put opt/x in its place: Not a directory."], errors);
        Assert.Equal((true, "A", "B"), (second.HasBrokenFiles, Text("opt"), Text("usr/y")));
        AssertNothingTemporary();
    }

    [Fact]
    public void Settle_FileTwiceInAPackage_IsThereAndTold()
    {
        var package = Install("a", Folder("usr"), File("usr/x", "1"), File("usr/x", "22"), File("usr/y", "3"));
        Assert.Equal(["a-1-r0: failed to put usr/x in its place: No such file or directory."], errors);
        Assert.Equal((true, "22", "3"), (package.HasBrokenFiles, Text("usr/x"), Text("usr/y")));
        AssertNothingTemporary();
    }

    [Fact]
    public void Unpack_NamesThatBeginWithADot_ArePassedOver()
    {
        Install("a", Folder("./usr"), File("./usr/x", "x"), File(".PKGINFO", ""), Folder("."));
        Assert.Empty(errors);
        Assert.Null(tree.Find("usr"));
    }

    [Theory]
    [InlineData("/usr/x", "would lie outside of the root tree")]
    [InlineData("../x", "would lie outside of the root tree")]
    [InlineData("usr/../../x", "would lie outside of the root tree")]
    [InlineData("usr//x", "has a name that no file of a package has")]
    [InlineData("usr/./x", "has a name that no file of a package has")]
    [InlineData("usr/\u0001", "has a name that no file of a package has")]
    public void Unpack_OtherNames_AreLeftOut(string name, string why)
    {
        var package = Install("a", Folder("usr"), File(name, "x"), File("usr/y", "y"));
        Assert.Contains(why, Assert.Single(errors), StringComparison.Ordinal);
        Assert.Equal((true, "y"), (package.HasBrokenFiles, Text("usr/y")));
        Assert.Equal(["R:y"], Files(package));
        Assert.Null(tree.Find("x"));
        Assert.Null(tree.Find("usr/x"));
    }

    [Fact]
    public void Unpack_HardLinkToNothing_IsLeftOut()
    {
        var package = Install("a", Folder("usr"), HardLink("usr/b", "usr/a"), File("usr/y", "y"));
        Assert.Equal(["a-1-r0: usr/b: no hard link target (usr/a) in archive; build the package again"], errors);
        Assert.Equal((true, "y"), (package.HasBrokenFiles, Text("usr/y")));
        Assert.Equal(["R:y"], Files(package));
    }

    [Fact]
    public void Unpack_FileWithoutItsDirectory_IsLeftOut()
    {
        var package = Install("a", File("usr/x", "x"));
        Assert.Equal(["a-1-r0: usr/x: no dirent in archive; build the package again"], errors);
        Assert.True(package.HasBrokenFiles);
        Assert.Empty(package.Directories);
    }

    [Fact]
    public void Unpack_FileWithoutChecksum_IsThereAndTold()
    {
        var plain = new PaxTarEntry(TarEntryType.RegularFile, "usr/x") { DataStream = new MemoryStream("x"u8.ToArray()) };
        var package = Install("a", Folder("usr"), plain);
        Assert.Contains("no checksum in the archive", Assert.Single(errors), StringComparison.Ordinal);
        Assert.Equal((true, "x"), (package.HasBrokenFiles, Text("usr/x")));
    }

    [Fact]
    public void Unpack_AttributeThatTheKernelRefuses_IsToldAndTheFileIsThere()
    {
        var records = Checksum("x"u8.ToArray());
        records["SCHILY.xattr.security.capability"] = "nonsense";
        var package = Install(
            "a", Folder("usr"),
            new PaxTarEntry(TarEntryType.RegularFile, "usr/x", records) { DataStream = new MemoryStream("x"u8.ToArray()) });
        Assert.StartsWith("a-1-r0: usr/x: the attribute security.capability cannot be set: ", Assert.Single(errors));
        Assert.Equal((true, "x"), (package.HasBrokenAttributes, Text("usr/x")));
    }

    [Fact]
    public void Unpack_DirectoryWithoutItsParent_IsToldAndTheRestIsThere()
    {
        var package = Install("a", Folder("opt/deep"), Folder("usr"), File("usr/y", "y"));
        Assert.Equal(["a-1-r0: failed to make the directory opt/deep: its directory does not exist."], errors);
        Assert.Equal((true, "y"), (package.HasBrokenFiles, Text("usr/y")));
    }

    [Fact]
    public void Discard_PackageThatDoesNotUnpack_LeavesNothing()
    {
        Install("a", Folder("usr"), File("usr/x", "x"));
        var package = Unpacked("b", Folder("usr"), Folder("usr/b"), File("usr/b/y", "y"), Folder("opt"));
        unpacker.Discard(package);
        Assert.Null(tree.Find("opt"));
        Assert.Null(tree.Find("usr/b"));
        Assert.Equal("x", Text("usr/x"));
        AssertNothingTemporary();
    }

    private InstalledPackage Install(string name, params TarEntry[] entries)
    {
        var package = Unpacked(name, entries);
        unpacker.Settle(package);
        return package;
    }

    private InstalledPackage Unpacked(string name, params TarEntry[] entries)
    {
        using var data = new MemoryStream();
        using (var tar = new TarWriter(data, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in entries)
                tar.WriteEntry(entry);
        }
        data.Position = 0;
        var entryOf = new IndexEntry(new PackageDescription { Name = name, Version = "1-r0", Architecture = "x86_64" }, new byte[20], 1, 1);
        var package = new InstalledPackage(new ResolvedPackage(entryOf, TestRepository.Open($"{name} 1-r0"), null));
        using var content = new TarContent(data);
        unpacker.Unpack(package, content);
        return package;
    }

    private static PaxTarEntry Folder(string name) => new(TarEntryType.Directory, name + "/");

    private static PaxTarEntry File(string name, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        return new(TarEntryType.RegularFile, name, Checksum(bytes)) { DataStream = new MemoryStream(bytes) };
    }

    private static PaxTarEntry HardLink(string name, string target) => new(TarEntryType.HardLink, name) { LinkName = target };

    private static string[] Files(InstalledPackage package) => [.. package.Directories.SelectMany(d => d.Files).Select(f => "R:" + f.Name)];

    private static PaxTarEntry Link(string name, string target) =>
        new(TarEntryType.SymbolicLink, name, Checksum(Encoding.UTF8.GetBytes(target))) { LinkName = target };

#pragma warning disable CA5350 // The format's own.
    private static Dictionary<string, string> Checksum(byte[] bytes) =>
        new() { ["APK-TOOLS.checksum.SHA1"] = Convert.ToHexStringLower(SHA1.HashData(bytes)) };
#pragma warning restore CA5350

    private string Text(string path) => Encoding.UTF8.GetString(tree.ReadFile(path));

    private void AssertNothingTemporary() =>
        Assert.DoesNotContain(
            Directory.GetFileSystemEntries(tree.Root, "*", SearchOption.AllDirectories),
            path => path.Contains(".apk.", StringComparison.Ordinal));
}
