using Router.Core.Forecasts;
using Router.Core.Planning;
using Router.Linux.Edges.Netlink;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>
/// What is said of a commit beside what then happens to connections that are open: through NAT, by a port forward, to the router.
/// </summary>
public sealed class DisruptionTests
{
    private const ushort Web = 80, Console = 7022, Inside = 7080;
    private static readonly TimeSpan Silence = TimeSpan.FromMilliseconds(700);

    private const string Start = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24] }
          lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24] }
          dmz: { device: eth2, zone: dmz, addresses: [10.2.0.1/24] }
        routes:
          198.51.100.0/24: { via: 192.0.2.2 }
        firewall:
          policies: { lan -> wan: accept, lan -> dmz: accept, lan -> router: accept }
          nat:
            masquerade: [wan]
            forwards:
              web: { from: wan, service: tcp/8080, to: 10.1.0.2, to-port: 7080 }

        """;

    /// <summary>Edits, and the connections that they end.</summary>
    public static TheoryData<string, string, string> Edits() => new()
    {
        { "10.2.0.1/24]", "10.2.0.1/24, 10.2.9.1/24]", "" },
        { "lan -> wan: accept, ", "", "" },
        { "    forwards:\n      web: { from: wan, service: tcp/8080, to: 10.1.0.2, to-port: 7080 }\n", "", "" },
        { "192.0.2.1/24", "192.0.2.9/24", "nat forward routed" },
        { "10.1.0.1/24", "10.1.0.9/24", "nat forward router dmz routed" },
        { "10.1.0.1/24", "10.1.0.1/24, 10.1.0.9/24", "" },
        { "10.2.0.1/24", "10.3.0.1/24", "dmz" },
        { "routes:\n  198.51.100.0/24: { via: 192.0.2.2 }\n", "", "routed" },
        { "  198.51.100.0/24: { via: 192.0.2.2 }", "  198.51.100.0/24: { via: 10.2.0.2 }", "routed" },
        { "{ device: eth2, zone: dmz,", "{ device: eth2, enabled: false, zone: dmz,", "dmz" },
        { "{ device: eth1, zone: lan,", "{ device: eth1, enabled: false, zone: lan,", "nat forward router dmz routed" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public async Task Forecast_NamesTheConnectionsThatEnd(string was, string becomes, string ends)
    {
        var after = Start.Replace(was, becomes, StringComparison.Ordinal);
        Assert.NotEqual(Start, after);
        await using var router = await RouterAsync();
        var open = await OpenAsync(router);
        var forecast = await ForecastAsync(router, after);

        await router.ApplyAsync(after);
        // Neighbours go on for half a minute with the hardware address of an address that nobody has any more.
        foreach (var neighbour in router.Neighbours)
            await neighbour.IpAsync("neighbour flush all");

        List<string> dead = [];
        foreach (var connection in open)
        {
            if (!await connection.AnswersAsync(Silence))
                dead.Add(connection.Name);
        }
        Assert.Equal(ends, string.Join(' ', dead));
        Assert.Equal(
            ends,
            string.Join(
                ' ', open.Where(connection => forecast.Any(lost => connection.Is(lost.Session))).Select(connection => connection.Name)));
        open.ForEach(connection => connection.Dispose());
    }

    private static async Task<RouterUnderTest> RouterAsync()
    {
        var router = await RouterUnderTest.CreateAsync(3);
        await router.ApplyAsync(Start);
        await router.AddressNeighboursAsync(("192.0.2.2/24", null), ("10.1.0.2/24", "10.1.0.1"), ("10.2.0.2/24", "10.2.0.1"));
        await router.Neighbours[0].IpAsync("address add 198.51.100.7/32 dev lo");
        await router.Neighbours[2].IpAsync("address add 198.51.100.7/32 dev lo");
        return router;
    }

    private static async Task<List<OpenConnection>> OpenAsync(RouterUnderTest router)
    {
        var (wan, lan, dmz) = (router.Neighbours[0], router.Neighbours[1], router.Neighbours[2]);
        return
        [
            await OpenConnection.OpenAsync("nat", lan, wan, "192.0.2.2", Web),
            await OpenConnection.OpenAsync("forward", wan, lan, "192.0.2.1", 8080, Inside),
            await OpenConnection.OpenAsync("router", lan, router.Kernel, "10.1.0.1", Console),
            await OpenConnection.OpenAsync("dmz", lan, dmz, "10.2.0.2", Web),
            await OpenConnection.OpenAsync("routed", lan, wan, "198.51.100.7", Web + 1),
        ];
    }

    private static async Task<IReadOnlyList<LostSession>> ForecastAsync(RouterUnderTest router, string document)
    {
        var (before, desired) = (await router.BuildAsync(Start), await router.BuildAsync(document));
        var observed = await router.ObserveAsync(desired);
        return await router.Kernel.RunAsync(() =>
        {
            using var ways = new WayFinder(observed.Links.Values);
            return Disruption.Of(
                SessionTable.ReadEstablished(), Planner.Plan(desired, observed), before, desired, observed, ways.Find).Lost;
        });
    }
}
