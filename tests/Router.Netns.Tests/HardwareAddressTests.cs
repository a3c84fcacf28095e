using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>An interface has the hardware address that the document gives it, and its own again without the word.</summary>
public sealed class HardwareAddressTests
{
    private const string Plain = """
        version: 2
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24, "2001:db8:1::1/64"] }
          lan: { bridge: [eth1], zone: lan, addresses: [10.1.0.1/24] }
        routes: { 198.51.100.0/24: { via: 192.0.2.9 }, "2001:db8:9::/48": { via: "2001:db8:1::9" } }

        """;

    private const string Given = "52:54:00:aa:bb:cc", Another = "52:54:00:aa:bb:cd";

    [Theory]
    [InlineData("eth0", "zone: wan")]
    [InlineData("lan", "zone: lan")]
    public async Task Apply_AddressOfItsOwn_IsThereWithItsRoutesAndGoesWithTheWord(string link, string zone)
    {
        await using var router = await RouterUnderTest.CreateAsync(2);
        await router.ApplyAsync(Plain);
        var before = await AddressAsync(router, link);
        var snapshot = await Snapshot.TakeAsync(router);
        foreach (var given in new[] { Given, Another })
        {
            await router.ApplyAsync(Plain.Replace(zone, $"{zone}, mac: \"{given}\"", StringComparison.Ordinal));
            Assert.Equal(given, await AddressAsync(router, link));
            Assert.Contains("via 192.0.2.9", await router.Kernel.IpAsync("route show"), StringComparison.Ordinal);
            Assert.Contains("via 2001:db8:1::9", await router.Kernel.IpAsync("-6 route show"), StringComparison.Ordinal);
        }
        await router.ApplyAsync(Plain.Replace(zone, $"{zone}, mac: \"{Given}\", mtu: 1400", StringComparison.Ordinal));
        await router.ApplyAsync(Plain);
        Assert.Equal(before, await AddressAsync(router, link));
        Assert.Equal(snapshot, await Snapshot.TakeAsync(router));
    }

    /// <summary>A link that comes with the address has its own behind it too.</summary>
    [Fact]
    public async Task Apply_BridgeThatIsMadeWithIt_HasItsPortsAddressAfterwards()
    {
        await using var router = await RouterUnderTest.CreateAsync(2);
        await router.ApplyAsync(Plain.Replace("zone: lan", $"zone: lan, mac: \"{Given}\"", StringComparison.Ordinal));
        Assert.Equal(Given, await AddressAsync(router, "lan"));
        await router.ApplyAsync(Plain);
        Assert.NotEqual(Given, await AddressAsync(router, "lan"));
    }

    private static async Task<string> AddressAsync(RouterUnderTest router, string link) =>
        (await router.Kernel.IpAsync($"-o link show {link}")).Split("link/ether ")[1].Split(' ')[0];
}
