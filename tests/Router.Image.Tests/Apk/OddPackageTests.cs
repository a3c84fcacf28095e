using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using Router.Image.Apk;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Installing;
using Router.Image.Apk.Repositories;

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
    public void Unpack_OtherNames_AreRefused(string name, string why) =>
        Assert.Contains(why, Assert.Throws<ApkException>(() => Install("a", Folder("usr"), File(name, "x"))).Message);

    private InstalledPackage Install(string name, params TarEntry[] entries)
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
        unpacker.Unpack(package, data);
        unpacker.Settle(package);
        return package;
    }

    private static PaxTarEntry Folder(string name) => new(TarEntryType.Directory, name + "/");

    private static PaxTarEntry File(string name, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        return new(TarEntryType.RegularFile, name, Checksum(bytes)) { DataStream = new MemoryStream(bytes) };
    }

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
