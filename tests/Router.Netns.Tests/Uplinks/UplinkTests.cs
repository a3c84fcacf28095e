using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Router.Api.Contract;

namespace Router.Netns.Tests.Uplinks;

/// <summary>Two lines with probes each second, the real daemon and kernel; what goes wrong goes wrong at a provider.</summary>
public sealed class UplinkTests
{
    private const string First = "203.0.113.2", Second = "198.51.100.2";

    private const string Failover = TwoLines.Links + """
        routing:
          uplinks:
            fibre: { interface: wan, gateway: 203.0.113.1, probe: 192.0.2.9, interval: 1s, hold: 3s }
            lte: { interface: wan2, gateway: 198.51.100.1, probe: 192.0.2.9, interval: 1s, hold: 3s, backup: true }

        """;

    private static readonly TimeSpan ThreeIntervals = TimeSpan.FromSeconds(3), Hold = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task LossInTheMiddle_MovesNewConnectionsWithinThreeIntervals_AndBackAfterHolding()
    {
        await using var lines = await TwoLines.CreateAsync(Failover);
        await lines.UntilAsync("fibre", uplink => uplink is { State: "good", Taken: true, Why: "its probes are answered" });
        Assert.Equal(First, await lines.SeenAsync(lines.Inside));
        await lines.LoseAsync(0, lost: true);
        var over = await lines.UntilSeenAsync(Second);
        Assert.True(over < ThreeIntervals + TimeSpan.FromMilliseconds(500), $"{over}");
        await lines.UntilAsync("fibre", uplink => uplink is { State: "down", Taken: false });
        Assert.Equal("none of its probes is answered (192.0.2.9)", (await lines.UplinksAsync())["fibre"].Why);
        await lines.LoseAsync(0, lost: false);
        var back = await lines.UntilSeenAsync(First);
        Assert.True(back >= Hold && back < Hold + ThreeIntervals, $"{back}");
        await lines.LoseAsync(0, lost: true);
        Assert.True(await lines.UntilSeenAsync(Second) < ThreeIntervals + TimeSpan.FromMilliseconds(500));
    }

