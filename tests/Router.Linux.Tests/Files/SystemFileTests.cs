using Router.Core.Edges;
using Router.Core.State;
using Router.Linux.Edges.Files;

namespace Router.Linux.Tests.Files;

public sealed class SystemFileTests
{
    private static readonly ServiceFile Secret = new("/etc/a/b/secret.conf", "word\n", FileModes.OwnerOnly, "root:root", Secret: true);

    [Theory]
    [InlineData(FileModes.OwnerOnly)]
    [InlineData(FileModes.AllRead)]
    [InlineData(0b1_101_000)]
    public void Write_NewFile_IsReadBackAsWritten(int mode)
    {
        using var system = new Temporary();
        var file = Secret with { Mode = mode };
        new SystemFileWriter(system.Paths).Write(file);
        Assert.Equal(file, new SystemFileReader(system.Paths).Read(file));
        Assert.Equal(["secret.conf"], Directory.GetFileSystemEntries(system.InRoot("/etc/a/b")).Select(Path.GetFileName));
    }

    [Fact]
    public void Write_OverALink_ReplacesTheLinkAndNotItsTarget()
    {
        using var system = new Temporary();
        system.Write("/etc/target", "target");
        File.CreateSymbolicLink(system.InRoot("/etc/hosts"), "target");
        new SystemFileWriter(system.Paths).Write(new ServiceFile("/etc/hosts", "new"));
        Assert.Equal("target", File.ReadAllText(system.InRoot("/etc/target")));
        Assert.Null(new FileInfo(system.InRoot("/etc/hosts")).LinkTarget);
    }

    [Fact]
    public void Write_Link_IsReadBackAsLink()
    {
        using var system = new Temporary();
        var link = new ServiceFile("/etc/localtime", "/usr/share/zoneinfo/Europe/Oslo") { IsLink = true };
        new SystemFileWriter(system.Paths).Write(link);
        Assert.Equal(link, new SystemFileReader(system.Paths).Read(link));
        new SystemFileWriter(system.Paths).Write(link with { Content = "/elsewhere" });
        Assert.Equal("/elsewhere", new FileInfo(system.InRoot("/etc/localtime")).LinkTarget);
    }

    [Fact]
    public void Write_OwnerByName_IsThatOfTheSystemsOwnAccounts()
    {
        using var system = new Temporary();
        system.Write("/etc/passwd", "proxy2:x:4321:13::/:/bin/sh\nproxy:x:1234:13::/:/bin/sh\n");
        system.Write("/etc/group", "proxy:x:4567:\n");
        new SystemFileWriter(system.Paths).MakeDirectory(new ServiceDirectory("/var/cache", 448, "proxy:proxy"));
        var start = new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%u %g %a", system.InRoot("/var/cache")])
        {
            RedirectStandardOutput = true
        };
        using var stat = System.Diagnostics.Process.Start(start)!;
        Assert.Equal("1234 4567 700\n", stat.StandardOutput.ReadToEnd());
    }

