using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests.Dhcp;

/// <summary>dnsmasq as the product sets it up, asked by BusyBox's client.</summary>
public sealed class LeaseServerTests
{
    private const string Office = """
        version: 1
        interfaces:
          lan: { device: eth0, zone: lan, addresses: [10.1.0.1/22] }
        firewall: { policies: { lan -> router: [dhcp, dns] } }
        services:
          dhcp:
            lan:
              range: 10.1.1.0-10.1.1.250
              lease-time: 8h
              gateway: 10.1.0.254
              dns: [10.1.0.53, 10.1.0.54]
              domain: staff.example
              search: [staff.example, example.net]
              ntp: 10.1.0.123
              wpad: "http://wpad.example/wpad.dat"
              options: { 26: 1400, 150: [10.1.0.9, 10.1.0.10], 230: hex:05, 242: "MCIPADD=10.1.0.9,MCPORT=1719" }
              pools:
                phones: { range: 10.1.2.10-10.1.2.99, lease-time: 10m, class: phones }
              classes:
                phones: { vendor: "Phones, Inc.", macs: ["02:00:5e:*:*:*"], gateway: none, dns: [10.1.0.55], options: { 66: boot.example, 150: 10.1.0.11 } }
              leases:
                printer: { client-id: "01:aa:bb:cc", address: 10.1.0.40 }
                plotter: { client-id: plotter-7, address: 10.1.0.41 }
                nas: { mac: "02:11:22:33:44:55", address: 10.1.0.42 }
              boot:
                server: 10.1.0.69
                file: undionly.kpxe
                files: { uefi-x64: ipxe.efi, http-x64: "http://10.1.0.9/boot.efi" }
                ipxe: "http://10.1.0.9/boot.ipxe"
        """;

    private const string Wanted = "-O search -O 26 -O 66 -O 67 -O 150 -O 230 -O 242 -O 252 -O ntpsrv -O 15";

    [Fact]
    public async Task Host_OfNoKind_IsToldWhatTheDocumentSays()
    {
        var (router, serving) = await Serving.RouterAsync(1, Office);
        await using var both = new Both(router, serving);
        var host = await HostAsync(router);
        var told = await Serving.LeaseAsync(host, Wanted);
        Assert.StartsWith("10.1.1.", told["ip"], StringComparison.Ordinal);
        Assert.Equal("28800", told["lease"]);
        Assert.Equal("10.1.0.254", told["router"]);
        Assert.Equal("10.1.0.53 10.1.0.54", told["dns"]);
        Assert.Equal("staff.example", told["domain"]);
        Assert.Equal("staff.example example.net", told["search"]);
        Assert.Equal("10.1.0.123", told["ntpsrv"]);
        Assert.Equal("http://wpad.example/wpad.dat", told["wpad"]);
        Assert.Equal("1400", told["mtu"]);
        Assert.Equal("0a0100090a01000a", told["opt150"]);
        Assert.Equal("05", told["opt230"]);
        Assert.Equal(Hex("MCIPADD=10.1.0.9,MCPORT=1719"), told["opt242"].ToUpperInvariant());
        Assert.Equal("undionly.kpxe", told.GetValueOrDefault("bootfile") ?? told["boot_file"]);
        Assert.Equal("10.1.0.69", told["siaddr"]);
    }

    [Theory]
    [InlineData("", "-V 'Acme Phones, Inc. 7960'")]
    [InlineData("02:00:5e:01:02:03", "")]
    public async Task Host_OfAClass_HasItsPoolAndItsOptions(string mac, string sent)
    {
        var (router, serving) = await Serving.RouterAsync(1, Office);
        await using var both = new Both(router, serving);
        var told = await Serving.LeaseAsync(await HostAsync(router, mac), $"{Wanted} {sent}");
        Assert.StartsWith("10.1.2.", told["ip"], StringComparison.Ordinal);
        Assert.Equal("600", told["lease"]);
        Assert.Equal("10.1.0.55", told["dns"]);
        Assert.Equal("0a01000b", told["opt150"]);
        Assert.Equal("boot.example", told["tftp"]);
        Assert.DoesNotContain("router", told.Keys);
        Assert.Equal("staff.example", told["domain"]);
    }

