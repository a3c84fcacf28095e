using Router.Core.Tests.State;
using Router.Testing.Kernel;

namespace Router.Core.Tests.Sections.Services;

/// <summary>DHCP in full: what is refused with what fix, and what dnsmasq is told.</summary>
public sealed class DhcpServerTests
{
    private const string Range = "range: 192.168.1.100-192.168.1.199";

    [Theory]
    [InlineData("lan: {}", "lan: hands out nothing (add range, pools or leases, or relay)")]
    [InlineData(
        "lan: { pools: { a: { range: 192.168.1.10-192.168.1.20 }, b: { range: 192.168.1.20-192.168.1.30 } } }",
        "lan pools b range: shares addresses with pools a range (each address is in one range)")]
    [InlineData(
        "lan: { pools: { a: { range: 192.168.1.10-192.168.1.20, class: phone } }, classes: { phones: { vendor: x } } }",
        "lan pools a class: there is no class phone (did you mean phones?)")]
    [InlineData(
        "lan: { pools: { a: { range: 10.9.0.10-10.9.0.20 } } }",
        "lan pools a range: not inside 192.168.1.0/24 (hosts get addresses of the interface's network)")]
    [InlineData(
        "lan: { range: 192.168.1.10-192.168.1.20, classes: { a: { dns: [9.9.9.9] } } }",
        "lan classes a: no host is of it (add vendor, user or macs)")]
    [InlineData(
        "lan: { " + Range + ", gateway: 192.168.2.1 }",
        "lan gateway: 192.168.2.1 is not inside 192.168.1.0/24 (hosts reach no gateway outside of their network)")]
    [InlineData("lan: { " + Range + ", dns: [127.0.0.1] }", "lan dns 127.0.0.1: 127.0.0.1 is the host itself (the address of a server)")]
    [InlineData("lan: { " + Range + ", options: { 3: 192.168.1.9 } }", "lan options 3: option 3 has a key of its own (write gateway)")]
    [InlineData(
        "lan: { " + Range + ", options: { 54: 192.168.1.9 } }",
        "lan options 54: option 54 is said by the server or the host itself (leave it out)")]
    [InlineData(
        "lan: { " + Range + ", options: { 150: tftp.example } }",
        "lan options 150: option 150 is a list of IPv4 addresses (for example [10.1.0.9])")]
    [InlineData(
        "lan: { " + Range + ", options: { 26: 70000 } }",
        "lan options 26: option 26 is a number from 0 to 65535 (write it with digits alone)")]
    [InlineData(
        "lan: { " + Range + ", options: { 230: 5 } }",
        "lan options 230: option 230 is a number, and nobody knows of how many bytes (hex:05 is one byte, hex:0005 are two, text:5 is a digit)")]
    [InlineData(
        "lan: { " + Range + ", options: { 230: hex:0g } }",
        "lan options 230: option 230 is not 1 to 255 bytes (hex: has two digits a byte, text: what is sent as it stands)")]
    [InlineData("lan: { " + Range + ", options: { 255: x } }", "lan options 255: '255' is not a number from 1 to 254 (for example 150)")]
    [InlineData(
        "lan: { " + Range + ", boot: { file: pxe.0 }, options: { 66: x } }",
        "lan boot file: is a file of no server (add server, or write a URL)|services dhcp lan options 66: boot says the same (keep one of the two)")]
    [InlineData(
        "lan: { " + Range + ", boot: { server: 192.168.1.9, files: { http-x64: a.efi } } }",
        "lan boot files http-x64: such machines take a URL alone (for example http://10.1.0.9/boot.efi)")]
    [InlineData("lan: { " + Range + ", boot: { server: 192.168.1.9 } }", "lan boot: names no file (add file, files or ipxe)")]
    [InlineData(
        "lan: { " + Range + ", relay: [10.9.0.1] }",
        "lan relay: the servers that it relays to decide about all else (leave out what stands beside relay)")]
    [InlineData(
        "lan: { relay: [192.168.1.1] }", "lan relay 192.168.1.1: 192.168.1.1 is the router itself (the address of a server elsewhere)")]
    [InlineData(
        "lan: { relay: [192.168.1.7] }",
        "lan relay 192.168.1.7: 192.168.1.7 is on the network itself and hears its hosts without a relay (leave it out)")]
    [InlineData("lan: { leases: { nas: { address: 192.168.1.9 } } }", "lan leases nas: no host is known by it (add mac or client-id)")]
    [InlineData(
        "lan: { leases: { a: { client-id: host-a, address: 192.168.1.9 }, b: { client-id: HOST-a, address: 192.168.1.8 } } }",
        "lan leases b client-id: HOST-a is a already (a host has one lease)")]
    [InlineData(
        "lan: { leases: { a: { client-id: abba, address: 192.168.1.9 } } }",
        "lan leases a client-id: 'abba' could be text or bytes: write bytes with colons (for example 01:52:54:00:12:34:56)")]
    [InlineData(
        "lan: { " + Range
        + ", pools: { a: { range: 192.168.1.10-192.168.1.20 } }, leases: { nas: { mac: 52-54-00-00-00-01, address: 192.168.1.15 } } }",
        "lan leases nas address: 192.168.1.15 is inside the range 192.168.1.10-192.168.1.20 (another host may have it already; choose one outside)")]
    public void Dhcp_ThatCannotBe_IsRefusedWithTheFix(string dhcp, string expected) =>
        Assert.Equal($"services dhcp {expected}", Checked.Problems(Checked.Document($"dhcp: {{ {dhcp} }}")));

