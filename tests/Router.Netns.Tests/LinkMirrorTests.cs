using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>
/// Who asks only for what changed sees whatever others do. Each look is held against the kernel's whole lists
/// (<see cref="ComparedState"/>).
/// </summary>
public sealed class LinkMirrorTests
{
    private const int Pairs = 70;

    private const string Document = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24, "2001:db8::1/64"] }
          lan: { bridge: [eth1], zone: lan, addresses: [10.0.0.1/24] }
          p1: { veth: p2, zone: lan, addresses: [10.6.0.1/30] }
          p2: { veth: p1, zone: lan, enabled: false }
        routes:
          198.51.100.0/24: { via: 192.0.2.9 }
          203.0.113.0/24: { via: 10.0.0.9 }
          2001:db8:9::/48: { via: "2001:db8::9" }
        firewall:
          policies: { lan -> wan: accept }
        """;

    [Theory]
    [InlineData("link set p2 alias somebody")] // Of a link that is down the kernel tells nothing.
    [InlineData("link set p2 mtu 1400")]
    [InlineData("link set eth0 alias somebody")]
    [InlineData("link set eth0 mtu 1400")]
    [InlineData("link set eth0 down")] // Takes routes along, in silence.
    [InlineData("link set lan down")]
    [InlineData("link set eth1 nomaster")]
    [InlineData("link set eth1 down", "link set eth1 name eth9")]
    [InlineData("link set p2 netns NEIGHBOUR")] // Only its index is left of the other end.
    [InlineData("link delete p1")]
    [InlineData("link delete lan")]
    [InlineData("link add other type bridge", "link set other up", "address add 10.9.0.1/24 dev other")]
    [InlineData("address flush dev eth0")]
    [InlineData(
        "address add 192.0.2.7/24 dev eth0", "address delete 192.0.2.1/24 dev eth0")] // The one behind it is promoted, or goes as well.
    [InlineData("-6 address add 2001:db8::7/64 dev eth0 nodad", "-6 address delete 2001:db8::1/64 dev eth0")]
    [InlineData("route delete 198.51.100.0/24")]
    [InlineData("route replace 198.51.100.0/24 via 192.0.2.8 proto 84")]
    [InlineData("-6 route flush proto 84")]
    [InlineData("rule add from 10.0.0.0/24 table 77 protocol 84")]
    public async Task Look_AfterOthersChanged_IsWhatTheKernelLists(params string[] commands)
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 2);
        await router.ApplyAsync(Document);
        var desired = await router.BuildAsync(Document);
        var before = await router.ObserveAsync(desired);

        foreach (var command in commands)
        {
            await router.Kernel.IpAsync(command.Replace("NEIGHBOUR", $"{router.Neighbours[0].ThreadId}", StringComparison.Ordinal));
            _ = await router.ObserveAsync(desired);
        }

        Assert.NotEqual(before, await router.ObserveAsync(desired));
    }

    /// <summary>More at once than is asked for by itself.</summary>
    [Fact]
    public async Task Look_AfterManyLinksChanged_IsWhatTheKernelLists()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 2);
        await router.ApplyAsync(Document);
        var desired = await router.BuildAsync(Document);
        _ = await router.ObserveAsync(desired);

        for (var i = 0; i < Pairs; i++)
            await router.Kernel.IpAsync($"link add d{i} type veth peer name e{i}");
        var added = await router.ObserveAsync(desired);
        for (var i = 0; i < Pairs; i++)
            await router.Kernel.IpAsync($"link set d{i} up");
        var up = await router.ObserveAsync(desired);

        Assert.Equal(Pairs, added.Links.Values.Count(link => link.Name.StartsWith('d') && !link.Up));
        Assert.Equal(Pairs, up.Links.Values.Count(link => link.Name.StartsWith('d') && link.Up));
    }
}
