namespace Router.Boot.Tests.Mesh;

/// <summary>
/// Protected spokes behind NAT boxes that masquerade. Their ESP goes in UDP, whose ports such a box tells apart; in transport mode the
/// kernel at the other end sees the box's address in place of theirs, so that those behind one box need marks. Spoke 3 is outside, if
/// nothing else is said.
/// </summary>
public sealed class ProtectedNatTests(MeshLab lab) : MeshTest(lab)
{
    private const string FirstNat = "10.0.0.101", SecondNat = "10.0.0.102", Third = "10.0.0.4", FirstInside = "192.168.1.11",
        SecondInside = "192.168.1.12";

    [Fact]
    public async Task OneSpokeBehindNat_TalksStraightInUdp()
    {
        await BeginAsync("make_node 3; make_nat 1; make_inner 1 1", 0, 3, 1);
        await TalkAsync(3, 1);
        await AssertStraightAsync(3, 1, Third, FirstNat);
        Assert.Matches(
            "10.255.0.2 +10.0.0.101 +shortcut +up .* the peer brought it up, in UDP through a NAT",
            await Lab.RunAsync("console 3 show mesh peers"));
    }

    /// <summary>One opens its NAT, and the other begins: one negotiation. A renewal of all keys loses nothing.</summary>
    [Fact]
    public async Task SpokesBehindDifferentNats_TalkStraightInUdp()
    {
        await BeginAsync("make_nat 1; make_inner 1 1; make_nat 2; make_inner 3 2", 0, 1, 3);
        await TalkAsync(3, 1);
        await AssertStraightAsync(3, 1, SecondNat, FirstNat);
        Assert.Equal("1", await Lab.RunAsync("tunnels 3 10.0.0.101 | wc -l"));
        await Lab.BeginPacketsAsync(1, 3);
        await Lab.RunAsync("for round in 1 2; do rekey_tunnels 1 10.0.0.102; rekey_tunnels 3 10.0.0.101; sleep 1; done; true");
        Assert.Equal(0, (await Lab.EndPacketsAsync(1)).Lost);
    }

    [Fact]
    public async Task SpokesBehindTheSameNat_AreBothReachedByTheHubAndByOthers_AndTalkInside()
    {
        await BeginAsync("make_node 3; make_nat 1; make_inner 1 1; make_inner 2 1", 0, 3, 1, 2);
        Assert.Equal(
            (0, 0, 0, 0),
            (await Lab.LostAsync(0, 1, 5), await Lab.LostAsync(0, 2, 5), await Lab.LostAsync(1, 0, 5), await Lab.LostAsync(2, 0, 5)));
        await TalkAsync(3, 1);
        await TalkAsync(2, 3);
        await TalkAsync(1, 2);
        await AssertStraightAsync(3, 1, Third, FirstNat);
        await AssertStraightAsync(3, 2, Third, FirstNat);
        await Lab.RunAsync("forget_flows; forget_flows nat1");
        Assert.Equal(0, await Lab.LostAsync(1, 2, 10));
        var inside = await Lab.FlowsAsync("secured", "nat1");
        Assert.Equal((10, 10), (inside[(FirstInside, SecondInside)], inside[(SecondInside, FirstInside)]));
        Assert.DoesNotContain(await Lab.FlowsAsync("in_udp"), f => f.Value >= 10);
        await NothingInClearAsync();
    }

    [Fact]
    public async Task SpokesBehindTheSameNat_RekeyedAndRestarted_StayApart()
    {
        await BeginAsync("make_node 3; make_nat 1; make_inner 1 1; make_inner 2 1", 0, 3, 1, 2);
        await TalkAsync(3, 1);
        await TalkAsync(3, 2);
        await Lab.BeginPacketsAsync(0, 2);
        await Lab.BeginPacketsAsync(3, 1);
        await Lab.RunAsync("for round in 1 2; do rekey_tunnels 0 10.0.0.101; rekey_tunnels 3 10.0.0.101; sleep 1; done; true");
        Assert.Equal((0, 0), ((await Lab.EndPacketsAsync(0)).Lost, (await Lab.EndPacketsAsync(3)).Lost));
        await Lab.BeginPacketsAsync(0, 1);
        await Lab.BeginPacketsAsync(3, 2);
        await Lab.RunAsync(
            "for node in 0 3; do stop_router $node KILL; start_routerd $node; done; until_true 60 knows router 0 10.255.0.2 10.255.0.3; until_true 60 shortcut 3 2; sleep 2");
        Assert.Equal((0, 0), ((await Lab.EndPacketsAsync(0)).Lost, (await Lab.EndPacketsAsync(3)).Lost));
        await Lab.RunAsync(
            "kill_charon 0; sleep 2; start_charon 0; for node in 1 2; do until_true 60 again $node 10.0.0.1; done; until_true 60 reaches 0 1; until_true 60 reaches 0 2");
        Assert.Equal((0, 0), (await Lab.LostAsync(0, 1, 5), await Lab.LostAsync(0, 2, 5)));
        await NothingInClearAsync();
    }

