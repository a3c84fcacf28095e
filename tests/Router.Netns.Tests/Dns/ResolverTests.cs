using Router.Netns.Tests.Dhcp;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests.Dns;

/// <summary>The resolver as the product sets it up, with servers of others beside it, asked from a host.</summary>
public sealed class ResolverTests
{
    private const string Inside = "10.1.0.1";

    private static string Document(string dns) => $$"""
        version: 1
        system: { hostname: gate }
        interfaces:
          lan: { device: eth0, zone: lan, addresses: [10.1.0.1/24] }
          wan: { device: eth1, zone: wan, addresses: [198.51.100.1/24] }
        firewall: { policies: { lan -> router: [dns] }, nat: { masquerade: [wan] } }
        services:
          dns:
            upstream: [198.51.100.53]
            domain: home.arpa
            {{dns}}
          lists: { ads: { url: "http://198.51.100.53/hosts" } }
        """;

    private const string Full = """
        domains: { corp.example: [198.51.100.54], 5.10.in-addr.arpa: [198.51.100.54] }
            hosts: { shop: 10.1.0.20 }
            aliases: { www: shop }
            wildcards: { apps.example: [10.1.0.7] }
            records:
              txt: { txt.example: ["v=spf1 mx, -all # all"] }
              mx: { post.example: [{ host: shop, preference: 20 }] }
              srv: { _ldap._tcp: [{ host: shop, port: 389, weight: 5 }] }
            rebind-exceptions: [fritz.example]
            block: [ads]
        """;

    [Theory]
    [InlineData("public.example", "A", "Address: 9.1.1.1")]
    [InlineData("pc.corp.example", "A", "Address: 10.5.0.9")]
    [InlineData("9.0.5.10.in-addr.arpa", "PTR", "name = pc.corp.example")]
    [InlineData("9.0.6.10.in-addr.arpa", "PTR", "NXDOMAIN")]
    [InlineData("www.home.arpa", "A", "canonical name = shop.home.arpa Name: shop.home.arpa Address: 10.1.0.20")]
    [InlineData("whatever.apps.example", "A", "Address: 10.1.0.7")]
    [InlineData("txt.example", "TXT", "text = \"v=spf1 mx, -all # all\"")]
    [InlineData("post.example", "MX", "mail exchanger = 20 shop.home.arpa")]
    [InlineData("_ldap._tcp.home.arpa", "SRV", "service = 0 5 389 shop.home.arpa")]
    [InlineData("box.fritz.example", "A", "Address: 192.168.178.1")]
    [InlineData("blacklist.example", "A", "Address: 127.0.0.2")]
    public async Task Name_OfEachKind_IsAnswered(string name, string type, string expected)
    {
        var (router, serving) = await StartAsync(Full);
        await using var both = new Both(router, serving);
        await Serving.UntilAsync(() => AskAsync(router, name, type), expected);
    }

    [Theory]
    [InlineData(Full, false)]
    [InlineData("rebind-protection: false", true)]
    public async Task NameOfOthers_ThatMeansAnAddressInside_IsNotTold(string dns, bool told)
    {
        var (router, serving) = await StartAsync(dns);
        await using var both = new Both(router, serving);
        await Serving.UntilAsync(() => AskAsync(router, "public.example"), "9.1.1.1");
        Assert.Equal(told, (await AskAsync(router, "evil.example")).Contains("192.168.1.1", StringComparison.Ordinal));
        Assert.Equal(told, (await AskAsync(router, "mapped.example", "AAAA")).Contains("fd00::1", StringComparison.Ordinal));
    }

    /// <summary>The name servers of the world and of a company, on one wire.</summary>
    private static async Task<(RouterUnderTest Router, Serving Serving)> StartAsync(string dns)
    {
        var (router, serving) = await Serving.RouterAsync(2, Document(dns));
        var world = router.Neighbours[1];
        await world.IpAsync("link set eth0 up");
        await world.IpAsync("address add 198.51.100.53/24 dev eth0");
        await world.IpAsync("address add 198.51.100.54/24 dev eth0");
        await serving.StartOtherAsync(
            world,
            "--listen-address=198.51.100.53 --bind-interfaces --address=/public.example/9.1.1.1 --address=/evil.example/192.168.1.1 "
            + "--address=/fritz.example/192.168.178.1 --address=/blacklist.example/127.0.0.2 --address=/mapped.example/fd00::1");
        await serving.StartOtherAsync(
            world, "--listen-address=198.51.100.54 --bind-interfaces --host-record=pc.corp.example,10.5.0.9");
        await router.Neighbours[0].IpAsync("link set eth0 up");
        await router.Neighbours[0].IpAsync("address add 10.1.0.2/24 dev eth0");
        return (router, serving);
    }

    private static Task<string> AskAsync(RouterUnderTest router, string name, string type = "A") =>
        Serving.AskAsync(router.Neighbours[0], Inside, name, type);
}
