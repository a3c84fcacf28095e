using System.Text;
using Router.Image.Apk;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Installing;
using Router.Image.Apk.Repositories;
using Router.Image.Apk.Resolving;

namespace Router.Image.Tests.Apk.Adb;

/// <summary>A repository of v3 by the resolver and installer that v2 has too, against what apk 3.0.6 made of it.</summary>
public class AdbInstallTests
{
    private static readonly string[] Request = ["lab-app", "lab-docs", "lab-caps"];

    private readonly MemoryTree _tree = new();

    [Fact]
    public void Resolve_RepositoryOfV3_GivesApksAnswer() =>
        Assert.Equal(
            ["lab-base-1.0-r0", "lab-lib2-1-r0", "lab-app-3.0.0_rc2-r5", "lab-caps-2.1_p3-r1", "lab-docs-1-r0", "lab-app-doc-3.0.0_rc2-r5"],
            ApkResolver.Resolve([Open()], Request).Select(p => $"{p.Name}-{p.Version}"));

    [Fact]
    public void Install_PackagesOfV3_GivesApksDatabase()
    {
        var result = Install(out var scripts);

        Assert.Equal((6, 7693, 0), (result.Packages, result.InstalledBytes, result.Errors.Count));
        Assert.Equal(AdbFiles.Text("installed.txt"), _tree.Text("lib/apk/db/installed"));
        Assert.Equal(AdbFiles.Text("triggers.txt"), _tree.Text("lib/apk/db/triggers"));
        Assert.Equal(
            ["lab-app-3.0.0_rc2-r5.post-install 3.0.0_rc2-r5", "lab-app-3.0.0_rc2-r5.trigger /usr/share/app"], scripts.Runs);
    }

    [Fact]
    public void Install_PackagesOfV3_GivesApksTree()
    {
        Install(out _);

        foreach (var line in AdbFiles.Text("tree.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Assert.Equal(line, Line(line));
    }

    [Fact]
    public void Install_PackageOfV3_HasContentLinksTimesAndAttributes()
    {
        Install(out _);

        Assert.Equal("#!/bin/sh\necho tool\n", _tree.Text("usr/bin/tool"));
        Assert.True(_tree.AreSame("usr/bin/tool", "usr/bin/tool-hard"));
        Assert.Equal(1_764_547_200, _tree.Time("usr/bin/tool"));
        Assert.Equal(
            "0100000200200000000000000000000000000000", Convert.ToHexStringLower(_tree.Attribute("usr/sbin/ping", "security.capability")));
        Assert.Equal(new string('a', 5000), _tree.Text("usr/lib/big"));
    }

    [Fact]
    public void ReadPackage_NotTheOneOfTheIndex_IsRefused()
    {
        var source = new MemorySource();
        source.Files["Packages.adb"] = AdbFiles.Read("x86_64/Packages.adb");
        source.Files["lab-lib1-1-r0.apk"] = AdbFiles.Read("x86_64/lab-lib2-1-r0.apk");
        using var keys = AdbFiles.Keys();
        var chosen = ApkResolver.Resolve([ApkRepository.Open(source, keys)], ["lab-lib1"]);

        var error = Assert.Throws<ApkException>(() => chosen[0].Repository.ReadPackage(chosen[0].Entry));

        Assert.Contains("not the package of which the index has the checksum", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_IndexUnderTheNameOfTheOtherForm_IsRecognised()
    {
        using var keys = AdbFiles.Keys();
        keys.Add(TestKeys.Signing.Name, TestKeys.Signing.PublicPem());
        var (third, second) = (new MemorySource(), new MemorySource());
        third.Files["APKINDEX.tar.gz"] = AdbFiles.Read("x86_64/Packages.adb");
        second.Files["Packages.adb"] = TestRepository.Index("a 1-r0");

        Assert.Equal("lab v3", ApkRepository.Open(third, keys).Description);
        Assert.Equal("test", ApkRepository.Open(second, keys).Description);
    }

    [Fact]
    public void Resolve_RepositoriesOfBothForms_ChoosesAmongAll()
    {
        var chosen = ApkResolver.Resolve([TestRepository.Open("app 1-r0 D:lab-lib1 D:lab-base<1\nlab-base 0.9-r0"), Open()], ["app"]);

        Assert.Equal("lab-lib1-1-r0 lab-base-0.9-r0 app-1-r0", string.Join(' ', chosen.Select(p => $"{p.Name}-{p.Version}")));
    }

    [Fact]
    public void Open_SiteWithAnIndexOfV3Alone_FindsIt()
    {
        using var server = new TestServer(new() { ["/lab/x86_64/Packages.adb"] = AdbFiles.Read("x86_64/Packages.adb") });

        Assert.Equal("lab v3", Open($"{server.Address}/lab").Description);
        Assert.Equal(1, server.Count("/lab/x86_64/APKINDEX.tar.gz"));
    }

    private static ApkRepository Open(string? location = null) => ApkSources.Open(
        location ?? AdbFiles.Folder, AdbFiles.Keys(), "x86_64", null,
        new Transfer(Transfer.UsualPatience, null, TestContext.Current.CancellationToken));

    private InstallResult Install(out FakeScripts scripts)
    {
        scripts = new FakeScripts(_tree);
        return ApkInstaller.Install(ApkResolver.Resolve([Open()], Request), Request, "x86_64", _tree, scripts);
    }

    /// <summary>What the tree has, in the words of the list: path, kind, mode, owners, size, target. Directories have any size.</summary>
    private string Line(string expected)
    {
        var path = _tree.Paths.Single(p => expected.StartsWith(p + " ", StringComparison.Ordinal)
            && expected[(p.Length + 1)..].Split(' ') is [{ Length: 1 }, ..]);
        var node = _tree.Find(path)!.Value;
        var (kind, size, target) = node.Kind switch
        {
            NodeKind.Directory => ("d", expected.Split(' ')[^2], ""),
            NodeKind.SymbolicLink => ("l", Encoding.UTF8.GetByteCount(_tree.ReadLink(path)).ToString(), _tree.ReadLink(path)),
            _ => ("f", node.Size.ToString(), ""),
        };
        return $"{path} {kind} {Convert.ToString(node.Mode, 8)} {node.User}:{node.Group} {size} {target}";
    }
}
