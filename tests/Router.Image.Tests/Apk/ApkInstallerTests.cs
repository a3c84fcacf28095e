using System.Text;
using Router.Image.Apk;
using Router.Image.Apk.Installing;
using Router.Image.Apk.Resolving;
using Router.Image.Apk.Writing;

namespace Router.Image.Tests.Apk;

public class ApkInstallerTests
{
    private readonly MemoryTree _tree = new();
    private readonly FakeScripts _scripts;

    public ApkInstallerTests() => _scripts = new FakeScripts(_tree);

    [Fact]
    public void Install_EmptyRoot_MakesSkeletonFilesAndDatabase()
    {
        var result = Install(
            Make("a", [File("usr/bin/a", "content", 0x9ed), new PackageEntry.SymbolicLink("usr/bin/b", FileOwner.Root, "a")]));

        Assert.Equal((1, 7, 0), (result.Packages, result.InstalledBytes, result.Errors.Count));
        Assert.Equal("content", _tree.Text("usr/bin/a"));
        Assert.Equal(new NodeInfo(NodeKind.File, 0x9ed, 0, 0, 7), _tree.Find("usr/bin/a"));
        Assert.Equal(1_700_000_000, _tree.Time("usr/bin/a"));
        Assert.Equal("a", _tree.ReadLink("usr/bin/b"));
        Assert.Equal("x86_64\n", _tree.Text("etc/apk/arch"));
        Assert.Equal("a\n", _tree.Text("etc/apk/world"));
        Assert.Equal(0x3ff, _tree.Find("tmp")?.Mode);
        Assert.Equal(NodeKind.CharacterDevice, _tree.Find("dev/null")?.Kind);
        Assert.DoesNotContain(
            _tree.Paths, p => p.Contains(".apk.", StringComparison.Ordinal) || p.EndsWith(".new", StringComparison.Ordinal));
    }