    /// <summary>Each keeps its line: what began on the backup when the first comes back, and what came in by either.</summary>
    [Fact]
    public async Task EstablishedConnections_StayWhereTheyAre_WhenALineComesBack()
    {
        await using var lines = await TwoLines.CreateAsync(Failover);
        await lines.LoseAsync(0, lost: true);
        await lines.UntilSeenAsync(Second);
        using var begun = await OpenConnection.OpenAsync("on the backup", lines.Inside, lines.Outside, TwoLines.World, 7000);
        await lines.LoseAsync(0, lost: false);
        await lines.UntilSeenAsync(First);
        // What went out by the second goes on by it: nobody else lets its address out.
        await lines.Providers[0].ProgramAsync("nft", "add rule inet middle loss ip daddr 192.0.2.9 tcp dport 7000 drop");
        for (var round = 0; round < 5; round++)
            Assert.True(await begun.AnswersAsync(TimeSpan.FromSeconds(2)));
        await lines.LoseAsync(1, lost: true);
        Assert.False(await begun.AnswersAsync(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task WhatCameIn_IsAnsweredByItsLine_WhicheverIsTaken()
    {
        await using var lines = await TwoLines.CreateAsync(Failover);
        foreach (var address in (string[])[First, Second])
        {
            using var forwarded = await OpenConnection.OpenAsync($"web at {address}", lines.Outside, lines.Inside, address, 443);
            using var own = await OpenConnection.OpenAsync($"router at {address}", lines.Outside, lines.Kernel, address, 8022);
            for (var round = 0; round < 3; round++)
                Assert.True(await forwarded.AnswersAsync(TimeSpan.FromSeconds(2)) && await own.AnswersAsync(TimeSpan.FromSeconds(2)));
        }
    }

    /// <summary>A flow of datagrams goes on by the other line, with its address, though its two ends stay the same.</summary>
    [Fact]
    public async Task Datagrams_GoOnByTheOtherLine()
    {
        await using var lines = await TwoLines.CreateAsync(Failover);
        using var server = await lines.Outside.RunAsync(() => new UdpClient(new IPEndPoint(IPAddress.Parse(TwoLines.World), 7200)));
        using var client = await lines.Inside.RunAsync(() => new UdpClient(0));
        Assert.Equal(First, await SenderAsync(client, server));
        await lines.LoseAsync(0, lost: true);
        var begun = Stopwatch.GetTimestamp();
        string? seen;
        while ((seen = await SenderAsync(client, server)) != Second)
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(6), seen ?? "nothing arrives");
        Assert.True(Stopwatch.GetElapsedTime(begun) < ThreeIntervals + TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public async Task TheRoutersOwnConnections_GoTheSameWays()
    {
        await using var lines = await TwoLines.CreateAsync(Failover);
        Assert.Equal(First, await lines.SeenAsync(lines.Kernel));
        Assert.Equal(Second, await lines.SeenAsync(lines.Kernel, bound: IPAddress.Parse(Second)));
        await lines.LoseAsync(0, lost: true);
        await lines.UntilSeenAsync(Second);
        Assert.Equal(Second, await lines.SeenAsync(lines.Kernel));
    }

    [Fact]
    public async Task Rules_PinToAnUplink_WhileItIsGood_AndNotWhatIsInside()
    {
        await using var lines = await TwoLines.CreateAsync(Failover + """
              rules:
                - { name: telephones, source: 10.1.0.3/32, uplink: lte }
                - { name: mail, service: tcp/7101, uplink: lte }
                - { name: somewhere, destination: 192.0.2.9/32, service: tcp/7102, uplink: lte }

            """);
        await lines.Inside.IpAsync("address add 10.1.0.3/24 dev eth0");
        var telephone = IPAddress.Parse("10.1.0.3");
        Assert.Equal(First, await lines.SeenAsync(lines.Inside));
        Assert.Equal(Second, await lines.SeenAsync(lines.Inside, bound: telephone));
        Assert.Equal(Second, await lines.SeenAsync(lines.Inside, 7101));
        Assert.Equal(Second, await lines.SeenAsync(lines.Inside, 7102));
        var why = (await lines.AskAsync<Response.Flow>(
            new Request.Why(["tcp", "10.1.0.3:1234", "->", "192.0.2.9:443", "from", "lan"]))).Answer;
        Assert.Equal(("eth1", "198.51.100.1"), (why.Route?.Link, why.Route?.Via));
        Assert.Contains(why.Causes, cause => cause.Path == "routing rules telephones");
        why = (await lines.AskAsync<Response.Flow>(new Request.Why(["tcp", "10.1.0.2:1234", "->", "192.0.2.9:443", "from", "lan"]))).Answer;
        Assert.Equal("eth0", why.Route?.Link);
        Assert.Contains(why.Causes, cause => cause.Path == "routing uplinks fibre");
        // The networks inside are not beyond the line.
        Assert.True(await Datagrams.EchoAsync(lines.Kernel, lines.Inside, "10.1.0.3"));
        await lines.LoseAsync(1, lost: true);
        await lines.UntilAsync("lte", uplink => uplink.State == "down");
        Assert.Equal(First, await lines.SeenAsync(lines.Inside, 7101));
        Assert.Equal(First, await lines.SeenAsync(lines.Inside, bound: telephone));
    }

    [Fact]
    public async Task EqualPriorities_ShareByWeight_AndEachConnectionKeepsToItsLine()
    {
        await using var lines = await TwoLines.CreateAsync(TwoLines.Links + """
            routing:
              uplinks:
                fibre: { interface: wan, gateway: 203.0.113.1, probe: 192.0.2.9, interval: 1s, hold: 1s, weight: 3 }
                lte: { interface: wan2, gateway: 198.51.100.1, probe: 192.0.2.9, interval: 1s, hold: 1s }

            """);
        await lines.UntilAsync("fibre", uplink => uplink.Taken);
        var seen = new Dictionary<string, int>();
        for (var connection = 0; connection < 120; connection++)
        {
            var from = await lines.SeenAsync(lines.Inside, 7300 + (connection % 40)) ?? "nowhere";
            seen[from] = seen.GetValueOrDefault(from) + 1;
        }
        Assert.Equal([Second, First], seen.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(seen[First], 65, 112);
        using var open = await OpenConnection.OpenAsync("one of many", lines.Inside, lines.Outside, TwoLines.World, 7000);
        for (var round = 0; round < 20; round++)
            Assert.True(await open.AnswersAsync(TimeSpan.FromSeconds(2)));
        await lines.LoseAsync(1, lost: true);
        await lines.UntilAsync("lte", uplink => uplink is { State: "down", Taken: false });
        for (var connection = 0; connection < 10; connection++)
            Assert.Equal(First, await lines.SeenAsync(lines.Inside, 7400 + connection));
        await lines.LoseAsync(1, lost: false);
        await lines.LoseAsync(0, lost: true);
        await lines.UntilAsync("fibre", uplink => uplink is { State: "down", Taken: false });
        for (var connection = 0; connection < 10; connection++)
            Assert.Equal(Second, await lines.SeenAsync(lines.Inside, 7450 + connection));
    }

    /// <summary>Nobody answers from the beginning, and the line works all the same.</summary>
    [Fact]
    public async Task TargetThatNeverAnswers_DoesNotTakeTheOnlyLineDown()
    {
        await using var lines = await TwoLines.CreateAsync(TwoLines.Links + """
            routing: { uplinks: { fibre: { interface: wan, gateway: 203.0.113.1, probe: 192.0.2.66, interval: 1s } } }

            """);
        await lines.UntilAsync("fibre", uplink => uplink.State == "down");
        var status = (await lines.UplinksAsync())["fibre"];
        Assert.True(status is { Taken: true, LastResort: true }, $"{status}");
        Assert.StartsWith("none of its probes has ever been answered", status.Why, StringComparison.Ordinal);
        Assert.Equal(First, await lines.SeenAsync(lines.Inside));
    }

    [Theory]
    [InlineData("tcp://192.0.2.9:7500")]
    [InlineData("dns://192.0.2.9:7553/example.org")]
    public async Task OtherProbes_AskTheRealService(string probe)
    {
        await using var lines = await TwoLines.CreateAsync(
            Failover.Replace("192.0.2.9, interval: 1s, hold: 3s }", $"\"{probe}\", interval: 1s, hold: 1s }}", StringComparison.Ordinal));
        // Who refuses a connection is there; who refuses a datagram is not the server.
        await lines.LoseAsync(0, lost: true, "tcp dport 7500");
        await lines.UntilAsync("fibre", uplink => uplink.State == "down");
        await lines.LoseAsync(0, lost: false);
        using var server = await lines.Outside.RunAsync(() => Process.Start(new ProcessStartInfo("dnsmasq",
            [
                "--no-daemon", "--conf-file=/dev/null", "--port=7553", "--no-resolv", "--no-hosts", "--address=/example.org/192.0.2.1",
                "--pid-file=",
            ])
        { RedirectStandardError = true })!);
        try
        {
            using var listener = await lines.Outside.RunAsync(() => new TcpListener(IPAddress.Any, 7500));
            listener.Start();
            await lines.UntilAsync("fibre", uplink => uplink is { State: "good", Taken: true, Why: "its probes are answered" });
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task LossAndDelay_CountToo()
    {
        await using var lines = await TwoLines.CreateAsync(
            Failover.Replace("hold: 3s }", "hold: 3s, loss: 30 }", StringComparison.Ordinal));
        await lines.UntilAsync("fibre", uplink => uplink.Why == "its probes are answered");
        // Every second packet to the target: never two in a row.
        await lines.LoseAsync(0, lost: true, "ip daddr 192.0.2.9 numgen inc mod 2 0");
        await lines.UntilAsync("fibre", uplink => uplink.State == "down");
        Assert.Matches("^[0-9]+ % of its probes are lost, and 30 % are too many$", (await lines.UplinksAsync())["fibre"].Why);
        Assert.Equal(Second, await lines.SeenAsync(lines.Inside));
    }

    [Fact]
    public async Task LinkThatGoesDown_IsLeftAtOnce()
    {
        await using var lines = await TwoLines.CreateAsync(Failover.Replace("interval: 1s", "interval: 10s", StringComparison.Ordinal));
        await lines.UntilAsync("lte", uplink => uplink.Why == "its probes are answered");
        await lines.Providers[0].IpAsync("link set eth0 down");
        // The kernel itself may take a second to tell.
        Assert.True(await lines.UntilSeenAsync(Second) < TimeSpan.FromSeconds(3));
        Assert.Equal("its link is down", (await lines.UplinksAsync())["fibre"].Why);
        await lines.Providers[0].IpAsync("link set eth0 up");
        await lines.UntilSeenAsync(First);
    }

    private static async Task<string?> SenderAsync(UdpClient client, UdpClient server)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        try
        {
            await client.SendAsync(new byte[] { 1 }, new IPEndPoint(IPAddress.Parse(TwoLines.World), 7200), limit.Token);
            return $"{(await server.ReceiveAsync(limit.Token)).RemoteEndPoint.Address}";
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
