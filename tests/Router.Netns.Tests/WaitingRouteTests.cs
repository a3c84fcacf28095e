using Router.Core.Planning;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>What cannot be yet waits, and keeps nothing else from being there.</summary>
public sealed class WaitingRouteTests
{
    private const string ThroughALease = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, dhcp: true }
          lan: { device: eth1, zone: lan, addresses: [192.168.1.1/24] }
        routes: { 10.0.0.0/8: { via: 100.64.0.1, interface: wan } }
        """;

    private const string TableThroughALease = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, dhcp: true }
          lan: { device: eth1, zone: lan, addresses: [192.168.1.1/24] }
        routing:
          tables: { isp: { id: 102, routes: { 0.0.0.0/0: { via: 100.64.0.1, interface: wan } } } }
          rules: [ { name: r, source: 192.168.1.128/25, table: isp } ]
        """;

    private const string ThroughAnAdvertisement = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, ipv6: {} }
          lan: { device: eth1, zone: lan, addresses: [192.168.1.1/24] }
        routes: { "2001:db8:5::/48": { via: "2001:db8:1::9", interface: wan } }
        """;

    [Theory]
    [InlineData(ThroughALease, "100.64.0.7/24", "-4 route show proto 84 table all", "via 100.64.0.1 dev eth0")]
    [InlineData(TableThroughALease, "100.64.0.7/24", "-4 route show proto 84 table all", "default via 100.64.0.1 dev eth0 table 102")]
    [InlineData(ThroughAnAdvertisement, "2001:db8:1::77/64", "-6 route show proto 84 table all", "via 2001:db8:1::9 dev eth0")]
    public async Task Apply_RouteThroughALineWithoutALease_WaitsForIt(string document, string lease, string asked, string expected)
    {
        await using var router = await RouterUnderTest.CreateAsync(2);
        var first = Assert.IsType<TransactionResult.Applied>(await router.TryApplyAsync(document));
        Assert.Contains("eth0 has no address on the network of", Assert.Single(first.Waiting).Reason, StringComparison.Ordinal);
        Assert.Contains("192.168.1.1/24", await router.Kernel.IpAsync("address show dev eth1"), StringComparison.Ordinal);
        Assert.Single(Assert.IsType<TransactionResult.Unchanged>(await router.TryApplyAsync(document)).Waiting);

        await router.Kernel.IpAsync($"address add {lease} dev eth0 valid_lft 3600 preferred_lft 3600");
        Assert.Empty(Assert.IsType<TransactionResult.Applied>(await router.TryApplyAsync(document)).Waiting);
        Assert.Contains(expected, await router.Kernel.IpAsync(asked), StringComparison.Ordinal);
        Assert.IsType<TransactionResult.Unchanged>(await router.TryApplyAsync(document));
    }

    /// <summary>The lease of one address: what its client puts on the link counts as a network.</summary>
    [Fact]
    public async Task Apply_GatewayThatTheClientPutOnTheLink_IsReached()
    {
        await using var router = await RouterUnderTest.CreateAsync(2);
        await router.ApplyAsync(ThroughALease.Replace("100.64.0.1", "172.31.1.1", StringComparison.Ordinal));
        await router.Kernel.IpAsync("address add 203.0.113.7/32 dev eth0 valid_lft 3600 preferred_lft 3600");
        await router.Kernel.IpAsync("route add 172.31.1.1 dev eth0 proto dhcp scope link");
        await router.ApplyAsync(ThroughALease.Replace("100.64.0.1", "172.31.1.1", StringComparison.Ordinal));
        Assert.Contains(
            "10.0.0.0/8 via 172.31.1.1 dev eth0", await router.Kernel.IpAsync("-4 route show proto 84"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_RouteByALinkThatIsOff_WaitsForIt()
    {
        const string Off = """
            version: 1
            interfaces:
              wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24], enabled: false }
            routes: { 10.0.0.0/8: { via: 192.0.2.9 } }
            """;
        await using var router = await RouterUnderTest.CreateAsync(1);
        Assert.Equal("eth0 is down", Assert.Single((await router.TryApplyAsync(Off)).Waiting).Reason);
        Assert.Empty((await router.TryApplyAsync(Off.Replace("enabled: false", "enabled: true", StringComparison.Ordinal))).Waiting);
        Assert.Equal("eth0 is down", Assert.Single((await router.TryApplyAsync(Off)).Waiting).Reason);
    }

    /// <summary>A provider's gateway that is on no network of the line.</summary>
    [Theory]
    [InlineData("0.0.0.0/0: { via: 172.31.1.1, interface: wan, on-link: true }")]
    [InlineData("172.31.1.1/32: { interface: wan }, 0.0.0.0/0: { via: 172.31.1.1 }")]
    [InlineData("0.0.0.0/0: { via: 172.31.1.1 }, 172.31.1.0/24: { interface: wan }")]
    public async Task Apply_GatewayOutsideTheNetwork_IsADefaultRoute(string routes)
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        var document =
            $"version: 1\ninterfaces:\n  wan: {{ device: eth0, zone: wan, addresses: [203.0.113.7/32] }}\nroutes: {{ {routes} }}\n";
        await router.ApplyAsync(document);
        Assert.Contains("default via 172.31.1.1 dev eth0", await router.Kernel.IpAsync("-4 route show proto 84"), StringComparison.Ordinal);
        Assert.IsType<TransactionResult.Unchanged>(await router.TryApplyAsync(document));
        await router.ApplyAsync("version: 1\n");
        Assert.Equal("", await router.Kernel.IpAsync("-4 route show proto 84"));
    }
}
