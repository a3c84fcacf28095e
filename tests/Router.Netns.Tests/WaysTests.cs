using System.Net;
using System.Net.Sockets;
using Router.Core.Planning;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>Routes with several ways on the real kernel: put there, changed into each other, taken back, and found as wanted.</summary>
public sealed class WaysTests
{
    private const string Links = """
        version: 2
        interfaces:
          one: { device: eth0, zone: out, addresses: [192.0.2.1/24, "2001:db8:1::1/64"] }
          two: { device: eth1, zone: out, addresses: [198.51.100.1/24, "2001:db8:2::1/64"] }
          lan: { device: eth2, zone: lan, addresses: [10.1.0.1/24] }
        firewall: { policies: { lan -> out: accept } }

        """;

    private static readonly string[] Documents =
    [
        "10.9.0.0/16: { via: 192.0.2.9 }, \"2001:db8:9::/48\": { via: \"2001:db8:1::9\" }",
        "10.9.0.0/16: { ways: [ { via: 192.0.2.9 }, { via: 198.51.100.9 } ] }, \"2001:db8:9::/48\": { ways: [ { via: \"2001:db8:1::9\" }, { via: \"2001:db8:2::9\" } ] }",
        "10.9.0.0/16: { ways: [ { via: 198.51.100.9, weight: 3 }, { via: 192.0.2.9 }, { via: 192.0.2.8, metric: 50 } ] }",
        "10.9.0.0/16: { ways: [ { via: 192.0.2.9 }, { via: 192.0.2.8 }, { via: 198.51.100.9 } ] }, \"2001:db8:9::/48\": { ways: [ { via: \"2001:db8:1::9\", metric: 20 }, { via: \"2001:db8:2::9\", metric: 30 } ] }",
        "10.9.0.0/16: { prohibit: true }, \"2001:db8:9::/48\": { prohibit: true }",
        "10.9.0.0/16: { ways: [ { via: 192.0.2.9, metric: 5 } ] }, 10.9.1.0/24: { blackhole: true }",
        "",
    ];

    /// <summary>From each to each: the second look finds what was wanted, nothing is left to do; where a step fails it goes back.</summary>
    [Fact]
    public async Task EachDocument_FollowsEachOther()
    {
        await using var router = await RouterUnderTest.CreateAsync(3);
        foreach (var before in Documents)
        {
            foreach (var after in Documents.Where(after => after != before))
            {
                await router.ApplyAsync(Document(before));
                var was = await RoutesAsync(router);
                for (var good = 0; ; good++)
                {
                    var result = await router.TryApplyAsync(Document(after), new FailingApplier(router.Applier, good));
                    if (result is TransactionResult.Applied)
                        break;
                    var failed = Assert.IsType<TransactionResult.Failed>(result);
                    Assert.True(failed.Reason.Contains("Cannot allocate", StringComparison.Ordinal), $"{after}: {failed.Reason}");
                    Assert.Empty(failed.NotUndone);
                    Assert.Equal(was, await RoutesAsync(router));
                }
                Assert.IsType<TransactionResult.Unchanged>(await router.TryApplyAsync(Document(after)));
            }
        }
    }

    [Fact]
    public async Task Ways_ShareByWeight_AndTheWorseMetricWaits()
    {
        await using var router = await RouterUnderTest.CreateAsync(3);
        await router.ApplyAsync(Document(
            "10.9.0.0/16: { ways: [ { via: 192.0.2.9, weight: 3 }, { via: 198.51.100.9 } ] }, "
            + "10.8.0.0/16: { ways: [ { via: 192.0.2.9, metric: 10 }, { via: 198.51.100.9, metric: 20 } ] }"));
        await router.AddressNeighboursAsync(("192.0.2.9/24", null), ("198.51.100.9/24", null), ("10.1.0.2/24", "10.1.0.1"));
        var taken = new Dictionary<string, int>();
        for (var host = 1; host < 200; host++)
        {
            var link = (await router.Kernel.IpAsync($"route get 10.9.0.{host}")).Split(' ')[4];
            taken[link] = taken.GetValueOrDefault(link) + 1;
        }
        Assert.InRange(taken["eth0"], 120, 180);
        Assert.Equal(199, taken["eth0"] + taken["eth1"]);
        Assert.Contains("dev eth0", await router.Kernel.IpAsync("route get 10.8.0.1"), StringComparison.Ordinal);
        await router.Kernel.IpAsync("link set eth0 down");
        Assert.Contains("dev eth1", await router.Kernel.IpAsync("route get 10.8.0.1"), StringComparison.Ordinal);
        Assert.Contains("dev eth1", await router.Kernel.IpAsync("route get 10.9.0.1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prohibited_IsSaidToTheSender()
    {
        await using var router = await RouterUnderTest.CreateAsync(3);
        await router.ApplyAsync(Document("10.9.0.0/16: { prohibit: true }"));
        await router.AddressNeighboursAsync(("192.0.2.9/24", null), ("198.51.100.9/24", null), ("10.1.0.2/24", "10.1.0.1"));
        using var client = await router.Neighbours[2].RunAsync(
            () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        var refused = await Assert.ThrowsAsync<SocketException>(
            async () => await client.ConnectAsync(IPAddress.Parse("10.9.0.1"), 80, limit.Token));
        Assert.Equal(SocketError.HostUnreachable, refused.SocketErrorCode);
    }

    private static string Document(string routes) => Links + (routes.Length == 0 ? "" : $"routes: {{ {routes} }}\n");

    private static async Task<string> RoutesAsync(RouterUnderTest router) =>
        await router.Kernel.IpAsync("-4 route show proto 84 table all") + await router.Kernel.IpAsync("-6 route show proto 84 table all");
}
