using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>
/// Links that are made, policy routing and translation on the real kernel, as far as this one has them; VLANs, bonds, GRE and
/// WireGuard are tested in the booted image.
/// </summary>
public sealed class LinkKindTests
{
    private const string Tunnels = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24, 192.0.2.4/24] }
          lan: { bridge: [eth1, overlay], zone: lan, addresses: [10.1.0.1/24] }
          overlay: { vxlan: { id: 42, local: 192.0.2.1, remote: 192.0.2.9 } }
          inner: { veth: outer, zone: lan, addresses: [10.2.0.1/30] }
          outer: { veth: inner, zone: wan }
        routes:
          10.0.0.0/8: { unreachable: true }
        routing:
          tables:
            two: { id: 102, routes: { 0.0.0.0/0: { via: 192.0.2.9 } } }
          rules:
            - { name: guests, source: 10.1.0.128/25, table: two }
            - { name: mail, mark: 25, from: lan, table: two }
        firewall:
          policies: { lan -> wan: accept }
          nat:
            masquerade: [wan]
            source:
              mail: { to: wan, source: 10.1.0.25, address: 192.0.2.4 }
            one-to-one:
              web: { zone: wan, outer: 192.0.2.4, inner: 10.1.0.80 }
            forwards:
              six: { from: wan, service: tcp/80, to: "2001:db8:7::80" }
          marks:
            - { name: mail, from: lan, service: smtp, mark: 25 }
          helpers: [ftp, sip]
        """;

    private const string Plain = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.4/24, 192.0.2.1/24] }
        """;

    [Fact]
    public async Task Apply_LinksThatAreMade_AreAsIpTells()
    {
        await using var router = await RouterUnderTest.CreateAsync(2);
        await router.ApplyAsync(Tunnels.Replace("2001:db8:7::80", "2001:db8:1::80", StringComparison.Ordinal)
            .Replace("[10.1.0.1/24]", "[10.1.0.1/24, \"2001:db8:1::1/64\"]", StringComparison.Ordinal));
        Assert.Contains(
            "vxlan id 42 remote 192.0.2.9 local 192.0.2.1", await router.Kernel.IpAsync("-d link show overlay"), StringComparison.Ordinal);
        Assert.Contains("master lan", await router.Kernel.IpAsync("link show overlay"), StringComparison.Ordinal);
        Assert.Contains("inner@outer", await router.Kernel.IpAsync("link show inner"), StringComparison.Ordinal);
        var rules = await router.Kernel.IpAsync("rule show");
        Assert.Contains("from 10.1.0.128/25 lookup 102", rules, StringComparison.Ordinal);
        Assert.Contains("from all fwmark 0x19 iif lan lookup 102", rules, StringComparison.Ordinal);
        Assert.Contains("default via 192.0.2.9", await router.Kernel.IpAsync("route show table 102"), StringComparison.Ordinal);
        Assert.Contains("unreachable 10.0.0.0/8", await router.Kernel.IpAsync("route show"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_OtherEndOfATunnel_MakesItAnewAndLeavesNothingOld()
    {
        await using var router = await RouterUnderTest.CreateAsync(2);
        var document = Tunnels[..Tunnels.IndexOf("firewall:", StringComparison.Ordinal)]
            .Replace("mark: 25, ", "", StringComparison.Ordinal);
        await router.ApplyAsync(document);
        await router.ApplyAsync(document.Replace("id: 42", "id: 43", StringComparison.Ordinal));
        Assert.Contains("vxlan id 43", await router.Kernel.IpAsync("-d link show overlay"), StringComparison.Ordinal);
        Assert.Contains("master lan", await router.Kernel.IpAsync("link show overlay"), StringComparison.Ordinal);
        await router.ApplyAsync(Plain);
        Assert.DoesNotContain("overlay", await router.Kernel.IpAsync("link show"), StringComparison.Ordinal);
        Assert.DoesNotContain("inner", await router.Kernel.IpAsync("link show"), StringComparison.Ordinal);
        Assert.DoesNotContain("102", await router.Kernel.IpAsync("rule show"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_AnotherOrderOfAddresses_ChangesWhichOneComesFirst()
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        await router.ApplyAsync(Plain.Replace("192.0.2.4/24, 192.0.2.1/24", "192.0.2.1/24, 192.0.2.4/24", StringComparison.Ordinal));
        Assert.Contains(
            "192.0.2.4/24 brd 192.0.2.255 scope global secondary",
            await router.Kernel.IpAsync("-4 address show eth0"),
            StringComparison.Ordinal);
        await router.ApplyAsync(Plain);
        Assert.Contains(
            "192.0.2.1/24 brd 192.0.2.255 scope global secondary",
            await router.Kernel.IpAsync("-4 address show eth0"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_SizeNoLongerGiven_IsAsBefore()
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        await router.Kernel.IpAsync("link set eth0 mtu 1450");
        await router.ApplyAsync(Plain.Replace("zone: wan", "zone: wan, mtu: 1400", StringComparison.Ordinal));
        Assert.Contains("mtu 1400", await router.Kernel.IpAsync("link show eth0"), StringComparison.Ordinal);
        await router.ApplyAsync(Plain);
        var link = await router.Kernel.IpAsync("link show eth0");
        Assert.Contains("mtu 1450", link, StringComparison.Ordinal);
        Assert.DoesNotContain("alias", link, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_AddressWithAPeerThatSomebodyAdded_GoesAndComesBackWithItsPeer()
    {
        await using var router = await RouterUnderTest.CreateAsync(1);
        await router.Kernel.IpAsync("address add 10.9.0.1 peer 10.9.0.2/32 dev eth0");
        var before = await Snapshot.TakeAsync(router);
        var desired = await router.BuildAsync(Plain);
        var steps = Core.Planning.Planner.Plan(desired, await router.ObserveAsync(desired)).Count;
        await router.TryApplyAsync(Plain, new FailingApplier(router.Applier, steps - 1));
        Assert.Equal(before, await Snapshot.TakeAsync(router));
        await router.ApplyAsync(Plain);
        Assert.DoesNotContain("10.9.0.1", await router.Kernel.IpAsync("address show eth0"), StringComparison.Ordinal);
    }
}