    /// <summary>The one that has no mark goes, and the other stays as it is; the marks go with the last who has one.</summary>
    [Fact]
    public async Task SpokesBehindTheSameNat_OneStops_TheOtherLosesNothing()
    {
        await BeginAsync("make_nat 1; make_inner 1 1; make_inner 2 1", 0, 1, 2);
        await Lab.BeginPacketsAsync(0, 2);
        await Lab.RunAsync("stop_router 1 TERM; until_true 60 forgot router 0 10.255.0.2; sleep 1");
        Assert.Equal(0, (await Lab.EndPacketsAsync(0)).Lost);
        await Lab.RunAsync(
            "in_node 0 nft list table inet mesh_branches >/dev/null; stop_router 2 TERM; until_true 60 forgot router 0 10.255.0.3; ! in_node 0 nft list table inet mesh_branches");
    }

    /// <summary>
    /// The first has the port that the other side knows; the second gets another one from its box, which the other's box does not let in.
    /// It says so, and its packets stay on their way by the hub.
    /// </summary>
    [Fact]
    public async Task BetweenTwoNats_TheSecondBehindOne_StaysAtTheHubAndSaysWhy()
    {
        await BeginAsync("make_nat 2; make_inner 3 2; make_nat 1; make_inner 1 1; make_inner 2 1", 0, 3, 1, 2);
        await TalkAsync(3, 1);
        await AssertStraightAsync(3, 1, SecondNat, FirstNat);
        Assert.Equal(0, await Lab.LostAsync(3, 2, 10));
        await Lab.RunAsync(
            "until_true 30 shows 3 'by the hub to 10.128.2.1: IPsec did not come up in time: others are behind the NAT 10.0.0.101 too' show mesh");
        await Lab.RunAsync("forget_flows");
        Assert.Equal(0, await Lab.LostAsync(3, 2, 10));
        var flows = await Lab.FlowsAsync("in_udp");
        Assert.True(flows[(SecondNat, Hub)] >= 10 && flows[(Hub, FirstNat)] >= 10, "nothing went by the hub");
        await NothingInClearAsync();
    }

    private async Task BeginAsync(string network, params int[] nodes)
    {
        var spokes = string.Join(' ', nodes.Where(node => node != 0).Select(node => $"$(overlay {node})"));
        await Lab.RunAsync($"clear; make_wan; make_node 0; {network}");
        await Lab.RunAsync(
            $"for node in {string.Join(' ', nodes)}; do start $node protected_router; done; until_true 120 knows router 0 {spokes}");
        await Lab.RunAsync($"until_true 60 joined {string.Join(' ', nodes.Where(node => node != 0))}");
    }

    /// <summary>By the hub at first, and straight from when both can: no packet is lost on the way there.</summary>
    private async Task TalkAsync(int from, int to)
    {
        Assert.Equal(0, await Lab.LostAsync(from, to, 20));
        await Lab.RunAsync($"until_true 20 shortcut {from} {to}; until_true 20 shortcut {to} {from}");
    }

    private async Task AssertStraightAsync(int from, int to, string source, string destination)
    {
        await Lab.RunAsync("forget_flows");
        Assert.Equal(0, await Lab.LostAsync(from, to, 10));
        var flows = await Lab.FlowsAsync("in_udp");
        // Registrations and keepalives are in UDP too.
        Assert.InRange(flows[(source, destination)], 10, 12);
        Assert.InRange(flows[(destination, source)], 10, 12);
        Assert.DoesNotContain(flows, f => f.Value >= 10 && f.Key != (source, destination) && f.Key != (destination, source));
        await NothingInClearAsync();
    }

    private async Task NothingInClearAsync()
    {
        Assert.Empty(await Lab.FlowsAsync("data"));
        Assert.Empty(await Lab.FlowsAsync("nhrp"));
    }
}
