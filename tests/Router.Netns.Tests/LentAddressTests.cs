using Router.Core.Planning;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>An address that a client had given (DHCP, router advertisements) is written into the document, and taken out of it.</summary>
public sealed class LentAddressTests
{
    private static string Line(string settings, string routes = "") =>
        $"version: 1\ninterfaces:\n  wan: {{ device: eth0, zone: wan, {settings} }}\n{(routes.Length > 0 ? $"routes: {{ {routes} }}\n" : "")}";

    [Theory]
    [InlineData("203.0.113.7/24", "203.0.113.7/24", "")]
    [InlineData("203.0.113.7/24", "203.0.113.7/24", ", 203.0.113.8/24")]
    [InlineData("203.0.113.7/25", "203.0.113.7/24", "")]
    [InlineData("203.0.113.7/24", "203.0.113.7/32", "")]
    [InlineData("2001:db8:1::77/64", "2001:db8:1::77/64", "")]
    [InlineData("2001:db8:1::77/128", "2001:db8:1::77/64", "")]
    [InlineData("2001:db8:1::77/64", "2001:db8:1::77/64", ", \"2001:db8:1::78/64\"")]
    public async Task Apply_AddressThatWasLent_BecomesPermanentAndComesBack(string lease, string address, string more)
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        await router.ApplyAsync(Line("dhcp: true"));
        await router.Kernel.IpAsync($"address add {lease} dev eth0 valid_lft 3600 preferred_lft 3600");
        var document = Line($"addresses: [\"{address}\"{more}]");
        await router.ApplyAsync(document);
        Assert.Contains(address, await router.Kernel.IpAsync("address show dev eth0 permanent"), StringComparison.Ordinal);
        Assert.DoesNotContain(lease.Split('/')[0], await router.Kernel.IpAsync("address show dev eth0 dynamic"), StringComparison.Ordinal);
        Assert.IsType<TransactionResult.Unchanged>(await router.TryApplyAsync(document));
        await router.ApplyAsync(Line("dhcp: true"));
        Assert.DoesNotContain(address, await router.Kernel.IpAsync("address show dev eth0"), StringComparison.Ordinal);
    }

    /// <summary>
    /// The lease and its route are what the people's connections go by: neither is away for a moment, nor after a failure.
    /// </summary>
    [Fact]
    public async Task Apply_SameAddressFixed_KeepsTheRoutesAndIsTakenBack()
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        await router.ApplyAsync(Line("dhcp: true"));
        await router.Kernel.IpAsync("address add 203.0.113.7/24 dev eth0 valid_lft 3600 preferred_lft 3600");
        await router.Kernel.IpAsync("route add default via 203.0.113.1 dev eth0 proto dhcp metric 202");
        var desired = await router.BuildAsync(Line("addresses: [203.0.113.7/24]", "0.0.0.0/0: { via: 203.0.113.1 }"));
        var steps = Planner.Plan(desired.NetworkOnly(), await router.ObserveAsync(desired)).Count;
        Assert.IsType<TransactionResult.Failed>(
            await router.TryApplyAsync(desired.NetworkOnly(), new FailingApplier(router.Applier, steps - 1)));
        Assert.Contains("203.0.113.7/24", await router.Kernel.IpAsync("address show dev eth0 dynamic"), StringComparison.Ordinal);
        Assert.IsType<TransactionResult.Applied>(await router.TryApplyAsync(desired));
        var routes = await router.Kernel.IpAsync("-4 route");
        Assert.Contains("default via 203.0.113.1 dev eth0 proto dhcp metric 202", routes, StringComparison.Ordinal);
        Assert.Contains("default via 203.0.113.1 dev eth0 proto 84", routes, StringComparison.Ordinal);
    }
}
