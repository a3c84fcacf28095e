namespace Router.Boot.Tests.Mesh;

/// <summary>Hubs that go away, come back, and move.</summary>
public sealed class HubTests(MeshLab lab) : MeshTest(lab)
{
    /// <summary>As after a power cut: neither the daemon nor the kernel of the hub knows anything.</summary>
    [Fact]
    public async Task HubWithoutMemory_KnowsItsSpokesAgainWithinSeconds()
    {
        await Lab.BeginAsync();
        await Lab.RunAsync("stop_router 0 KILL; unplug 0; ip -n hub link delete branches; sleep 3; replug 0; start 0 router");
        await Lab.RunAsync("until_true 120 knows router 0 10.255.0.2 10.255.0.3; until_true 60 reaches 1 2");
    }

    /// <summary>
    /// Renewals are 4 s apart here. A hub is given up when three of them, within 7 s, were not answered: 11 s of packets at most, and some
    /// for the load of this machine.
    /// </summary>
    [Fact]
    public async Task TwoHubs_TheFirstGoesAndComesBack_PacketsFollow()
    {
        const int perSecond = 5, mostSeconds = 12;
        await Lab.RunAsync("clear; make_wan; for node in 0 1 2 9; do make_node $node; done");
        await Lab.RunAsync(
            "(MESH=', redirect: false'; start 0 router; start 9 router); (HUBS='10.0.0.1, 10.0.0.10' WAY='mesh: branches' MESH=', holding-time: 12s'; start 1 router; start 2 router)");
        await Lab.RunAsync(
            "for hub in 0 9; do until_true 120 knows router $hub 10.255.0.2 10.255.0.3; done; until_true 120 uses_hub 1 0; until_true 120 uses_hub 2 0; until_true 60 reaches 1 2");
        await AssertPathByHubAsync(1, 2, First, Hub, Second);

        await Lab.BeginPacketsAsync(1, 2);
        await Lab.RunAsync("unplug 0; until_true 120 uses_hub 1 9; until_true 120 uses_hub 2 9; sleep 1");
        var (sent, lost) = await Lab.EndPacketsAsync(1);
        Assert.InRange(lost, 1, mostSeconds * perSecond);
        Assert.True(lost < sent, $"{lost} of {sent}");
        await AssertPathByHubAsync(1, 2, First, OtherHub, Second);

        await Lab.BeginPacketsAsync(1, 2);
        await Lab.RunAsync("replug 0; until_true 120 uses_hub 1 0; until_true 120 uses_hub 2 0; sleep 1");
        Assert.Equal(0, (await Lab.EndPacketsAsync(1)).Lost);
        await AssertPathByHubAsync(1, 2, First, Hub, Second);
    }

    /// <summary>
    /// As while branches come back to their first hub, one after the other: each hub sees one half of what they send, and its firewall lets
    /// it through.
    /// </summary>
    [Fact]
    public async Task EachBranchByAnotherHub_NothingIsLost()
    {
        const int KiB = 64;
        await Lab.RunAsync("clear; make_wan; for node in 0 1 2 9; do make_node $node; done; make_host 1; make_host 2");
        await Lab.RunAsync(
            "(MESH=', redirect: false'; start 0 router; start 9 router); (WAY='mesh: branches'; (HUBS='10.0.0.1, 10.0.0.10'; start 1 router); HUBS='10.0.0.10, 10.0.0.1'; start 2 router)");
        await Lab.RunAsync(
            "for hub in 0 9; do until_true 120 knows router $hub 10.255.0.2 10.255.0.3; done; until_true 120 uses_hub 1 0; until_true 120 uses_hub 2 9; until_true 60 reaches 1 2");
        await Lab.BeginPacketsAsync(1, 2);
        await Lab.RunAsync("sleep 3");
        var (sent, lost) = await Lab.EndPacketsAsync(1);
        Assert.True(sent > 5, $"{sent} sent");
        Assert.Equal(0, lost);
        Assert.Equal($"{KiB * 1024}", await Lab.RunAsync($"transfer 1 2 {KiB}"));
        Assert.Equal($"{KiB * 1024}", await Lab.RunAsync($"transfer 2 1 {KiB}"));
    }

    [Fact]
    public async Task HubByName_MovesToAnotherAddress_SpokesFollow()
    {
        await Lab.RunAsync("clear; make_wan; make_names hub.example 10.0.0.1; for node in 0 1 2; do make_node $node; done");
        await Lab.RunAsync(
            "start 0 router; (HUBS=hub.example MESH=', holding-time: 12s'; start 1 router; start 2 router); until_true 120 knows router 0 10.255.0.2 10.255.0.3");
        await Lab.RunAsync("at 0 10.0.0.77/24; commit_document 0; names_say hub.example 10.0.0.77");
        await Lab.RunAsync(
            "for node in 1 2; do until_true 120 shows $node 10.0.0.77 show mesh peers; until_true 120 shows $node registered show mesh; done; until_true 60 reaches 1 2");
        await Lab.BeginShortcutAsync();
        await AssertPathAsync(1, 2, First, Second);
    }
}