    [Theory]
    [InlineData("26: 1492", "26,1492")]
    [InlineData("66: boot.example", "66,\"boot.example\"")]
    [InlineData("66: 10.1.0.9", "66,\"10.1.0.9\"")]
    [InlineData("150: [10.1.0.9, 10.1.0.10]", "150,10.1.0.9,10.1.0.10")]
    [InlineData("114: text:1", "114,49b")]
    [InlineData("138: [10.1.0.9, 10.1.0.10]", "138,0a:01:00:09:0a:01:00:0a")]
    [InlineData("242: MCIPADD=10.1.0.9", "242,4d:43:49:50:41:44:44:3d:31:30:2e:31:2e:30:2e:39")]
    [InlineData("43: hex:0a0B", "43,0a:0b")]
    public void Option_OfAnyForm_IsWrittenAsItsBytes(string option, string expected) => Assert.Contains(
        $"\ndhcp-option=tag:eth1,{expected}\n", Text($"dhcp: {{ lan: {{ {Range}, options: {{ {option} }} }} }}"), StringComparison.Ordinal);

    [Fact]
    public void Classes_PoolsAndBoot_StandBehindWhatAllAreTold()
    {
        var text = Text(
            "dhcp: { lan: { " + Range
            + ", gateway: none, boot: { server: 192.168.1.9, file: a.0, files: { uefi-x64: b.efi }, ipxe: \"http://x.example/s\" }, "
            + "pools: { p: { range: 192.168.1.10-192.168.1.20, class: phones, lease-time: 5m } }, "
            + "classes: { phones: { vendor: \"Cisco, Inc.\", macs: [\"00:1B:0C:*:*:*\"], options: { 150: 192.168.1.8 } } } } }");
        Assert.Contains(
            """
            dhcp-match=set:machine/uefi-x64,option:client-arch,7
            dhcp-match=set:machine/uefi-x64,option:client-arch,9
            dhcp-match=set:machine/ipxe,175
            dhcp-range=192.168.1.100,192.168.1.199,255.255.255.0,43200
            dhcp-range=tag:lan/phones,192.168.1.10,192.168.1.20,255.255.255.0,300
            dhcp-option=tag:eth1,option:router
            dhcp-boot=tag:eth1,a.0,,192.168.1.9
            dhcp-boot=tag:eth1,tag:machine/uefi-x64,b.efi,,192.168.1.9
            dhcp-boot=tag:eth1,tag:machine/ipxe,http://x.example/s,,192.168.1.9
            dhcp-vendorclass=set:lan/phones,"Cisco, Inc."
            dhcp-mac=set:lan/phones,00:1b:0c:*:*:*
            dhcp-option=tag:eth1,tag:lan/phones,150,192.168.1.8

            """,
            text, StringComparison.Ordinal);
    }

    [Fact]
    public void Leases_WithoutARange_AreAllThatIsGiven() => Assert.Contains(
        "\ndhcp-range=192.168.1.0,static,255.255.255.0,43200\ndhcp-host=id:01:52:54:00:00:00:01,192.168.1.9,nas\n",
        Text("dhcp: { lan: { leases: { nas: { client-id: \"01:52:54:00:00:00:01\", address: 192.168.1.9 } } } }"),
        StringComparison.Ordinal);

    [Fact]
    public void Dhcp_WithNameServersOfItsOwn_AsksForNoPolicyToThisOne() => Assert.Equal("", Checked.Advice(Checked.Document(
        $"dhcp: {{ lan: {{ {Range}, dns: [9.9.9.9] }} }}", "{ lan -> router: [dhcp], router -> wan: accept }")));

