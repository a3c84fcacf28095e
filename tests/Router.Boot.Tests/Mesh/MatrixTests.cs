namespace Router.Boot.Tests.Mesh;

/// <summary>
/// This router's daemon and FRR's nhrpd in each place: register, resolve, shortcut, purge. FRR by itself is not ours to prove.
/// What FRR does not do is asserted as what it does, so that a day on which it changes is seen: it takes no notice of a purge.
/// </summary>
public sealed class MatrixTests(MeshLab lab) : PairingTest(lab)
{
    [Theory]
    [InlineData("router", "router", "router")]
    [InlineData("router", "router", "frr")]
    [InlineData("router", "frr", "router")]
    [InlineData("router", "frr", "frr", Explicit = true)]
    [InlineData("frr", "router", "router")]
    [InlineData("frr", "router", "frr", Explicit = true)]
    [InlineData("frr", "frr", "router")]
    public async Task Pairing_RegistersResolvesAndPurges_AndItsPacketsGoStraight(string hub, string first, string second)
    {
        await Lab.BeginAsync(hub, first, second);
        Assert.Equal(0, await Lab.LostAsync(1, 2, 10, 0.3));
        await Lab.RunAsync("until_true 120 shortcut 1 2; until_true 120 shortcut 2 1");
        await AssertPathAsync(1, 2, First, Second);
        await AssertPathAsync(2, 1, Second, First);
        await AssertPurgesAsync(hub, first, second);
    }
}
