namespace Router.Boot.Tests.Mesh;

/// <summary>
/// Register, resolve, shortcut and purge, in every pairing with FRR's nhrpd. The wire between the nodes counts whose packets
/// went to whom: that is the way they took, whatever the daemons say.
/// </summary>
public sealed class MeshTests(MeshLab lab) : IClassFixture<MeshLab>
{
    private const string Hub = "10.0.0.1", First = "10.0.0.2", Second = "10.0.0.3";

    [Theory]
    [InlineData("router", "router", "router")]
    [InlineData("router", "router", "frr")]
    [InlineData("router", "frr", "frr")]
    [InlineData("frr", "router", "router")]
    [InlineData("frr", "router", "frr")]
    public async Task Spokes_ThatTalk_DoSoStraightAfterAFewPackets(string hub, string first, string second)
    {
        await lab.BeginAsync(hub, first, second);
        var said = await lab.RunAsync("in_node 1 ping -c 10 -i 0.4 -I 10.128.1.1 10.128.2.1");
        Assert.Contains(" 0% packet loss", said, StringComparison.Ordinal);
        await lab.RunAsync("until_true 20 shortcut 1 2; until_true 20 shortcut 2 1; forget_flows");
        said = await lab.RunAsync("in_node 1 ping -c 10 -i 0.1 -I 10.128.1.1 10.128.2.1");
        Assert.Contains(" 0% packet loss", said, StringComparison.Ordinal);
        var flows = await lab.FlowsAsync("data");
        Assert.Equal((10, 10), (flows[(First, Second)], flows[(Second, First)]));
        Assert.DoesNotContain(flows.Keys, f => f.From == Hub || f.To == Hub);
    }

    [Fact]
    public async Task FirstPackets_BeforeTheShortcut_AreRelayedByTheHub()
    {
        await lab.BeginAsync("router", "router", "router");
        await lab.RunAsync("forget_flows");
        var said = await lab.RunAsync("in_node 1 ping -c 20 -i 0.2 -I 10.128.1.1 10.128.2.1");
        Assert.Contains(" 0% packet loss", said, StringComparison.Ordinal);
        var flows = await lab.FlowsAsync("data");
        Assert.Equal(20, flows[(First, Hub)] + flows[(First, Second)]);
        Assert.InRange(flows[(First, Hub)], 1, 3);
    }

    [Fact]
    public async Task Daemon_KilledAndStartedAgain_LosesNoPacketOfAShortcut()
    {
        await lab.BeginAsync("router", "router", "router");
        await lab.RunAsync("in_node 1 ping -c 5 -i 0.2 -I 10.128.1.1 10.128.2.1; until_true 20 shortcut 1 2; until_true 20 shortcut 2 1; forget_flows");
        await lab.RunAsync("in_node 1 ping -c 100 -i 0.2 -I 10.128.1.1 10.128.2.1 >/tmp/ping 2>&1 & echo $! >/tmp/pinging; stop_router 1 KILL; start_router 1; until_true 40 console 1 show mesh path 10.128.2.1");
        var path = await lab.RunAsync("until_true 20 console 1 show mesh shortcuts; console 1 show mesh path 10.128.2.1");
        Assert.Contains("shortcut through 10.255.0.3 at 10.0.0.3", path, StringComparison.Ordinal);
        var said = await lab.RunAsync("while kill -0 $(cat /tmp/pinging) 2>/dev/null; do sleep 0.2; done; cat /tmp/ping");
        Assert.Contains(" 0% packet loss", said, StringComparison.Ordinal);
        Assert.DoesNotContain(await lab.FlowsAsync("data"), f => f.Key.From == Hub);
    }

    [Fact]
    public async Task Hub_StoppedAndStarted_KnowsEverySpokeAgain()
    {
        await lab.BeginAsync("router", "router", "router");
        await lab.RunAsync("stop_router 0 TERM; until_true 20 test ! -S $state/hub/run/sock; start_router 0");
        await lab.RunAsync("until_true 60 knows router 10.255.0.2 10.255.0.3");
    }

    [Fact]
    public async Task Spoke_Stopped_IsForgottenByTheHubAtOnce()
    {
        await lab.BeginAsync("router", "router", "router");
        await lab.RunAsync("stop_router 1 TERM; until_true 20 sh -c '. /lab/lab.sh; ! knows router 10.255.0.2'");
        await lab.RunAsync("knows router 10.255.0.3");
    }

    [Fact]
    public async Task Purge_ByHand_LearnsTheWayAnew()
    {
        await lab.BeginAsync("router", "router", "router");
        await lab.RunAsync("in_node 1 ping -c 5 -i 0.2 -I 10.128.1.1 10.128.2.1; until_true 20 shortcut 1 2");
        await lab.RunAsync("console 1 mesh purge; until_true 10 sh -c '. /lab/lab.sh; ! shortcut 1 2'");
        await lab.RunAsync("until_true 30 sh -c '. /lab/lab.sh; in_node 1 ping -c 2 -W 1 -I 10.128.1.1 10.128.2.1; shortcut 1 2'");
    }
}
