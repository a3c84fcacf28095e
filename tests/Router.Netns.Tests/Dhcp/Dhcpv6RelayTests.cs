using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests.Dhcp;

/// <summary>A relay with its firewall and advertisements on one side, a second dnsmasq on the other, and dhcpcd that asks.</summary>
public sealed class Dhcpv6RelayTests
{
    [Fact]
    public async Task Relay_ToAServerElsewhere_BringsItsLeases()
    {
        var (router, serving) = await Serving.RouterAsync(2, """
            version: 1
            interfaces:
              depot: { device: eth0, zone: depot, addresses: ["2001:db8:5::1/64"] }
              core: { device: eth1, zone: core, addresses: ["2001:db8:9::254/64"] }
            firewall: { policies: { depot -> router: [dhcpv6, icmp], core -> router: [icmp] } }
            services:
              router-advertisements: { depot: {} }
              dhcpv6: { depot: { relay: ["2001:db8:9::1"] } }

            """);
        await using var both = new Both(router, serving);
        var server = router.Neighbours[1];
        await server.IpAsync("address add 2001:db8:9::1/64 dev eth0 nodad");
        await server.IpAsync("link set eth0 up");
        await server.IpAsync("route add 2001:db8:5::/64 via 2001:db8:9::254");
        await serving.StartOtherAsync(
            server,
            "--port=0 --interface=eth0 --dhcp-range=2001:db8:5::100,2001:db8:5::1ff,64,1h --dhcp-option=option6:domain-search,far.example");
        var host = router.Neighbours[0];
        await host.IpAsync("link set eth0 up");
        var told = await Serving.SaidAsync(
            host,
            "mount -t tmpfs none /run && mount -t tmpfs none /var/lib/dhcpcd && mkdir -p /run/dhcpcd "
            + "&& printf '#!/bin/sh\\nenv >>/run/told\\n' >/run/script && chmod +x /run/script "
            + "&& printf 'duid ll\\nipv6only\\noption dhcp6_domain_search\\nscript /run/script\\ninterface eth0\\nipv6rs\\nia_na 1\\n' >/run/c.conf "
            + "&& { timeout 40 dhcpcd --nobackground --config /run/c.conf eth0 >/run/words 2>&1 & "
            + "for i in $(seq 100); do grep -q new_dhcp6_domain_search /run/told 2>/dev/null && break; sleep 0.2; done; kill $!; wait; }; "
            + "cat /run/told /run/words");
        Assert.Contains("new_dhcp6_ia_na1_ia_addr1=2001:db8:5::1", told, StringComparison.Ordinal);
        Assert.Contains("new_dhcp6_domain_search=far.example", told, StringComparison.Ordinal);
        Assert.Contains("nd1_flags=MO", told, StringComparison.Ordinal);
    }
}
