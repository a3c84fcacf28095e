using Router.Core.State;
using Router.Core.Tests.State;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Sections.Services;

public sealed class TftpTests
{
    private const string Shares =
        "files: { zones: [lan], shares: { boot: { path: net/boot, write: [ben] }, old: { path: an old one, write: [ben] } } }";

    [Theory]
    [InlineData("tftp: { zones: [lan] }", "/data/tftp")]
    [InlineData("tftp: { zones: [lan], root: pxe/arm }", "/data/tftp/pxe/arm")]
    [InlineData(Shares + ", tftp: { zones: [lan], share: boot }", "/data/files/net/boot")]
    [InlineData(Shares + ", tftp: { zones: [lan], share: boot, root: arm }", "/data/files/net/boot/arm")]
    public void File_OfAServer_NamesLinksAndFolder(string services, string folder) => Assert.Contains(
        $"\nenable-tftp=eth1\ntftp-root={folder}\ntftp-no-fail\ntftp-single-port\n", Service(services, "dnsmasq").Files[0].Content,
        StringComparison.Ordinal);

    [Fact]
    public void File_WithoutAServer_HasNoneOfIt()
    {
        Assert.DoesNotContain("tftp", Service("", "dnsmasq").Files[0].Content, StringComparison.Ordinal);
        Assert.DoesNotContain("tftp", Service("tftp: {}", "dnsmasq").Files[0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_OfAServer_AreMadeUnlessAShareHasThem()
    {
        Assert.Equal(
            ["/data/tftp", "/data/tftp/pxe/arm"],
            Service("tftp: { zones: [lan], root: pxe/arm }", "dnsmasq").Directories.Select(d => d.Path)
                .Where(p => p.StartsWith("/data", StringComparison.Ordinal)));
        Assert.DoesNotContain(
            Service(Shares + ", tftp: { zones: [lan], share: boot }", "dnsmasq").Directories,
            d => d.Path.StartsWith("/data", StringComparison.Ordinal));
    }

    /// <summary>The server is another user than those of the share.</summary>
    [Fact]
    public void Share_WhoseFilesGoOut_IsReadableForAll()
    {
        var samba = Service(Shares + ", tftp: { zones: [lan], share: boot }", "samba");
        var shares = samba.Files[0].Content.Split("\n[")[1..];
        Assert.Equal(["boot", "old"], shares.Select(share => share.Split(']')[0]));
        Assert.Contains("create mask = 0664\ndirectory mask = 2775\n", shares[0], StringComparison.Ordinal);
        Assert.Contains("create mask = 0660\ndirectory mask = 2770\n", shares[1], StringComparison.Ordinal);
        Assert.Equal(Convert.ToInt32("2775", 8), samba.Directories.Single(d => d.Path == "/data/files/net/boot").Mode);
        Assert.Equal(Convert.ToInt32("2770", 8), samba.Directories.Single(d => d.Path == "/data/files/an old one").Mode);
    }

    [Fact]
    public void Firewall_LetsItsZonesIn() => Assert.Contains(
        "\"eth1\" . udp . 69",
        Desired("tftp: { zones: [lan] }").Ruleset.ToText(), StringComparison.Ordinal);

    [Theory]
    [InlineData("tftp: { zones: [attic] }", "services tftp zones attic: ")]
    [InlineData("tftp: { zones: [lan], root: ../etc }", "services tftp root: ")]
    [InlineData("tftp: { zones: [lan], root: /etc }", "services tftp root: ")]
    [InlineData("tftp: { zones: [lan], root: 'a b' }", "services tftp root: ")]
    [InlineData("tftp: { zones: [lan], share: boot }", "services tftp share: ")]
    [InlineData(
        Shares + ", tftp: { zones: [lan], share: old }",
        "services tftp share: its folder an old one has signs that the TFTP server does not take")]
    public void Check_Mistake_IsNamedWithItsPlace(string services, string expected) =>
        Assert.Contains(expected, Checked.Problems(Checked.Document(services)), StringComparison.Ordinal);

    [Fact]
    public void Check_WithoutAZone_IsTold() =>
        Assert.Equal("services tftp: listens in no zone, so nobody reaches it (add zones)", Checked.Advice(Checked.Document("tftp: {}")));

    private static DesiredService Service(string services, string name) => Desired(services).Services.Single(s => s.Name == name);

    private static DesiredState Desired(string services) =>
        Example.Desired(Example.Read(Checked.Document(services)), FakeKernel.WithPorts(3));
}