    [Theory]
    [InlineData("", "-C -x 0x3d:01aabbcc", "10.1.0.40", "printer")]
    [InlineData("", "-C -x 0x3d:00706c6f747465722d37", "10.1.0.41", "plotter")]
    [InlineData("02:11:22:33:44:55", "", "10.1.0.42", "nas")]
    public async Task StaticLease_ByClientIdOrHardwareAddress_IsAlwaysTheSame(string mac, string sent, string address, string name)
    {
        var (router, serving) = await Serving.RouterAsync(1, Office);
        await using var both = new Both(router, serving);
        var told = await Serving.LeaseAsync(await HostAsync(router, mac), $"{sent} -O 12");
        Assert.Equal(address, told["ip"]);
        Assert.Equal(name, told["hostname"]);
    }

    [Theory]
    [InlineData("-x 0x5d:0000", "undionly.kpxe")]
    [InlineData("-x 0x5d:0007", "ipxe.efi")]
    [InlineData("-x 0x5d:0009", "ipxe.efi")]
    [InlineData("-x 0x5d:0010 -O 60", "http://10.1.0.9/boot.efi")]
    [InlineData("-x 0x5d:0007 -x 0xaf:01", "http://10.1.0.9/boot.ipxe")]
    public async Task Machine_ThatStartsFromTheNetwork_GetsItsFile(string sent, string file)
    {
        var (router, serving) = await Serving.RouterAsync(1, Office);
        await using var both = new Both(router, serving);
        var told = await Serving.LeaseAsync(await HostAsync(router), $"{sent} -O 67");
        Assert.Equal(file, told.GetValueOrDefault("bootfile") ?? told["boot_file"]);
        if (sent.Contains("0010", StringComparison.Ordinal))
            Assert.Equal("HTTPClient", told["vendor"]);
    }

    /// <summary>The relay and its firewall on one side, a second dnsmasq on the other.</summary>
    [Fact]
    public async Task Relay_ToAServerElsewhere_BringsItsLeases()
    {
        var (router, serving) = await Serving.RouterAsync(2, """
            version: 1
            interfaces:
              depot: { device: eth0, zone: depot, addresses: [10.5.0.1/24] }
              core: { device: eth1, zone: core, addresses: [10.9.0.254/24] }
            firewall: { policies: { depot -> router: [dhcp] } }
            services: { dhcp: { depot: { relay: [10.9.0.1] } } }

            """);
        await using var both = new Both(router, serving);
        var server = router.Neighbours[1];
        await server.IpAsync("address add 10.9.0.1/24 dev eth0");
        await server.IpAsync("link set eth0 up");
        await server.IpAsync("route add 10.5.0.0/24 via 10.9.0.254");
        await serving.StartOtherAsync(
            server,
            "--port=0 --interface=eth0 --dhcp-range=10.5.0.100,10.5.0.120,255.255.255.0,1h --dhcp-option=3,10.5.0.1 --dhcp-option=15,far.example");
        var told = await Serving.LeaseAsync(await HostAsync(router), "");
        Assert.StartsWith("10.5.0.1", told["ip"], StringComparison.Ordinal);
        Assert.Equal("far.example", told["domain"]);
        Assert.Equal("10.9.0.1", told["serverid"]);
    }

    private static async Task<NetworkNamespace> HostAsync(RouterUnderTest router, string mac = "")
    {
        var host = router.Neighbours[0];
        if (mac.Length > 0)
            await host.IpAsync($"link set eth0 address {mac}");
        await host.IpAsync("link set eth0 up");
        return host;
    }

    private static string Hex(string text) => Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(text));
}
