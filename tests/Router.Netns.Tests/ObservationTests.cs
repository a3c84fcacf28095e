using System.Text.Json;
using Router.Core.Rulesets;
using Router.Core.State;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>The kernel through our netlink, beside what <c>ip</c> makes of it.</summary>
public sealed class ObservationTests
{
    private static readonly string[] Setup =
    [
        "link add br9 type bridge", "link set br9 alias somebody", "link set eth1 master br9", "link set br9 mtu 1400", "link set br9 up",
        "link set eth0 up", "address add 192.0.2.1/24 dev eth0", "address add 192.0.2.5/32 dev eth0 peer 198.51.100.9",
        "address add 10.9.0.1/31 dev br9",
        "address add 2001:db8::1/64 dev eth0", "address add 2001:db8::2/128 dev eth0 valid_lft 600 preferred_lft 600",
        "address add fe80::9/64 dev eth0",
        "route add 10.1.0.0/16 via 192.0.2.9 proto 84", "route add 10.2.0.0/16 dev br9 proto 84 metric 7",
        "route add blackhole 10.3.0.0/16 proto 84",
        "route add 10.4.0.0/16 via 192.0.2.9 proto static", "route add 10.6.0.0/16 via 192.0.2.9 proto 84 table 100",
        "route add 10.7.0.0/16 via inet6 2001:db8::7 dev eth0 proto 84",
        "-6 route add 2001:db8:5::/48 via 2001:db8::9 proto 84", "-6 route add blackhole 2001:db8:6::/48 proto 84",
        "-6 route add default via fe80::1 dev eth0 proto 84 metric 5",
    ];

    private static readonly DesiredState Nothing = new() { Ruleset = Ruleset.Of(new Table("router", [])) };

    [Fact]
    public async Task Read_Links_AgreesWithIp()
    {
        await using var router = await SetUpAsync();
        var observed = await router.ObserveAsync(Nothing);
        var told = await JsonAsync(router, "-j -d address");
        Assert.Equal(told.Select(l => l.GetProperty("ifname").GetString()).Order(), observed.Links.Keys.Order());
        foreach (var link in told)
        {
            var ours = observed.Links[link.GetProperty("ifname").GetString()!];
            Assert.Equal(link.GetProperty("ifindex").GetInt32(), ours.Index);
            Assert.Equal(link.GetProperty("mtu").GetInt32(), ours.Mtu);
            Assert.Equal(link.TryGetProperty("master", out var master) ? master.GetString() : null, ours.Master);
            Assert.Equal(link.TryGetProperty("ifalias", out var alias) ? alias.GetString() : null, ours.Alias);
            Assert.Equal(link.GetProperty("flags").EnumerateArray().Any(f => f.GetString() == "UP"), ours.Up);
            Assert.Equal(ours.Kind == LinkKind.Loopback ? null : link.GetProperty("address").GetString(), ours.Mac);
            Assert.Equal(
                link.GetProperty("addr_info").EnumerateArray().Select(Address).Order(),
                ours.Addresses.Concat(ours.DynamicAddresses).Select(a => a.ToString()).Order());
        }
    }

    [Fact]
    public async Task Read_Addresses_TellsPermanentFromThoseOfOthers()
    {
        await using var router = await SetUpAsync();
        var eth0 = (await router.ObserveAsync(Nothing)).Links["eth0"];
        Assert.Equal(
            ["192.0.2.1/24", "192.0.2.5 peer 198.51.100.9/32", "2001:db8::1/64"],
            eth0.Addresses.Select(a => a.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(["2001:db8::2/128", "fe80::9/64"], eth0.DynamicAddresses.Select(a => a.ToString()).Order(StringComparer.Ordinal));
        Assert.Empty(eth0.OwnAddresses);
    }

    [Fact]
    public async Task Read_Routes_AreOursOfEveryTable()
    {
        await using var router = await SetUpAsync();
        var routes = (await router.ObserveAsync(Nothing)).Routes.Select(
            r => $"{r.Destination} {r.Gateway} {r.Link} {r.Type} {r.Metric}{(r.Table == Route.MainTable ? "" : $"table {r.Table}")}");
        Assert.Equal(
        [
            "10.1.0.0/16 192.0.2.9 eth0 Unicast ",
            "10.2.0.0/16  br9 Unicast 7",
            "10.3.0.0/16   Blackhole ",
            "10.6.0.0/16 192.0.2.9 eth0 Unicast table 100",
            "10.7.0.0/16 2001:db8::7 eth0 Unicast ",
            "2001:db8:5::/48 2001:db8::9 eth0 Unicast ",
            "2001:db8:6::/48   Blackhole ",
            "::/0 fe80::1 eth0 Unicast 5",
        ], routes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Read_Fingerprint_IsThatOfOurTableAlone()
    {
        await using var router = await RouterUnderTest.CreateAsync(0);
        Assert.Null((await router.ObserveAsync(Nothing)).RulesetFingerprint);
        await router.Kernel.ProgramAsync("nft", "add table inet other { chain fingerprint_0000000000000000 { } ; }");
        Assert.Null((await router.ObserveAsync(Nothing)).RulesetFingerprint);
        await router.Kernel.ProgramAsync("nft", "add table inet router { chain fingerprint_00000000000000ff { } ; }");
        Assert.Equal("00000000000000ff", (await router.ObserveAsync(Nothing)).RulesetFingerprint);
    }

    private static async Task<RouterUnderTest> SetUpAsync()
    {
        var router = await RouterUnderTest.CreateAsync(2);
        await router.Neighbours[0].IpAsync("link set eth0 up");
        foreach (var step in Setup)
            await router.Kernel.IpAsync(step);
        return router;
    }

    private static async Task<List<JsonElement>> JsonAsync(RouterUnderTest router, string arguments) =>
        [.. JsonDocument.Parse(await router.Kernel.IpAsync(arguments)).RootElement.EnumerateArray()];

    private static string Address(JsonElement info)
    {
        var peer = info.TryGetProperty("address", out var address) ? $" peer {address.GetString()}" : "";
        return $"{info.GetProperty("local").GetString()}{peer}/{info.GetProperty("prefixlen").GetInt32()}";
    }
}
