using Router.Core.Boards;
using Router.Image.Apk;
using Router.Image.Architectures;
using Router.Image.Audit;
using Router.Image.Trees;

namespace Router.Image.Tests.Audit;

public sealed class AuditorTests
{
    private static readonly byte[] Weak = new TestElf { HasRelro = false }.Build();

    private static readonly AuditException Exception = new() { Path = ["/usr/bin/*"], Allow = [Hardening.Relro], Reason = "a test" };

    [Fact]
    public void Audit_WeakProgram_IsAViolation()
    {
        var report = Audit([], File("/usr/bin/tool", Weak), File("/etc/text"));
        Assert.Equal([("/usr/bin/tool", Hardening.Relro)], report.Violations.Select(v => (v.Path, v.Property)));
        Assert.False(report.IsClean);
        Assert.Equal(new Tally(Hardening.Relro, 1, 0, 1, 0, 0), report.Properties.Single(t => t.Property == Hardening.Relro));
        Assert.Equal(new Tally(Hardening.Setuid, 2, 2, 0, 0, 0), report.Properties.Single(t => t.Property == Hardening.Setuid));
    }

    [Fact]
    public void Audit_ExceptionForIt_LetsItPass()
    {
        var report = Audit([Exception], File("/usr/bin/tool", Weak));
        Assert.True(report.IsClean);
        Assert.Equal("/usr/bin/tool", Assert.Single(report.Allowed).Path);
        Assert.Empty(report.Idle);
    }

    [Fact]
    public void Audit_ExceptionForAnotherProperty_LetsNothingPass()
    {
        var report = Audit([Exception with { Allow = [Hardening.Pie] }], File("/usr/bin/tool", Weak));
        Assert.False(report.IsClean);
        Assert.Equal("audit: /usr/bin/*: allow pie: no file needs it", Assert.Single(report.Idle));
    }

    [Fact]
    public void Audit_ExceptionForAnotherSource_HasNoPart()
    {
        var report = Audit([Exception with { Source = "lab" }], File("/usr/bin/tool", Weak));
        Assert.False(report.IsClean);
        Assert.Empty(report.Idle);
    }

    [Theory]
    [InlineData("aarch64", false)]
    [InlineData("x86_64", true)]
    public void Audit_ExceptionForAnArchitecture_HoldsForItAlone(string architecture, bool isClean)
    {
        var auditor = new Auditor([Exception with { Architecture = architecture }], "", Architecture.X64);
        var report = auditor.Audit([File("/usr/bin/tool", Weak)]);
        Assert.Equal(isClean, report.IsClean);
        Assert.Empty(report.Idle);
    }

    [Fact]
    public void Audit_TwoExceptionsForOneFile_AreBothUsed() =>
        Assert.Empty(Audit([Exception, Exception with { Path = ["/usr/**"] }], File("/usr/bin/tool", Weak)).Idle);

    [Fact]
    public void Audit_Modes_AreFound()
    {
        var report = Audit(
            [],
            File("/a") with { Mode = 0x9ed, User = 5 },
            File("/b") with { Mode = 0x5ed, Group = 6 },
            File("/c") with { Mode = 0x1b6 },
            File("/d") with { HasCapabilities = true },
            File("/tmp") with { Kind = NodeKind.Directory, Mode = 0x3ff },
            File("/open") with { Kind = NodeKind.Directory, Mode = 0x1ff },
            File("/shared") with { Kind = NodeKind.Directory, Mode = 0x5ed },
            File("/link") with { Kind = NodeKind.SymbolicLink, Mode = 0x1ff },
            File("/dev/null") with { Kind = NodeKind.CharacterDevice, Mode = 0x1b6 });
        Assert.Equal(
            [
                "/a: setuid: it runs as user 5", "/b: setgid: it runs as group 6", "/c: world-writable: everybody can write it",
                "/d: capabilities: the kernel gives it capabilities", "/open: world-writable: everybody can write and delete here"
            ],
            report.Violations.Select(v => v.ToText()));
    }

    [Theory]
    [InlineData("/usr/bin/tool", "/usr/bin/tool", true)]
    [InlineData("/usr/bin/*", "/usr/bin/tool", true)]
    [InlineData("/usr/bin/*", "/usr/bin/deep/tool", false)]
    [InlineData("/usr/*bin/t??l", "/usr/sbin/tool", true)]
    [InlineData("/usr/**", "/usr/lib/deep/er/tool.so", true)]
    [InlineData("/usr/**", "/us/tool", false)]
    [InlineData("/**/tool.so.*", "/usr/lib/tool.so.1.2", true)]
    [InlineData("/**/lib/tool", "/lib/tool", true)]
    [InlineData("/usr/bin/[", "/usr/bin/[", true)]
    [InlineData("/usr/bin/Tool", "/usr/bin/tool", false)]
    public void Pattern_OfPaths_StaysInAFolderUnlessItSaysMore(string pattern, string path, bool matches) =>
        Assert.Equal(matches, PathPattern.IsMatch(pattern, path));

    private static AuditReport Audit(AuditException[] exceptions, params TreeEntry[] tree) => new Auditor(exceptions, "alpine").Audit(tree);

    private static TreeEntry File(string path, byte[]? content = null) => new(path, NodeKind.File, 0x1ed, 0, 0, content);
}
