namespace Router.Boot.Tests.Mesh;

/// <summary>
/// Spokes behind NAT boxes that masquerade, as a Linux router at home does, in clear. GRE has a key but no ports: such a box tells tunnels
/// apart by the addresses at their ends alone.
/// </summary>
public sealed class NatTests(MeshLab lab) : MeshTest(lab)
{
    private const string FirstNat = "10.0.0.101", SecondNat = "10.0.0.102";

    [Fact]
    public async Task OneSpokeBehindNat_PacketsGoStraight()
    {
        await Lab.RunAsync("clear; make_wan; make_node 0; make_node 1; make_nat 2; make_inner 2 2");
        await StartAsync();
        await Lab.BeginShortcutAsync();
        await AssertPathAsync(1, 2, First, SecondNat);
        await AssertPathAsync(2, 1, SecondNat, First);
    }

    /// <summary>And they go on to do so when nothing passed for longer than the NAT boxes remember.</summary>
    [Fact]
    public async Task SpokesBehindDifferentNats_PacketsGoStraight_AlsoAfterAPause()
    {
        await Lab.RunAsync("clear; make_wan; make_node 0; make_nat 1; make_inner 1 1; make_nat 2; make_inner 2 2");
        await Lab.RunAsync("nat_forgets_after 1 22; nat_forgets_after 2 22");
        await StartAsync();
        Assert.Equal(0, await Lab.LostAsync(1, 2, 10, 0.3));
        await Lab.BeginShortcutAsync();
        await AssertPathAsync(1, 2, FirstNat, SecondNat);
        await Lab.RunAsync("sleep 27");
        await AssertPathAsync(2, 1, SecondNat, FirstNat);
    }

    /// <summary>
    /// What comes back from the hub for the second spoke looks as what comes for the first, so the box drops the second one's packets while
    /// it remembers the first (connection tracking refuses to enter it: GRE has nothing that could be translated). The first loses
    /// nothing by it; the second says that the hub does not answer, and takes over when the first is gone. With IPsec both are there: ESP
    /// goes in UDP, which has ports.
    /// </summary>
    [Fact]
    public async Task SpokesBehindTheSameNat_InClear_OneHasTheHubAndTheOtherSaysThatItDoesNotAnswer()
    {
        await Lab.RunAsync("clear; make_wan; make_node 0; make_nat 1; make_inner 1 1; make_inner 2 1; nat_forgets_after 1 8");
        await Lab.RunAsync("start 0 router; start 1 router; until_true 120 knows router 0 10.255.0.2");
        // However slowly the second starts: the box has no time to forget the first.
        await Lab.BeginPacketsAsync(1, 0);
        await Lab.RunAsync("start 2 router; until_true 120 shows 2 registering show mesh");
        await Lab.RunAsync("sleep 4; shows 2 registering show mesh; forgot router 0 10.255.0.3");
        Assert.Equal(0, (await Lab.EndPacketsAsync(1)).Lost);
        await Lab.RunAsync("stop_router 1 TERM; until_true 120 knows router 0 10.255.0.3");
    }

    /// <summary>Each at a hub of its own: what the box tells apart are the hubs.</summary>
    [Fact]
    public async Task SpokesBehindTheSameNat_AtDifferentHubs_AreBothRegistered()
    {
        await Lab.RunAsync("clear; make_wan; make_node 0; make_node 9; make_nat 1; make_inner 1 1; make_inner 2 1");
        await Lab.RunAsync("start 0 router; start 9 router; start 1 router; (HUBS=10.0.0.10 WAY='mesh: branches'; start 2 router)");
        await Lab.RunAsync("until_true 120 knows router 0 10.255.0.2; until_true 120 knows router 9 10.255.0.3");
    }

    private async Task StartAsync()
    {
        await Lab.RunAsync("start 0 router; start 1 router; start 2 router; until_true 120 knows router 0 10.255.0.2 10.255.0.3");
        await Lab.RunAsync("until_true 60 joined 1 2");
    }
}