    [Fact]
    public void Install_Package_IsRecordedAsApkRecordsIt()
    {
        var owner = new FileOwner(7, 8);
        Install(Make("a",
        [
            new PackageEntry.Directory("var/lib/a", 0x1c0, owner),
            File("usr/bin/a", "content", 0x1ed),
            File("usr/share/a", "x") with { Attributes = [new FileAttribute("security.capability", new byte[] { 1, 2 })] },
        ]));

        var text = _tree.Text("lib/apk/db/installed");
        Assert.StartsWith("C:Q1", text, StringComparison.Ordinal);
        Assert.EndsWith(
            """
            F:usr
            F:usr/bin
            R:a
            a:0:0:755
            Z:Q1BA8G/XdAkkeNRQd09bowxdp4rMg=
            F:usr/share
            R:a
            a:0:0:644:Q13Lgy8Oq0tg1vruI51Cn5if32TPw=
            Z:Q1EfatjsUqKYSrqv18O1FlA3hcIHI=
            F:var
            F:var/lib
            F:var/lib/a
            M:7:8:700


            """.ReplaceLineEndings("\n"),
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Install_HardLink_IsTheSameFile()
    {
        Install(Make("a", [File("usr/bin/a", "content"), new PackageEntry.HardLink("usr/bin/b", 0x1a4, FileOwner.Root, "usr/bin/a")]));

        Assert.True(_tree.AreSame("usr/bin/a", "usr/bin/b"));
    }

    [Fact]
    public void Install_Attributes_AreSetOnFiles()
    {
        Install(
            Make("a", [File("usr/bin/a", "x") with { Attributes = [new FileAttribute("security.capability", new byte[] { 1, 0, 2 })] }]));

        Assert.Equal([1, 0, 2], _tree.Attribute("usr/bin/a", "security.capability"));
    }

    [Fact]
    public void Install_Device_IsMade()
    {
        Install(Make("a", [new PackageEntry.Device("dev/thing", 0x1b0, FileOwner.Root, IsBlock: true, 8, 1), File("usr/x", "x")]));

        Assert.Equal((NodeKind.BlockDevice, "8:1"), (_tree.Find("dev/thing")!.Value.Kind, _tree.ReadLink("dev/thing")));
    }

    [Fact]
    public void Install_OwnersByName_FollowTheTreesOwnAccounts()
    {
        _scripts.Behaviour = path =>
        {
            if (path.EndsWith(".pre-install", StringComparison.Ordinal))
                _tree.Put("etc/passwd", "root:x:0:0::/:\nsquid:x:31:31::/:\n");
            return null;
        };
        var file = new PackageEntry.RegularFile("var/a", 0x1a4, new FileOwner(99, 98, "squid", "unknown"), "x"u8.ToArray());

        Install(Make("a", [file], new() { [".pre-install"] = "#!/bin/sh\n" }));

        Assert.Equal((31u, 98u), (_tree.Find("var/a")!.Value.User, _tree.Find("var/a")!.Value.Group));
    }

    [Fact]
    public void Install_FileBelowEtcThatIsThere_KeepsItAndLeavesTheNewOneBeside()
    {
        _tree.MakeDirectory("etc", 0x1ed);
        _tree.Put("etc/a.conf", "mine");
        _tree.Put("etc/same.conf", "same");

        Install(Make("a", [File("etc/a.conf", "theirs"), File("etc/same.conf", "same"), File("etc/new.conf", "new")]));

        Assert.Equal(("mine", "theirs", "new"), (_tree.Text("etc/a.conf"), _tree.Text("etc/a.conf.apk-new"), _tree.Text("etc/new.conf")));
        Assert.Null(_tree.Find("etc/same.conf.apk-new"));
    }

    [Fact]
    public void Install_FileOutsideOfEtcThatIsThere_ReplacesIt()
    {
        _tree.MakeDirectory("usr", 0x1ed);
        _tree.Put("usr/a", "mine");

        Install(Make("a", [File("usr/a", "theirs")]));

        Assert.Equal("theirs", _tree.Text("usr/a"));
    }

    [Fact]
    public void Install_TwoPackagesWithOneFile_FirstKeepsItAndTheSecondIsBroken()
    {
        var result = Install(Make("a", [File("usr/x", "a")]), Make("b", [File("usr/x", "b")]));

        Assert.Equal("a", _tree.Text("usr/x"));
        Assert.Equal(["b-1-r0: trying to overwrite usr/x owned by a-1-r0."], result.Errors);
        Assert.Equal((1, 2), (result.Failed, result.Packages));
        Assert.Contains("\nf:f\n", _tree.Text("lib/apk/db/installed"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, "b")]
    [InlineData(5, 9, "b")]
    [InlineData(9, 5, "a")]
    public void Install_TwoThatReplaceEachOther_HigherPriorityHasTheFile(int first, int second, string owner)
    {
        var result = Install(
            Make("a", [File("usr/x", "a")], description: d => d with { Replaces = ["b"], ReplacesPriority = first }),
            Make("b", [File("usr/x", "b")], description: d => d with { Replaces = ["a"], ReplacesPriority = second }));

        Assert.Empty(result.Errors);
        Assert.Equal(owner, _tree.Text("usr/x"));
        Assert.Single(_tree.Text("lib/apk/db/installed").Split('\n'), "R:x");
    }

    [Fact]
    public void Install_SharedDirectory_GetsTheModeThatAllAllow()
    {
        Install(
            Make("a", [new PackageEntry.Directory("srv/x", 0x1ff, FileOwner.Root), File("usr/a", "a")]),
            Make("b", [new PackageEntry.Directory("srv/x", 0x1e8, FileOwner.Root), File("usr/b", "b")]));

        Assert.Equal(0x1e8, _tree.Find("srv/x")?.Mode);
    }

    [Fact]
    public void Install_ScriptsAndTriggers_RunInApksOrder()
    {
        Dictionary<string, string> scripts =
            new() { [".pre-install"] = "#!/bin/sh\n", [".post-install"] = "#!/bin/sh\n", [".trigger"] = "#!/bin/sh\n" };

        Install(
            Make("a", [File("usr/a", "a")], scripts, d => d with { Triggers = ["/usr/lib/*", "usr"] }),
            Make("b", [File("usr/lib/b/c/d", "b"), File("usr/lib/e/f", "b")], scripts, d => d with { Triggers = ["/nowhere"] }));

        Assert.Equal(
            ["a-1-r0.pre-install 1-r0", "a-1-r0.post-install 1-r0", "b-1-r0.pre-install 1-r0", "b-1-r0.post-install 1-r0"],
            _scripts.Runs.Take(4));
        Assert.Equal(
            "/usr/lib/b /usr/lib/e a-1-r0.trigger",
            string.Join(' ', Assert.Single(_scripts.Runs.Skip(4)).Split(' ').Order(StringComparer.Ordinal)));
        Assert.Contains(" /usr/lib/* usr\n", _tree.Text("lib/apk/db/triggers"), StringComparison.Ordinal);
        Assert.DoesNotContain(_tree.Paths, p => p.StartsWith("lib/apk/exec/", StringComparison.Ordinal));
    }

    [Fact]
    public void Install_FailingScript_IsReportedAndMarked()
    {
        _scripts.Behaviour = _ => "exited with error 3";

        var result = Install(Make("a", [File("usr/a", "a")], new() { [".post-install"] = "#!/bin/sh\nexit 3\n" }));

        Assert.Equal(["a-1-r0.post-install: script exited with error 3"], result.Errors);
        Assert.Contains("\nf:s\n", _tree.Text("lib/apk/db/installed"), StringComparison.Ordinal);
    }

    [Fact]
    public void Install_PackageOfSizeZero_IsRecordedOnly()
    {
        var (package, entry) = Make("a", [File("usr/a", "a")], new() { [".post-install"] = "#!/bin/sh\n" });

        Install((package, entry with { InstalledSize = 0 }));

        Assert.Null(_tree.Find("usr/a"));
        Assert.Empty(_scripts.Runs);
        Assert.Contains("\nP:a\n", _tree.Text("lib/apk/db/installed"), StringComparison.Ordinal);
    }

    [Fact]
    public void Install_RootWithPackages_IsRefused()
    {
        Install(Make("a", [File("usr/a", "a")]));

        var error = Assert.Throws<ApkException>(() => Install(Make("b", [File("usr/b", "b")])));

        Assert.Contains("already has packages", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Install_TruncatedPackage_IsLeftOutAndTheOthersAreRecorded()
    {
        var (package, entry) = Make("a", [File("opt/a", "a")]);

        var result = Install((package[..^10], entry), Make("b", [File("usr/b", "b")]));

        Assert.StartsWith("memory:/a-1-r0.apk: BAD archive", Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.Equal((1, 1, 1L), (result.Failed, result.Packages, result.InstalledBytes));
        Assert.Null(_tree.Find("opt"));
        Assert.Equal("b", _tree.Text("usr/b"));
        Assert.Equal("a\nb\n", _tree.Text("etc/apk/world"));
        Assert.DoesNotContain("P:a\n", _tree.Text("lib/apk/db/installed"), StringComparison.Ordinal);
        Assert.NotNull(_tree.Find("lib/apk/db/scripts.tar"));
        Assert.NotNull(_tree.Find("lib/apk/db/triggers"));
    }

    [Fact]
    public void Install_PackageOfAnotherName_IsLeftOut()
    {
        var (package, entry) = Make("a", [File("usr/a", "a")]);

        var result = Install((package, entry with { Description = entry.Description with { Name = "b" } }));

        Assert.Contains("it is a 1-r0", Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.Equal((1, 0), (result.Failed, result.Packages));
    }

    [Fact]
    public void Install_FailingTrigger_IsToldAndNoPackageFails()
    {
        _scripts.Behaviour = _ => "exited with error 3";

        var result = Install(
            Make("a", [File("usr/lib/a", "a")], new() { [".trigger"] = "#!/bin/sh\nexit 3\n" }, d => d with { Triggers = ["/usr/*"] }));

        Assert.Equal(["a-1-r0.trigger: script exited with error 3"], result.Errors);
        Assert.Equal((0, 1), (result.Failed, result.Packages));
        Assert.Contains("\nf:s\n", _tree.Text("lib/apk/db/installed"), StringComparison.Ordinal);
    }

    private static PackageEntry.RegularFile File(string path, string content, int mode = 0x1a4) =>
        new(path, mode, FileOwner.Root, Encoding.UTF8.GetBytes(content));

    private static (byte[] Package, IndexEntry Entry) Make(
        string name, PackageEntry[] entries, Dictionary<string, string>? scripts = null,
        Func<PackageDescription, PackageDescription>? description = null)
    {
        var plain = new PackageDescription { Name = name, Version = "1-r0", Architecture = "x86_64", BuildTime = 1_700_000_000 };
        return ApkWriter.Write(description is null ? plain : description(plain), entries, scripts, TestKeys.Signing);
    }

    private InstallResult Install(params (byte[] Package, IndexEntry Entry)[] packages)
    {
        string[] world = [.. packages.Select(p => p.Entry.Description.Name)];
        var chosen = ApkResolver.Resolve([TestRepository.Open(packages)], world);
        return ApkInstaller.Install(chosen, world, "x86_64", _tree, _scripts);
    }
}
