namespace Router.Boot.Tests.Mesh;

/// <summary>
/// The pairings of <see cref="MatrixTests"/> with IPsec. FRR's nhrpd brings up no tunnels with a stock strongSwan, but need not: one that
/// is told to protect all GRE does, and nhrpd knows nothing of it. Its spokes send straight as soon as they know where to, and lose what
/// they send until there are keys: for as long as the slowest of the two takes, and no number of ours. That it ends is.
/// </summary>
public sealed class ProtectedMatrixTests(MeshLab lab) : PairingTest(lab)
{
    [Theory]
    [InlineData("router", "router", "frr")]
    [InlineData("router", "frr", "router")]
    [InlineData("router", "frr", "frr", Explicit = true)]
    [InlineData("frr", "router", "router")]
    [InlineData("frr", "router", "frr", Explicit = true)]
    [InlineData("frr", "frr", "router")]
    public async Task Pairing_Protected_RegistersResolvesAndPurges_AndItsPacketsGoStraight(string hub, string first, string second)
    {
        await Lab.BeginAsync($"protected_{hub}", $"protected_{first}", $"protected_{second}");
        var lost = await Lab.LostAsync(1, 2, 20, 0.3);
        if (first == "router" && second == "router")
            Assert.Equal(0, lost);
        await Lab.RunAsync("until_true 120 shortcut 1 2; until_true 120 shortcut 2 1");
        if (first != second)
            await Lab.RunAsync("until_true 10 reaches 1 2; until_true 10 reaches 2 1");
        await Lab.RunAsync("forget_flows");
        Assert.Equal((0, 0), (await Lab.LostAsync(1, 2, 10), await Lab.LostAsync(2, 1, 10)));
        var flows = await Lab.FlowsAsync("secured");
        Assert.InRange(flows[(First, Second)], 20, 24);
        Assert.InRange(flows[(Second, First)], 20, 24);
        Assert.DoesNotContain(flows, f => f.Value >= 10 && (f.Key.From == Hub || f.Key.To == Hub));
        await AssertPurgesAsync(hub, first, second);
        Assert.Empty(await Lab.FlowsAsync("data"));
        Assert.Empty(await Lab.FlowsAsync("nhrp"));
    }
}
