using Router.Netns.Tests.Dhcp;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests.Ipv6;

/// <summary>Advertisements and DHCPv6 as the product sets them up, heard by dhcpcd and the kernel.</summary>
public sealed class AdvertisementTests
{
    private static string Document(string services, string addresses = "\"2001:db8:1::1/64\", \"fd00:1::1/64\"") => $$"""
        version: 1
        interfaces:
          lan: { device: eth0, zone: lan, addresses: [{{addresses}}] }
        firewall: { policies: { lan -> router: [dns, dhcpv6, icmp] } }
        services:
        {{services}}
        """;

    [Fact]
    public async Task Advertisement_InFull_IsHeard()
    {
        var told = await HearAsync(
            """
              router-advertisements:
                lan:
                  lifetime: 45m
                  preference: high
                  mtu: 1400
                  other: true
                  dns: ["2001:db8:1::53", "2001:db8:1::54"]
                  search: [a.example, b.example]
                  prefixes: { "2001:db8:1::/64": { valid: 2h }, "fd00:1::/64": { deprecated: true } }

            """,
            "nd1_search");
        Assert.Equal("2700", told["nd1_lifetime"]);
        Assert.Equal("1400", told["nd1_mtu"]);
        Assert.Equal("Oh", told["nd1_flags"]);
        Assert.Equal("2001:db8:1::53 2001:db8:1::54", told["nd1_rdnss1_servers"]);
        Assert.Equal("a.example b.example", told["nd1_dnssl1_search"]);
        var own = told.Single(pair => pair.Value == "2001:db8:1::" && IsPrefix(pair.Key)).Key[..^"prefix".Length];
        Assert.Equal(("7200", "7200"), (told[$"{own}vltime"], told[$"{own}pltime"]));
        var old = told.Single(pair => pair.Value == "fd00:1::" && IsPrefix(pair.Key)).Key[..^"prefix".Length];
        Assert.Equal("0", told[$"{old}pltime"]);
    }

    [Fact]
    public async Task Leases_ByDuidAndByRange_AreHeardWithWhatIsTold()
    {
        const string services = """
              router-advertisements: { lan: { autonomous: false, dns: ["2001:db8:1::53"] } }
              dhcpv6:
                lan:
                  range: "::1000-::1fff"
                  lease-time: 3h
                  dns: ["2001:db8:1::99"]
                  search: [six.example]
                  leases: { nas: { duid: "00:03:00:01:02:11:22:33:44:55", address: "::5" } }

            """;
        var any = await HearAsync(services, "new_dhcp6_ia_na1_ia_addr1", "02:11:22:33:44:66", "\"2001:db8:1::1/64\"");
        Assert.StartsWith("2001:db8:1::1", any["new_dhcp6_ia_na1_ia_addr1"], StringComparison.Ordinal);
        Assert.Equal("10800", any["new_dhcp6_ia_na1_ia_addr1_vltime"]);
        Assert.Equal("2001:db8:1::99", any["new_dhcp6_name_servers"]);
        Assert.Equal("six.example", any["new_dhcp6_domain_search"]);
        Assert.Equal("MO", any["nd1_flags"]);
        // Advertisements have their own.
        Assert.Equal("2001:db8:1::53", any["nd1_rdnss1_servers"]);
        var own = await HearAsync(services, "new_dhcp6_ia_na1_ia_addr1", "02:11:22:33:44:55", "\"2001:db8:1::1/64\"");
        Assert.Equal("2001:db8:1::5", own["new_dhcp6_ia_na1_ia_addr1"]);
    }

    [Fact]
    public async Task Router_ThatIsNoDefault_SaysSo()
    {
        var told = await HearAsync("  router-advertisements: { lan: { lifetime: 0s, interval: 5s, preference: low } }\n", "nd1_prefix");
        Assert.Equal("0", told["nd1_lifetime"]);
        Assert.Equal("l", told["nd1_flags"]);
    }

    private static bool IsPrefix(string name) => name.EndsWith("_prefix", StringComparison.Ordinal);

    /// <summary>What dhcpcd hands to its script until it has said <paramref name="last"/>.</summary>
    private static async Task<Dictionary<string, string>> HearAsync(
        string services, string last, string mac = "02:11:22:33:44:77", string addresses = "\"2001:db8:1::1/64\", \"fd00:1::1/64\"")
    {
        var (router, serving) = await Serving.RouterAsync(1, Document(services, addresses));
        await using var both = new Both(router, serving);
        var host = router.Neighbours[0];
        await host.IpAsync($"link set eth0 address {mac}");
        await host.IpAsync("link set eth0 up");
        var said = await Serving.SaidAsync(
            host,
            "mount -t tmpfs none /run && mount -t tmpfs none /var/lib/dhcpcd && mkdir -p /run/dhcpcd "
            + "&& printf '#!/bin/sh\\nenv >>/run/told\\n' >/run/script && chmod +x /run/script "
            + "&& printf 'duid ll\\nipv6only\\noption dhcp6_name_servers, dhcp6_domain_search\\nscript /run/script\\ninterface eth0\\nipv6rs\\nia_na 1\\n' >/run/c.conf "
            + "&& { timeout 40 dhcpcd --nobackground --config /run/c.conf eth0 >/run/words 2>&1 & "
            + $"for i in $(seq 100); do grep -q '{last}' /run/told 2>/dev/null && break; sleep 0.2; done; sleep 0.5; kill $!; wait; }}; cat /run/told /run/words");
        return said.Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0]).ToDictionary(pair => pair.Key, pair => pair.First(p => p[1].Length > 0 || pair.Count() == 1)[1]);
    }
}
