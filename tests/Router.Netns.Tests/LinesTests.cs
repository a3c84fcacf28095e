using System.Net;
using System.Net.Sockets;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>
/// Two lines to the same world, the second one's default route in a table of its own, and a server inside (10.1.0.2). A client of the world
/// has an address that both lines lead to.
/// </summary>
public sealed class LinesTests
{
    private const int Inside = 443;

    private const string Home = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [203.0.113.2/24] }
          wan2: { device: eth1, zone: wan2, addresses: [198.51.100.2/24] }
          lan: { device: eth2, zone: lan, addresses: [10.1.0.1/24] }
        routes: { 0.0.0.0/0: { via: 203.0.113.1 } }
        routing:
          tables: { isp2: { id: 102, routes: { 0.0.0.0/0: { via: 198.51.100.1 } } } }
          RULES
        firewall:
          policies: { lan -> wan: accept, lan -> wan2: accept, wan -> router: [tcp/8022, udp/5353], wan2 -> router: [tcp/8022, udp/5353] }
          nat:
            masquerade: [wan, wan2]
            forwards: { web: { from: wan, service: https, to: 10.1.0.2 }, web2: { from: wan2, service: https, to: 10.1.0.2 } }

        """;

    private const string NoRule = "rules: [ { name: unused, source: 192.0.2.250/32, table: isp2 } ]";

    /// <summary>As people try to help themselves, which breaks the first line in turn.</summary>
    private const string ServerByTheSecond = "rules: [ { name: the server, source: 10.1.0.2/32, table: isp2 } ]";

    [Theory]
    [InlineData(NoRule)]
    [InlineData(ServerByTheSecond)]
    public async Task ForwardedConnection_IsAnsweredByTheLineThatItCameBy(string rules)
    {
        await using var router = await WorldAsync(rules);
        var server = router.Neighbours[2];
        foreach (var (line, outside) in ((int, string)[])[(0, "203.0.113.2"), (1, "198.51.100.2"), (0, "203.0.113.2")])
        {
            using var open = await OpenConnection.OpenAsync($"line {line}", router.Neighbours[line], server, outside, Inside);
            for (var round = 0; round < 3; round++)
                Assert.True(await open.AnswersAsync(TimeSpan.FromSeconds(5)));
        }
    }

    [Fact]
    public async Task ConnectionToTheRouter_IsAnsweredByTheLineThatItCameBy()
    {
        await using var router = await WorldAsync(NoRule);
        foreach (var (line, outside) in ((int, string)[])[(0, "203.0.113.2"), (1, "198.51.100.2")])
        {
            using var open = await OpenConnection.OpenAsync($"line {line}", router.Neighbours[line], router.Kernel, outside, 8022);
            Assert.True(await open.AnswersAsync(TimeSpan.FromSeconds(5)));
            Assert.True(await Datagrams.EchoAsync(router.Neighbours[line], router.Kernel, outside));
        }
    }

    /// <summary>Who is on the second line's own network is answered straight.</summary>
    [Fact]
    public async Task NeighbourOnTheLine_IsAnsweredWithoutItsGateway()
    {
        await using var router = await WorldAsync(NoRule);
        var neighbour = router.Neighbours[1];
        await neighbour.IpAsync("address del 198.51.100.1/24 dev eth0");
        await neighbour.IpAsync("address add 198.51.100.77/24 dev eth0");
        await neighbour.IpAsync("route replace 198.51.100.0/24 dev eth0 src 198.51.100.77");
        using var open = await OpenConnection.OpenAsync("neighbour", neighbour, router.Neighbours[2], "198.51.100.2", Inside);
        Assert.True(await open.AnswersAsync(TimeSpan.FromSeconds(5)));
    }

    /// <summary>
    /// What begins inside takes the way that the tables say, and what is forwarded to the server is no way round the policies.
    /// </summary>
    [Fact]
    public async Task WhatBeginsInside_GoesByTheMainTable_AndStrangersStayOutside()
    {
        await using var router = await WorldAsync(NoRule);
        using var open = await OpenConnection.OpenAsync("out", router.Neighbours[2], router.Neighbours[0], "192.0.2.9", 7000);
        Assert.True(await open.AnswersAsync(TimeSpan.FromSeconds(5)));
        using var listener = await router.Neighbours[2].RunAsync(() => new TcpListener(IPAddress.Any, 22));
        listener.Start();
        using var client = await router.Neighbours[1].RunAsync(
            () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        await router.Neighbours[1].IpAsync("route add 10.1.0.0/24 via 198.51.100.2");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await client.ConnectAsync(IPAddress.Parse("10.1.0.2"), 22, limit.Token));
    }

    private static async Task<RouterUnderTest> WorldAsync(string rules)
    {
        var router = await RouterUnderTest.CreateAsync(3);
        await router.ApplyAsync(Home.Replace("RULES", rules, StringComparison.Ordinal));
        await router.AddressNeighboursAsync(("203.0.113.1/24", null), ("198.51.100.1/24", null), ("10.1.0.2/24", "10.1.0.1"));
        foreach (var (line, gateway) in ((int, string)[])[(0, "203.0.113.2"), (1, "198.51.100.2")])
        {
            // The same client, whichever line it arrives on.
            await router.Neighbours[line].IpAsync("address add 192.0.2.9/32 dev lo");
            await router.Neighbours[line].IpAsync($"route add default via {gateway} src 192.0.2.9");
            await router.Neighbours[line].IpAsync($"route replace {(line == 0 ? "203.0.113" : "198.51.100")}.0/24 dev eth0 src 192.0.2.9");
        }
        return router;
    }
}
