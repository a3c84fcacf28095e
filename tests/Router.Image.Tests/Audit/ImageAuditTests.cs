using System.Diagnostics;
using Router.Image.Audit;
using Router.Image.Audit.Edges;
using Router.Image.Root.Edges;
using Router.Image.Trees.Edges;

namespace Router.Image.Tests.Audit;

/// <summary>A tree with planted faults, as a folder and as a squashfs.</summary>
public sealed class ImageAuditTests : IDisposable
{
    private const string Profile = """
        name: box
        architecture: x86_64
        ports: { wan: eth0 }
        packages: {}
        audit:
          - { path: /bin/fixed, allow: pie, source: lab, reason: it was always so }
          - { path: /bin/gone, allow: [pie, relro], source: lab, reason: it was here once }
          - { path: /bin/other, allow: pie, source: alpine, reason: another source }
        """;

    private const string Manifest = """
        { "board": "box", "source": "lab", "repositories": [], "version": "1.0.0", "kernel": "6.1", "architecture": "x86_64",
          "packages": 0, "linked": [] }
        """;

    private static readonly string[] Planted =
    [
        "/bin/late: relro: calls are bound late, in a table that stays writable",
        "/bin/root: setuid: it runs as user 0",
        "/bin/stack: nx: it asks for an executable stack",
        "/srv/all: world-writable: everybody can write it",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("router-audit").FullName;

    public ImageAuditTests()
    {
        var tree = new RootTree(Tree);
        tree.Write("/etc/router/board.yaml", Profile);
        tree.Write("/etc/router/manifest.json", Manifest);
        Write("bin/fixed", new TestElf { Type = 2 });
        Write("bin/late", new TestElf { BindsNow = null });
        Write("bin/stack", new TestElf { Stack = 7 });
        Write("bin/good one", new TestElf());
        tree.Write("/bin/root", "#!/bin/sh", (UnixFileMode)0x9ed);
        tree.Write("/srv/all", "for all", (UnixFileMode)0x1b6);
        File.CreateSymbolicLink(Path.Combine(Tree, "bin", "link"), "good one");
    }

    private string Tree => Path.Combine(folder, "tree");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Audit_Folder_FindsWhatWasPlanted() => Check(await AuditAsync(Tree));

    [Fact]
    public async Task Audit_Squashfs_FindsTheSame() => Check(await AuditAsync(Pack()));

    [Fact]
    public async Task Audit_Capabilities_AreFoundInFolderAndSquashfs()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "file capabilities are set by root");
        using (var tree = Router.Image.Apk.Edges.DirectoryTree.Open(Tree))
        {
            // Version 2, effective, cap_net_raw.
            tree.SetAttribute("bin/good one", "security.capability", [1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        }
        foreach (var place in new[] { Tree, Pack() })
        {
            var report = await AuditAsync(place);
            Assert.Contains("/bin/good one: capabilities: the kernel gives it capabilities", report.Violations.Select(v => v.ToText()));
            Assert.Equal(Planted.Length + 1, report.Violations.Count);
        }
    }

    [Fact]
    public void Require_TreeWithViolations_SaysEachAndEnds()
    {
        var said = new Said();
        var e = Assert.Throws<ImageException>(() => ImageAudit.Require(Tree, "boards/box/board.yaml", said));
        Assert.Contains("4 violations", e.Message, StringComparison.Ordinal);
        Assert.Contains("audit: /bin/stack: nx: it asks for an executable stack", said.Lines);
        Assert.Contains("warning: boards/box/board.yaml: audit: /bin/gone: allow pie: no file needs it", said.Lines);
    }

    [Fact]
    public async Task Audit_ExceptionsOfThePackages_HoldBesideThoseOfTheBoard()
    {
        new RootTree(Tree).Write("/etc/router/audit.yaml", "audit: [{ path: /bin/late, allow: relro, reason: as packaged }]\n");
        var report = await AuditAsync(Tree);
        Assert.Equal(Planted[1..], report.Violations.Select(v => v.ToText()).Order(StringComparer.Ordinal));
        Assert.Equal(["/bin/fixed", "/bin/late"], report.Allowed.Select(a => a.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Audit_ExceptionsOfThePackagesWithAMistake_AreRefusedWithTheirPlace()
    {
        new RootTree(Tree).Write("/etc/router/audit.yaml", "audit:\n  - { path: bin/late, allow: relro, reason: as packaged }\n");
        var e = await Assert.ThrowsAsync<ImageException>(() => AuditAsync(Tree));
        Assert.StartsWith("/etc/router/audit.yaml:2:", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_FileThatIsNoSquashfs_SaysSo()
    {
        var file = Path.Combine(folder, "text");
        await File.WriteAllTextAsync(file, "no image", TestContext.Current.CancellationToken);
        var e = await Assert.ThrowsAsync<ImageException>(() => AuditAsync(file));
        Assert.Contains("it is no squashfs", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_DamagedSquashfs_IsRefusedWithItsName()
    {
        var file = Pack();
        await using (var stream = File.OpenWrite(file))
            stream.SetLength(200);
        var e = await Assert.ThrowsAsync<ImageException>(() => AuditAsync(file));
        Assert.Contains("squashfs", e.Message, StringComparison.Ordinal);
    }

    private static void Check(AuditReport report)
    {
        Assert.Equal(Planted, report.Violations.Select(v => v.ToText()).Order(StringComparer.Ordinal));
        Assert.Equal("/bin/fixed: pie: it has a fixed address", Assert.Single(report.Allowed).ToText());
        Assert.Equal(
            ["audit: /bin/gone: allow pie: no file needs it", "audit: /bin/gone: allow relro: no file needs it"], report.Idle);
    }

    private static Task<AuditReport> AuditAsync(string place) =>
        ImageAudit.RunAsync(ImagePlace.Find(place, orTree: true), TestContext.Current.CancellationToken);

    private string Pack()
    {
        var file = Path.Combine(folder, "tree.squashfs");
        using var process = Process.Start(
            new ProcessStartInfo("mksquashfs", [Tree, file, "-noappend", "-quiet", "-no-progress"]) { RedirectStandardOutput = true })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return file;
    }

    private void Write(string path, TestElf elf)
    {
        var file = Path.Combine(Tree, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, elf.Build());
    }

    private sealed class Said : IProgressSink
    {
        public List<string> Lines { get; } = [];

        public void Say(string line) => Lines.Add(line);

        public IProgress<long> Step(string what, long total) => new Progress<long>();
    }
}
