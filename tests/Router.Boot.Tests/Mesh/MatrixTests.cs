namespace Router.Boot.Tests.Mesh;

/// <summary>
/// This router's daemon and FRR's nhrpd in each place: register, resolve, shortcut, purge. FRR by itself is not ours to prove.
/// What FRR does not do is asserted as what it does, so that a day on which it changes is seen: it takes no notice of a purge.
/// </summary>
public sealed class MatrixTests(MeshLab lab) : MeshTest(lab)
{
    [Theory]
    [InlineData("router", "router", "router")]
    [InlineData("router", "router", "frr")]
    [InlineData("router", "frr", "router")]
    [InlineData("router", "frr", "frr")]
    [InlineData("frr", "router", "router")]
    [InlineData("frr", "router", "frr")]
    [InlineData("frr", "frr", "router")]
    public async Task Pairing_RegistersResolvesAndPurges_AndItsPacketsGoStraight(string hub, string first, string second)
    {
        await Lab.BeginAsync(hub, first, second);
        Assert.Equal(0, await Lab.LostAsync(1, 2, 10, 0.3));
        await Lab.RunAsync("until_true 120 shortcut 1 2; until_true 120 shortcut 2 1");
        await AssertPathAsync(1, 2, First, Second);
        await AssertPathAsync(2, 1, Second, First);
        await (second == "router" ? SecondStopsAsync(hub, first) : hub == "router" ? HubPurgesAsync(first) : FirstPurgesAsync());
    }

    /// <summary>A spoke that stops takes its registration back, and tells those who asked for it.</summary>
    private async Task SecondStopsAsync(string hub, string first)
    {
        await Lab.RunAsync("stop_router 2 TERM");
        await Lab.RunAsync(hub == "router" ? "until_true 60 forgot router 0 10.255.0.3" : "sleep 1; knows frr 0 10.255.0.3");
        await AssertShortcutEndsAsync(first);
    }

    private async Task HubPurgesAsync(string first)
    {
        await Lab.RunAsync("console 0 mesh purge 10.255.0.3; until_true 60 forgot router 0 10.255.0.3");
        await AssertShortcutEndsAsync(first);
    }

    private async Task FirstPurgesAsync() => await Lab.RunAsync("console 1 mesh purge; until_true 60 no_shortcut 1 2; until_true 60 shows 1 registered show mesh");

    private async Task AssertShortcutEndsAsync(string first) => await Lab.RunAsync(first == "router" ? "until_true 60 no_shortcut 1 2" : "sleep 1; shortcut 1 2");
}
