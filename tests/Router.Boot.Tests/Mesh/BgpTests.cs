namespace Router.Boot.Tests.Mesh;

/// <summary>A mesh whose documents say <c>bgp: { as: 65000 }</c> and no route: who has which network is told by FRR's bgpd.</summary>
public sealed class BgpTests(MeshLab lab) : MeshTest(lab)
{
    [Fact]
    public async Task Spokes_WithOneLineForBgp_ReachEachOtherStraightAndKeepTheirSessions()
    {
        await Lab.RunAsync("clear; make_wan; for node in 0 1 2; do make_node $node; start_bgp $node; done");
        await Lab.RunAsync(
            "until_true 60 route 1 10.128.2.0/24 10.255.0.1; until_true 60 route 2 10.128.1.0/24 10.255.0.1; until_true 60 route 0 10.128.1.0/24 10.255.0.2");

        // By the hub at first, and straight as soon as it said so: nothing waits.
        var said = await Lab.RunAsync("in_node 1 ping -c 10 -i 0.4 -I 10.128.1.1 10.128.2.1");
        AssertNothingLost(said);
        await Lab.RunAsync("until_true 20 shortcut 1 2; until_true 20 shortcut 2 1; forget_flows");
        said = await Lab.RunAsync("in_node 1 ping -c 10 -i 0.1 -I 10.128.1.1 10.128.2.1");
        AssertNothingLost(said);
        var flows = await Lab.FlowsAsync("data");
        Assert.Equal((10, 10), (flows[(First, Second)], flows[(Second, First)]));
        Assert.DoesNotContain((Hub, First), flows.Keys.Where(f => flows[f] >= 10));

        // A further LAN: the others learn of it, no session ends.
        var before = await Lab.RunAsync("session 2 10.255.0.1");
        await Lab.RunAsync("bgp_document 2 more >/tmp/more.yaml; console 2 commit-file </tmp/more.yaml; reload_bgp 2");
        await Lab.RunAsync("until_true 60 route 1 10.129.2.0/24 10.255.0.1 || { why_bgp 2; why_bgp 0; false; }");
        await Lab.RunAsync("bgp_document 2 >/tmp/more.yaml; console 2 commit-file </tmp/more.yaml; reload_bgp 2");
        await Lab.RunAsync("until_true 30 sh -c '! ip netns exec s1 ip route show 10.129.2.0/24 proto bgp | grep -q via'");
        Assert.Equal(before, await Lab.RunAsync("session 2 10.255.0.1"));
    }
}
