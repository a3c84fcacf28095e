using Router.Core.Planning;
using Router.Core.Plans;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>A port that the document names by its hardware address is that port under whatever name the kernel gives it.</summary>
public sealed class RenamedPortTests
{
    [Fact]
    public async Task Apply_PortByMac_FollowsItsNewName()
    {
        await using var router = await RouterUnderTest.CreateAsync(2);
        var link = (await router.Kernel.IpAsync("-o link show eth0")).Split(' ');
        var document =
            $"version: 1\ninterfaces:\n  wan: {{ device: \"mac:{link[Array.IndexOf(link, "link/ether") + 1]}\", zone: wan, addresses: [192.0.2.1/24] }}\n  lan: {{ device: eth1, zone: lan, addresses: [10.1.0.1/24] }}\n";
        await router.ApplyAsync(document);
        Assert.Contains("192.0.2.1/24", await router.Kernel.IpAsync("address show eth0"), StringComparison.Ordinal);

        await router.Kernel.IpAsync("link set eth0 down");
        await router.Kernel.IpAsync("link set eth0 name uplink");
        var result = await router.TryApplyAsync(document);
        Assert.Contains(
            Assert.IsType<TransactionResult.Applied>(result).Plan, change => change is Change.SetUp { Link: "uplink", Up: true });
        Assert.Contains("192.0.2.1/24", await router.Kernel.IpAsync("address show uplink"), StringComparison.Ordinal);
        Assert.Contains("\"uplink\"", await router.Kernel.ProgramAsync("nft", "list set inet router zone_wan"), StringComparison.Ordinal);
        Assert.IsType<TransactionResult.Unchanged>(await router.TryApplyAsync(document));
    }
}
