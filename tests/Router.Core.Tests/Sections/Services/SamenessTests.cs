namespace Router.Core.Tests.Sections.Services;

/// <summary>What is the same to the tool that will read it is refused, however it is written.</summary>
public sealed class SamenessTests
{
    [Theory]
    [InlineData(
        "Private: { path: clara, write: [clara] }, private: { path: ben, write: [ben] }",
        "services files shares private: is Private to Samba, which does not look at capitals (choose another name)")]
    [InlineData(
        "Ärger: { path: a, write: [ben] }, ärger: { path: b, write: [ben] }",
        "services files shares ärger: is Ärger to Samba, which does not look at capitals (choose another name)")]
    [InlineData("a: { path: x, write: [ben] }, b: { path: x, write: [ben] }", "")]
    [InlineData(
        "Global: { path: x, write: [ben] }",
        "services files shares Global: 'Global' is a name that Samba keeps for itself (for example media)")]
    [InlineData(
        "glob al: { path: x, write: [ben] }",
        "services files shares \"glob al\": 'glob al' is a name that Samba keeps for itself (for example media)")]
    [InlineData(
        "globals: { path: x, write: [ben] }",
        "services files shares globals: 'globals' is a name that Samba keeps for itself (for example media)")]
    [InlineData(
        "HOMES: { path: x, write: [ben] }",
        "services files shares HOMES: 'HOMES' is a name that Samba keeps for itself (for example media)")]
    [InlineData(
        "Printers: { path: x, write: [ben] }",
        "services files shares Printers: 'Printers' is a name that Samba keeps for itself (for example media)")]
    [InlineData(
        "IPC$: { path: x, write: [ben] }", "services files shares IPC$: 'IPC$' is a name that Samba keeps for itself (for example media)")]
    [InlineData(
        "Print$: { path: x, write: [ben] }",
        "services files shares Print$: 'Print$' is a name that Samba keeps for itself (for example media)")]
    [InlineData(
        "a  b: { path: x, write: [ben] }",
        "services files shares \"a  b\": 'a  b' is no name of a share: letters, digits, single blanks, '-', '_' and '.', 80 at most (for example media)")]
    [InlineData(
        "a: { path: a/../b, write: [ben] }",
        "services files shares a path: 'a/../b' is no folder below files: names with letters, digits, single blanks, '.', '_' and '-' between slashes, without '..' and blanks at their ends (for example media)")]
    public void Shares_OfOneName_AreRefused(string shares, string expected) =>
        Assert.Equal(expected, Checked.Problems(Checked.Document($"files: {{ zones: [lan], shares: {{ {shares} }} }}")));

    [Theory]
    [InlineData(
        "nas: { mac: 52-54-00-00-00-01, address: 192.168.1.9 }, NAS: { mac: 52-54-00-00-00-02, address: 192.168.1.10 }",
        "NAS: is nas to the resolver, which does not look at capitals and adds the domain (choose another name)")]
    [InlineData(
        "nas: { mac: 52-54-00-00-00-01, address: 192.168.1.9 }, nas.home.arpa: { mac: 52-54-00-00-00-02, address: 192.168.1.10 }",
        "nas.home.arpa: is nas to the resolver, which does not look at capitals and adds the domain (choose another name)")]
    [InlineData("Home: { mac: 52-54-00-00-00-01, address: 192.168.1.9 }", "Home: is the router's own name (choose another name)")]
    [InlineData(
        "localhost: { mac: 52-54-00-00-00-01, address: 192.168.1.9 }",
        "localhost: 'localhost' means the machine that asks, whichever it is (for example home)")]
    [InlineData(
        "printer: { mac: 52-54-00-00-00-01, address: 192.168.1.9 }",
        "printer: services dns hosts says that Printer is 192.168.1.8 (use the same address, or another name)")]
    [InlineData(
        "a: { mac: 52-54-00-00-00-0a, address: 192.168.1.9 }, b: { mac: 5254.0000.000A, address: 192.168.1.10 }",
        "b mac: 52:54:00:00:00:0a is a already (a host has one lease)")]
    [InlineData(
        "a: { mac: 52-54-00-00-00-01, address: 192.168.1.9 }, b: { mac: 52-54-00-00-00-02, address: 192.168.1.9 }",
        "b address: 192.168.1.9 is given to a already (choose another)")]
    public void Leases_OfOneHost_AreRefused(string leases, string expected) => Assert.Equal(
        $"services dhcp lan leases {expected}",
        Checked.Problems(Checked.Document(
            $"dns: {{ domain: home.arpa, hosts: {{ Printer: 192.168.1.8 }} }}, dhcp: {{ lan: {{ range: 192.168.1.100-192.168.1.199, leases: {{ {leases} }} }} }}")));