    [Fact]
    public void Write_UnknownOwner_SaysWhoAndLeavesNothing()
    {
        using var system = new Temporary();
        system.Write("/etc/a/b/secret.conf", "old");
        var refused = Assert.Throws<ApplyException>(
            () => new SystemFileWriter(system.Paths).Write(Secret with { Owner = "nobody-here:root" }));
        Assert.Contains("nobody-here", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("word", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["secret.conf"], Directory.GetFileSystemEntries(system.InRoot("/etc/a/b")).Select(Path.GetFileName));
        Assert.Equal("old", File.ReadAllText(system.InRoot("/etc/a/b/secret.conf")));
    }

    [Fact]
    public void Write_WhereAFolderIs_MovesItAsideWithAllThatIsInIt()
    {
        using var system = new Temporary();
        for (var time = 1; time <= 2; time++)
        {
            system.Write("/etc/a/b/secret.conf/somebody's", $"{time}");
            Directory.CreateDirectory(system.InRoot("/etc/a/b/secret.conf.router-new/in the way"));
            Assert.Null(new SystemFileReader(system.Paths).Read(Secret));
            new SystemFileWriter(system.Paths).Write(Secret);
            Assert.Equal(Secret, new SystemFileReader(system.Paths).Read(Secret));
            Assert.Equal($"{time}", File.ReadAllText(system.InRoot($"/etc/a/b/secret.conf.router-old{time}/somebody's")));
            File.Delete(system.InRoot("/etc/a/b/secret.conf"));
        }
    }

    [Theory]
    [InlineData("/etc/a")]
    [InlineData("/etc/a/b")]
    public void Write_WhereAFileIsInPlaceOfAFolder_MovesItAside(string inTheWay)
    {
        using var system = new Temporary();
        system.Write(inTheWay, "in the way");
        new SystemFileWriter(system.Paths).Write(Secret);
        Assert.Equal(Secret, new SystemFileReader(system.Paths).Read(Secret));
        Assert.Equal("in the way", File.ReadAllText(system.InRoot($"{inTheWay}.router-old1")));
    }

    [Fact]
    public void Write_FolderIsALinkThatLeadsNowhere_MovesItAside()
    {
        using var system = new Temporary();
        Directory.CreateDirectory(system.InRoot("/etc"));
        File.CreateSymbolicLink(system.InRoot("/etc/a"), "/nowhere");
        new SystemFileWriter(system.Paths).Write(Secret);
        Assert.Equal(Secret, new SystemFileReader(system.Paths).Read(Secret));
    }

    [Fact]
    public void Write_FolderIsALinkToAnother_WritesThere()
    {
        using var system = new Temporary();
        Directory.CreateDirectory(system.InRoot("/etc/elsewhere"));
        File.CreateSymbolicLink(system.InRoot("/etc/a"), "elsewhere");
        new SystemFileWriter(system.Paths).Write(Secret);
        Assert.Equal("word\n", File.ReadAllText(system.InRoot("/etc/elsewhere/b/secret.conf")));
    }

    [Theory]
    [InlineData("mkfifo")]
    [InlineData("truncate -s 8G")]
    public void Read_PipeOrEndlessFile_IsToBeWrittenAndIsNotWaitedFor(string program)
    {
        using var system = new Temporary();
        Directory.CreateDirectory(system.InRoot("/etc/a/b"));
        using (var made = System.Diagnostics.Process.Start("sh", ["-c", $"{program} \"$0\"", system.InRoot(Secret.Path)]))
            made.WaitForExit();
        Assert.Null(new SystemFileReader(system.Paths).Read(Secret));
        new SystemFileWriter(system.Paths).Write(Secret);
        Assert.Equal(Secret, new SystemFileReader(system.Paths).Read(Secret));
    }

    [Theory]
    [InlineData("proxy:")]
    [InlineData("proxy:x:many:1::/:/bin/sh\n")]
    [InlineData("\0\u0001\n:::")]
    public void Write_AccountsAreGarbage_SaysWhoIsNotKnown(string accounts)
    {
        using var system = new Temporary();
        system.Write("/etc/passwd", accounts);
        system.Write("/etc/group", accounts);
        var refused = Assert.Throws<ApplyException>(() => new SystemFileWriter(system.Paths).Write(Secret with { Owner = "proxy:proxy" }));
        Assert.Contains("proxy:proxy", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MakeDirectory_WhereAFileIs_MovesItAside()
    {
        using var system = new Temporary();
        system.Write("/data/media", "somebody's");
        new SystemFileWriter(system.Paths).MakeDirectory(new ServiceDirectory("/data/media", 448, "root:root"));
        Assert.True(Directory.Exists(system.InRoot("/data/media")));
        Assert.Equal("somebody's", File.ReadAllText(system.InRoot("/data/media.router-old1")));
    }

    [Fact]
    public void MakeDirectory_WhereALinkIs_IsRefusedAndLeavesItsTarget()
    {
        using var system = new Temporary();
        system.Write("/etc/secret/file", "");
        File.SetUnixFileMode(system.InRoot("/etc/secret"), (UnixFileMode)448);
        File.CreateSymbolicLink(system.InRoot("/etc/link"), system.InRoot("/etc/secret"));
        var refused = Assert.Throws<ApplyException>(
            () => new SystemFileWriter(system.Paths).MakeDirectory(new ServiceDirectory("/etc/link", 511, "root:root")));
        Assert.Contains("/etc/link", refused.Message, StringComparison.Ordinal);
        Assert.Equal((UnixFileMode)448, File.GetUnixFileMode(system.InRoot("/etc/secret")));
    }

    [Fact]
    public void Read_MissingFile_IsNull()
    {
        using var system = new Temporary();
        Assert.Null(new SystemFileReader(system.Paths).Read(Secret));
    }
}