    [Theory]
    [InlineData(
        "dhcpv6: { lan: { range: \"::10-::20\" } }",
        "dhcpv6 lan: hosts ask for addresses where an advertisement says so, and there is none (add services router-advertisements lan)")]
    [InlineData("router-advertisements: { lan: {} }, dhcpv6: { lan: {} }", "dhcpv6 lan: hands out nothing (add range or leases, or relay)")]
    [InlineData(
        "router-advertisements: { lan: {} }, dhcpv6: { lan: { range: \"::1-::20\" } }",
        "dhcpv6 lan range: ::1 in it is the router's own suffix (choose a range without it)")]
    [InlineData(
        "router-advertisements: { lan: {} }, dhcpv6: { lan: { range: \"2001:db8:1::1-::20\" } }",
        "dhcpv6 lan range: '2001:db8:1::1-::20' is a whole address: the prefix is that of the interface, whichever it has (for example ::1000-::1fff)")]
    [InlineData(
        "router-advertisements: { lan: {} }, dhcpv6: { lan: { range: \"::10-::20\", leases: { a: { duid: \"00:01:02\", address: \"::15\" } } } }",
        "dhcpv6 lan leases a address: ::15 is inside the range ::10-::20 (another host may have it already; choose one outside)")]
    [InlineData(
        "router-advertisements: { lan: {} }, dhcpv6: { lan: { leases: { a: { duid: \"00:01\", address: \"::15\" } } } }",
        "dhcpv6 lan leases a duid: '00:01' is no DUID: 3 to 130 bytes in hexadecimal between colons (for example 00:03:00:01:52:54:00:12:34:56)")]
    [InlineData(
        "router-advertisements: { lan: { managed: false } }, dhcpv6: { lan: { range: \"::10-::20\" } }",
        "router-advertisements lan managed: services dhcpv6 has addresses for its hosts, which ask where this says so (leave it out, or delete services dhcpv6 lan)")]
    [InlineData(
        "router-advertisements: { lan: { autonomous: false } }",
        "router-advertisements lan autonomous: hosts would get no address at all (add services dhcpv6 lan, or managed: true)")]
    [InlineData(
        "router-advertisements: { lan: { prefixes: { \"2001:db8:9::/64\": {} } } }",
        "router-advertisements lan prefixes 2001:db8:9::/64: is no prefix of the interface (2001:db8:1::/64)")]
    [InlineData(
        "router-advertisements: { lan: { prefixes: { \"2001:db8:1::/64\": { deprecated: true, valid: 2h } } } }",
        "router-advertisements lan prefixes 2001:db8:1::/64 valid: is not asked of a deprecated prefix (keep one of the two)")]
    [InlineData(
        "router-advertisements: { lan: { lifetime: 1m, interval: 2m } }",
        "router-advertisements lan interval: is longer than the lifetime: hosts would lose this router in between (a third of it)")]
    public void Ipv6_ThatCannotBe_IsRefusedWithTheFix(string services, string expected) =>
        Assert.Equal($"services {expected}", Checked.Problems(Checked.Document(services)));

    [Theory]
    [InlineData("router-advertisements: { lan: {} }", "dhcp-range=::,constructor:eth1,ra-only,64\nra-param=eth1,600,1800\n")]
    [InlineData("router-advertisements: { lan: { other: true } }", "dhcp-range=::,constructor:eth1,ra-stateless,64\n")]
    [InlineData("router-advertisements: { lan: { managed: true } }", "dhcp-range=::,constructor:eth1,static,slaac,64\n")]
    [InlineData(
        "router-advertisements: { lan: { preference: low, mtu: 1492, lifetime: 0s, interval: 30s } }",
        "dhcp-range=::,constructor:eth1,ra-only,64\nra-param=eth1,mtu:1492,low,30,0\n")]
    [InlineData(
        "router-advertisements: { lan: { autonomous: false } }, dhcpv6: { lan: { range: \"::10-::20\", lease-time: 1h } }",
        "dhcp-range=::10,::20,constructor:eth1,64,3600\n")]
    [InlineData(
        "router-advertisements: { lan: { prefixes: { \"2001:db8:1::/64\": { valid: 2d } } } }",
        "dhcp-range=::,constructor:eth1,ra-only,64,172800\ndhcp-range=2001:db8:1::,ra-only,64,172800\n")]
    public void Advertisement_OfEachKind_IsWritten(string services, string expected) =>
        Assert.Contains($"\n{expected}", Text(services), StringComparison.Ordinal);

    private static string Text(string services)
    {
        var document = Checked.Document(services);
        Assert.Equal("", Checked.Problems(document));
        return Example.Desired(Example.Read(document), FakeKernel.WithPorts(3)).Services
            .SelectMany(s => s.Files).Single(f => f.Path == "/etc/dnsmasq.conf").Content;
    }
}