    [Theory]
    [InlineData(
        "nas: 192.168.1.9, NAS: 192.168.1.10",
        "NAS: is nas to the resolver, which does not look at capitals and adds the domain (keep one of the two)")]
    [InlineData(
        "nas: 192.168.1.9, nas.Home.arpa: 192.168.1.10",
        "nas.Home.arpa: is nas to the resolver, which does not look at capitals and adds the domain (keep one of the two)")]
    [InlineData("HOME: 192.168.1.9", "HOME: is the router's own name, and 192.168.1.9 is no address of it (choose another name)")]
    public void Records_OfOneName_AreRefused(string hosts, string expected) => Assert.Equal(
        $"services dns hosts {expected}", Checked.Problems(Checked.Document($"dns: {{ domain: home.arpa, hosts: {{ {hosts} }} }}")));

    [Theory]
    [InlineData("dns: { domain: home.arpa, hosts: { nas: 192.168.1.9, nas.home.arpa: \"2001:db8:1::9\", home: 192.168.1.1 } }")]
    [InlineData(
        "dns: { hosts: { nas: 192.168.1.9 } }, dhcp: { lan: { range: 192.168.1.100-192.168.1.199, leases: { nas: { mac: 52-54-00-00-00-01, address: 192.168.1.9 } } } }")]
    public void Names_OfTwoFamiliesOrOneAddress_AreTaken(string services) => Assert.Equal("", Checked.Problems(Checked.Document(services)));

    [Theory]
    [InlineData(
        "[Ads.example, ads.EXAMPLE]",
        "services proxy deny ads.EXAMPLE: Ads.example is the same, capitals do not count (delete ads.EXAMPLE)")]
    [InlineData("[.Ads.example, ads.example]", "services proxy deny ads.example: .ads.example refuses it already (delete ads.example)")]
    [InlineData("[ads.example, ads.example]", "services proxy deny: 'ads.example' is listed twice, first in line 14 (keep one)")]
    public void Deny_OfOneDomain_IsRefused(string deny, string expected) =>
        Assert.Equal(expected, Checked.Problems(Checked.Document($"proxy: {{ zones: [lan], deny: {deny} }}")));

    [Theory]
    [InlineData(
        "upstream: [\"2620:FE::FE\", \"2620:fe:0::fe\"]",
        "services dns upstream: '2620:fe:0::fe' is listed twice, first in line 14 as '2620:FE::FE' (keep one)")]
    public void List_OneValueWrittenTwoWays_IsRefused(string dns, string expected) =>
        Assert.Equal(expected, Checked.Problems(Checked.Document($"dns: {{ {dns} }}")));

    [Theory]
    [InlineData("wan2: { device: \"mac:52-54-00-AA-BB-CC\", zone: wan }", "wan3: { device: \"mac:5254.00aa.bbcc\", zone: wan }")]
    public void Ports_OneHardwareAddressWrittenTwoWays_IsOnePort(string one, string two) => Assert.Contains(
        "mac:52:54:00:aa:bb:cc is used by wan2 already",
        Checked.Problems(Checked.Document(interfaces: $"  {one}\n  {two}\n")),
        StringComparison.Ordinal);
}
