using Router.Image.Root.Edges;

namespace Router.Image.Tests.Root;

public sealed class RootTreeTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("router-root").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Map_MergedUsr_FollowsTheLinkInsideTheTree()
    {
        File.CreateSymbolicLink(Path.Combine(folder, "bin"), "usr/bin");
        var tree = new RootTree(folder);
        tree.Write("/bin/tool", "words");
        Assert.Equal("words", File.ReadAllText(Path.Combine(folder, "usr/bin/tool")));
        Assert.True(tree.Has("/usr/bin/tool"));
    }

    [Fact]
    public void Link_OverAFile_ReplacesIt()
    {
        var tree = new RootTree(folder);
        tree.Write("/etc/mtab", "old");
        tree.Link("/etc/mtab", "/proc/mounts");
        Assert.Equal("/proc/mounts", tree.Target("/etc/mtab"));
    }

    [Fact]
    public void Has_LinkThatLeadsNowhereHere_IsThere()
    {
        var tree = new RootTree(folder);
        tree.Link("/bin/awk", "/bin/no-such-file-anywhere");
        Assert.True(tree.Has("/bin/awk"));
    }

    [Fact]
    public void Overlay_Files_KeepTheExecutableBitAndReplaceLinks()
    {
        var tree = new RootTree(folder);
        tree.Link("/etc/plain", "/elsewhere");
        using (var source = new Source())
        {
            source.Write("etc/plain", (UnixFileMode)0x180);
            source.Write("usr/bin/run", (UnixFileMode)0x1C0);
            tree.Overlay(source.Folder);
        }
        Assert.Null(tree.Target("/etc/plain"));
        Assert.Equal((UnixFileMode)0x1A4, File.GetUnixFileMode(tree.Map("/etc/plain")));
        Assert.Equal((UnixFileMode)0x1ED, File.GetUnixFileMode(tree.Map("/usr/bin/run")));
    }

    [Fact]
    public void MergeLib_DatabaseInLib_MovesBelowUsr()
    {
        Directory.CreateDirectory(Path.Combine(folder, "usr/lib"));
        Directory.CreateDirectory(Path.Combine(folder, "lib/apk/db"));
        File.CreateSymbolicLink(Path.Combine(folder, "bin"), "usr/bin");
        var tree = new RootTree(folder);
        tree.MergeLib();
        Assert.True(Directory.Exists(Path.Combine(folder, "usr/lib/apk/db")));
        Assert.Equal("usr/lib", new FileInfo(Path.Combine(folder, "lib")).LinkTarget);
    }

    [Fact]
    public void MergeLib_SplitUsr_StaysAsItIs()
    {
        Directory.CreateDirectory(Path.Combine(folder, "bin"));
        Directory.CreateDirectory(Path.Combine(folder, "lib/apk/db"));
        new RootTree(folder).MergeLib();
        Assert.Null(new FileInfo(Path.Combine(folder, "lib")).LinkTarget);
    }

    private sealed class Source : IDisposable
    {
        public string Folder { get; } = Directory.CreateTempSubdirectory("router-overlay").FullName;

        public void Write(string path, UnixFileMode mode)
        {
            var file = Path.Combine(Folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, path);
            File.SetUnixFileMode(file, mode);
        }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
