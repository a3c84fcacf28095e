using Router.Core.State;
using Router.Core.Tests.Sections;
using Router.Core.Tests.State;
using Router.Features.Configuration;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Services;

public class ServiceTextTests
{
    private const string Base = "version: 1\ninterfaces:\n  lan: { device: eth1, zone: lan, addresses: [192.168.1.1/24] }\n";

    [Fact]
    public void Squid_DomainsThatOthersTakeIn_AreLeftOut() => Assert.Contains(
        "acl denied dstdomain .example other.org\n",
        File(
            Example.Read($"{Base}services:\n  proxy: {{ zones: [lan], deny: [.example, www.example, other.org] }}\n"),
            "/etc/squid/squid.conf"),
        StringComparison.Ordinal);

    [Fact]
    public void Samba_ShareWithoutUsers_IsClosed()
    {
        var text = File(
            Example.Read($"{Base}services:\n  files: {{ zones: [lan], shares: {{ empty: {{ path: empty }} }} }}\n"), "/etc/samba/smb.conf");
        Assert.Contains("available = no\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("valid users", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Dnsmasq_WithoutDnsAndDhcp_ListensOnTheLoopbackAlone()
    {
        var text = File(Example.Read(Base), "/etc/dnsmasq.conf");
        Assert.Equal(["interface=lo"], text.Split('\n').Where(l => l.StartsWith("interface", StringComparison.Ordinal)));
    }

    [Fact]
    public void Sshd_WithoutAnyKey_DoesNotRun()
    {
        var config = Example.Read(
            $"{Base}system:\n  users:\n    anna: {{ role: admin, password: !secret anna }}\nservices:\n  ssh: {{ zones: [lan] }}\n");
        Assert.False(Desired(config).Services.Single(s => s.Name == "sshd").Running);
    }

    [Fact]
    public void Sshd_UserWhoseKeysAreGone_HasAnEmptyKeyFile() => Assert.Equal(
        "",
        File(
            Example.Read($"{Base}system:\n  users:\n    anna: {{ role: admin, password: !secret anna }}\n"),
            "/etc/ssh/authorized_keys/anna"));

    [Fact]
    public void Shadow_OfTheSameUser_IsTheSameEachTime()
    {
        var config = Example.Read($"{Base}system:\n  users:\n    anna: {{ role: admin, password: !secret anna }}\n");
        var first = File(config, "/etc/shadow");
        Assert.Matches("\nanna:\\$6\\$[0-9a-f]{16}\\$[./0-9A-Za-z]{86}:1:0:99999:7:::\n", first);
        Assert.Equal(first, File(config, "/etc/shadow"));
    }

    [Fact]
    public void Services_OfAnyDocument_StartTheWayInAndTheNetworkBeforeTheRest()
    {
        var names = Desired(Example.File("home.yaml")).Services.Select(s => s.Name).ToList();
        Assert.Equal(
            [
                "@system", "@accounts", "sshd", "udhcpc.eth0", "pppoe.eth0", "dhcpcd", "system-log", "@log-certificates", "watchdog",
                "dnsmasq", "unbound", "zebra", "bgpd", "chronyd", "strongswan", "inadyn", "squid", "samba", "avahi-daemon", "igmpproxy"
            ],
            names.Where(n => !n.EndsWith("eth1", StringComparison.Ordinal) && !n.EndsWith("eth2", StringComparison.Ordinal)));
    }

    [Fact]
    public void Bgpd_MeshesInVrfs_HasAnInstanceForEachWithItsOwnNetworks()
    {
        var config = TypedLines.Into("mesh-vrf.yaml", "mesh mesh-red bgp as 65000;mesh mesh-blue bgp as 65001").Reading.Config;
        var files = Example.Desired(config, FakeKernel.WithPorts(4)).Services.SelectMany(s => s.Files);
        var instances = files.Single(f => f.Path == "/etc/frr/bgpd.conf").Content.Split("router bgp ")[1..];
        Assert.StartsWith("65000 vrf red\n", instances[0], StringComparison.Ordinal);
        Assert.Contains("  network 10.0.0.0/24\n", instances[0], StringComparison.Ordinal);
        Assert.Contains(" bgp listen range 10.255.0.0/24 peer-group mesh-red\n", instances[0], StringComparison.Ordinal);
        Assert.StartsWith("65001 vrf blue\n", instances[1], StringComparison.Ordinal);
        Assert.DoesNotContain("192.0.2.0", string.Concat(instances), StringComparison.Ordinal);
    }

    private static DesiredState Desired(RouterConfig config) => Example.Desired(config, FakeKernel.WithPorts(3));

    private static string File(RouterConfig config, string path) =>
        Desired(config).Services.SelectMany(s => s.Files).Single(f => f.Path == path).Content;
}
