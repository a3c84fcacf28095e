namespace Router.Boot.Tests.Mesh;

/// <summary>Daemons that are killed and started again find in the kernel what they had there.</summary>
public sealed class RestartTests(MeshLab lab) : MeshTest(lab)
{
    [Fact]
    public async Task DaemonsKilledWithShortcutsUp_NoPacketIsLost_AndTheHubKnowsItsSpokesAtOnce()
    {
        await Lab.BeginAsync();
        await Lab.BeginShortcutAsync();
        await Lab.RunAsync("forget_flows");
        await Lab.BeginPacketsAsync(1, 2);
        // For so long that the kernel asks for neighbours in use, by its own settings: those are a daemon's to answer.
        await Lab.RunAsync(
            "for node in 1 2 0; do stop_router $node KILL; done; sleep 10; start 1 router; start 2 router; until_true 120 shows 1 registering show mesh");
        // The hub is still away: nobody can have told the spokes of their shortcuts.
        await Lab.RunAsync(
            "shows 1 10.128.2.0/24 show mesh shortcuts; shows 2 10.128.1.0/24 show mesh shortcuts; start 0 router; until_true 120 console 0 show mesh cache");
        await Lab.RunAsync("knows router 0 10.255.0.2 10.255.0.3");
        await Lab.RunAsync("for node in 1 2; do until_true 120 shows $node registered show mesh; done; sleep 2");
        Assert.Equal(0, (await Lab.EndPacketsAsync(1)).Lost);
        var flows = await Lab.FlowsAsync("data");
        Assert.DoesNotContain(flows.Keys, f => f.From == Hub || f.To == Hub);
        await Lab.RunAsync("shortcut 1 2; shortcut 2 1");
    }
}
