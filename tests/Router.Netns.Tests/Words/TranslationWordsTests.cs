using System.Net;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests.Words;

/// <summary>Whose packets are translated, to what and with which ports, by what arrives.</summary>
public sealed class TranslationWordsTests
{
    private const string Inside = "10.1.0.2", Outside = "192.0.2.2", Own = "192.0.2.1";

    [Fact]
    public async Task Masquerade_WithOptions_IsForItsSourcesAndTakesItsPorts()
    {
        await using var router = await RoutedAsync("""
                masquerade: [wan]
                masquerade-options: { wan: { source: 10.1.0.2, ports: 40000-40009, random: true } }
            """);
        await router.Neighbours[1].IpAsync("address add 10.1.0.3/24 dev eth0");
        await router.Neighbours[0].IpAsync("route add 10.1.0.0/24 via 192.0.2.1");
        var knock = new Knock(router.Neighbours[1], router.Neighbours[0]);
        var seen = await knock.ArrivesAsync(Outside, 7000, source: Inside);
        Assert.Equal(Own, $"{seen?.Address}");
        Assert.InRange(seen!.Port, 40000, 40009);
        Assert.Equal("10.1.0.3", $"{(await knock.ArrivesAsync(Outside, 7000, source: "10.1.0.3"))?.Address}");
    }

    [Fact]
    public async Task Masquerade_WithADestination_IsForThatAlone()
    {
        await using var router = await RoutedAsync("""
                masquerade: [wan]
                masquerade-options: { wan: { destination: 192.0.2.2, persistent: true } }
            """);
        await router.Neighbours[0].IpAsync("address add 192.0.2.3/24 dev eth0");
        await router.Neighbours[0].IpAsync("route add 10.1.0.0/24 via 192.0.2.1");
        var knock = new Knock(router.Neighbours[1], router.Neighbours[0]);
        Assert.Equal(Own, $"{(await knock.ArrivesAsync(Outside, 7000, source: Inside))?.Address}");
        Assert.Equal(Inside, $"{(await knock.ArrivesAsync("192.0.2.3", 7000, source: Inside))?.Address}");
    }

    [Fact]
    public async Task Forward_WithASource_IsForThatAlone()
    {
        await using var router = await RoutedAsync("""
                forwards:
                  office: { from: wan, source: ["@office", 192.0.2.9], service: udp/2222, to: 10.1.0.2, to-port: 22, log: true, log-limit: 1/day }
                  rest: { from: wan, service: udp/2222, to: 10.1.0.2, to-port: 23 }
            """);
        await router.Neighbours[0].IpAsync("address add 192.0.2.3/24 dev eth0");
        var knock = new Knock(router.Neighbours[0], router.Neighbours[1]);
        for (var i = 0; i < 7; i++)
            Assert.NotNull(await knock.ArrivesAsync(Own, 2222, source: "192.0.2.3", arrivesAt: 22));
        Assert.Null(await knock.ArrivesAsync(Own, 2222, source: Outside, arrivesAt: 22));
        Assert.NotNull(await knock.ArrivesAsync(Own, 2222, source: Outside, arrivesAt: 23));
    }

    /// <summary>Hosts keep their number both ways, and nobody is let in by it.</summary>
    [Fact]
    public async Task Prefix_OfHosts_IsAnotherOneOutside()
    {
        const string nat = """
                prefixes: { lan: { zone: wan, inner: "fd00:1::/64", outer: "2001:db8:7::/64" } }
            """;
        await using var router = await RoutedAsync(nat);
        await router.Neighbours[1].IpAsync("address add fd00:1::22/64 dev eth0 nodad");
        await router.Neighbours[1].IpAsync("-6 route add default via fd00:1::1");
        await router.Neighbours[0].IpAsync("address add fd00:9::2/64 dev eth0 nodad");
        await router.Neighbours[0].IpAsync("-6 route add 2001:db8:7::/64 via fd00:9::1");
        var knock = new Knock(router.Neighbours[0], router.Neighbours[1]);
        Assert.False(await knock.PassesAsync("2001:db8:7::22", 7001));
        var seen = await new Knock(router.Neighbours[1], router.Neighbours[0]).ArrivesAsync("fd00:9::2", 7000, source: "fd00:1::22");
        Assert.Equal(IPAddress.Parse("2001:db8:7::22"), seen?.Address);
        await router.ApplyAsync(Document(nat, "wan -> lan: [udp/7001]"));
        Assert.True(await knock.PassesAsync("2001:db8:7::22", 7001));
        Assert.False(await knock.PassesAsync("2001:db8:7::22", 7002));
    }

    private static async Task<RouterUnderTest> RoutedAsync(string nat)
    {
        var router = await RouterUnderTest.CreateAsync(2);
        await router.ApplyAsync(Document(nat, "lan -> lan: accept"));
        await router.AddressNeighboursAsync(($"{Outside}/24", Own), ($"{Inside}/24", "10.1.0.1"));
        return router;
    }

    private static string Document(string nat, string policy) => $$"""
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24, "fd00:9::1/64"] }
          lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24, "fd00:1::1/64"] }
        firewall:
          sets: { office: [192.0.2.3] }
          policies:
            lan -> wan: accept
            {{policy}}
          rules:
            - { name: office, from: wan, to: router, source: "@office", service: ssh }
          nat:
        {{nat}}

        """;
}
