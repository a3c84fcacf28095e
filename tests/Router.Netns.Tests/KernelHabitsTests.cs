using System.Net;
using Router.Core.Planning;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>What Linux does in its own way, and a router has to get along with.</summary>
public sealed class KernelHabitsTests
{
    private static string OnePort(string addresses, string routes) => $$"""
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [{{addresses}}] }
        routes:
          {{routes}}
        """;

    /// <summary>A boot without the cable must not fail: the kernel knows no IPv6 network behind a link without carrier.</summary>
    [Fact]
    public async Task Apply_GatewayBehindALinkWithoutCarrier_IsApplied()
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        await router.ApplyAsync(OnePort("192.0.2.1/24, \"2001:db8:1::1/64\"", "\"2001:db8:5::/48\": { via: \"2001:db8:1::2\" }"));
        Assert.Contains(
            "2001:db8:5::/48 via 2001:db8:1::2 dev eth0", await router.Kernel.IpAsync("-6 route show proto 84"), StringComparison.Ordinal);
    }

    /// <summary>The kernel's own default metric, written out.</summary>
    [Theory]
    [InlineData("10.5.0.0/16: { via: 192.0.2.2, metric: 0 }")]
    [InlineData("\"2001:db8:5::/48\": { via: \"2001:db8:1::2\", metric: 1024 }")]
    [InlineData("\"2001:db8:5::/48\": { via: \"2001:db8:1::2\", metric: 0 }")]
    [InlineData("\"::/0\": { via: \"2001:db8:1::2\", metric: 7 }")]
    [InlineData("0.0.0.0/0: { via: 192.0.2.2 }")]
    [InlineData("10.5.0.0/16: { interface: wan }")]
    public async Task Apply_RouteOfAnyKind_IsSeenAsPut(string route)
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        var document = OnePort("192.0.2.1/24, \"2001:db8:1::1/64\"", route);
        await router.ApplyAsync(document);
        Assert.IsType<TransactionResult.Unchanged>(await router.TryApplyAsync(document));
    }

    /// <summary>An IPv4 address may stand twice, with two prefix lengths: the one that was asked for goes.</summary>
    [Theory]
    [InlineData(24, 23)]
    [InlineData(23, 24)]
    public async Task Apply_OtherPrefixLength_TakesTheOldOneAway(int before, int after)
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        await router.ApplyAsync(OnePort($"192.0.2.1/{before}", "10.5.0.0/16: { via: 192.0.2.2 }"));
        await router.ApplyAsync(OnePort($"192.0.2.1/{after}", "10.5.0.0/16: { via: 192.0.2.2 }"));
        var addresses = await router.Kernel.IpAsync("address show dev eth0");
        Assert.Contains($"192.0.2.1/{after}", addresses, StringComparison.Ordinal);
        Assert.DoesNotContain($"192.0.2.1/{before}", addresses, StringComparison.Ordinal);
    }

    /// <summary>What a DHCP client or a person put there is not ours to take away.</summary>
    [Fact]
    public async Task Apply_AddressAndRoutesOfOthers_StayAsTheyAre()
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        await router.Kernel.IpAsync("link set eth0 up");
        await router.Kernel.IpAsync("address add 198.51.100.7/24 dev eth0 valid_lft 3600 preferred_lft 3600");
        await router.Kernel.IpAsync("route add default via 198.51.100.1 proto dhcp");
        await router.Kernel.IpAsync("route add 203.0.113.0/24 via 198.51.100.2 proto static");
        await router.ApplyAsync(OnePort("192.0.2.1/24", "10.5.0.0/16: { via: 192.0.2.2 }"));
        var addresses = await router.Kernel.IpAsync("address show dev eth0");
        Assert.Contains("198.51.100.7/24", addresses, StringComparison.Ordinal);
        var routes = await router.Kernel.IpAsync("route");
        Assert.Contains("default via 198.51.100.1", routes, StringComparison.Ordinal);
        Assert.Contains("203.0.113.0/24 via 198.51.100.2", routes, StringComparison.Ordinal);
        await router.ApplyAsync("version: 1");
        Assert.DoesNotContain("proto 84", await router.Kernel.IpAsync("route"), StringComparison.Ordinal);
        Assert.Contains("198.51.100.7/24", await router.Kernel.IpAsync("address show dev eth0"), StringComparison.Ordinal);
        Assert.DoesNotContain("192.0.2.1/24", await router.Kernel.IpAsync("address show dev eth0"), StringComparison.Ordinal);
    }

    /// <summary>Somebody at a shell changed what is ours: the document has the last word.</summary>
    [Theory]
    [InlineData("ip", "address del 192.0.2.1/24 dev eth0")]
    [InlineData("ip", "address add 192.0.2.99/24 dev eth0")]
    [InlineData("ip", "link set eth0 down")]
    [InlineData("ip", "route del 10.5.0.0/16")]
    [InlineData("nft", "delete table inet router")]
    [InlineData("nft", "flush ruleset")]
    [InlineData("hostname", "stranger")]
    [InlineData("sysctl", "-q net.ipv4.ip_forward=0")]
    public async Task Apply_AfterSomebodyElseChangedIt_IsAsTheDocumentSays(string program, string arguments)
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        var document = OnePort("192.0.2.1/24", "10.5.0.0/16: { via: 192.0.2.2 }");
        await router.ApplyAsync(document);
        var before = await Snapshot.TakeAsync(router);
        await router.Kernel.ProgramAsync(program, arguments);
        Assert.IsType<TransactionResult.Applied>(await router.TryApplyAsync(document));
        Assert.Equal(before, await Snapshot.TakeAsync(router));
    }

    [Fact]
    public async Task Apply_RouteThatTheKernelRefuses_SaysWhyInTheKernelsWords()
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        var desired = await router.BuildAsync(OnePort("192.0.2.1/24", "10.5.0.0/16: { via: 192.0.2.2 }"));
        var wrong = desired with { Routes = [desired.Routes[0] with { Gateway = IPAddress.Broadcast, OnLink = true }] };
        var failed = Assert.IsType<TransactionResult.Failed>(await router.TryApplyAsync(wrong));
        Assert.Contains("10.5.0.0/16", failed.Reason, StringComparison.Ordinal);
        Assert.Contains("Nexthop has invalid gateway", failed.Reason, StringComparison.Ordinal);
    }
}
