namespace Router.Boot.Tests.Mesh;

/// <summary>An overlay address belongs to the spoke that has it.</summary>
public sealed class UniqueAddressTests(MeshLab lab) : MeshTest(lab)
{
    [Fact]
    public async Task SecondSpokeWithTheSameAddress_IsRefusedAndSaysSo_AndTheFirstGoesOn()
    {
        await Lab.RunAsync(
            "clear; make_wan; for node in 0 1 2; do make_node $node; done; start 0 router; start 1 router; until_true 120 knows router 0 10.255.0.2");
        await Lab.BeginPacketsAsync(1, 0);
        await Lab.RunAsync(
            "(OVERLAY=10.255.0.2; start 2 router); until_true 120 shows 2 UniqueAddressAlreadyRegistered show mesh; sleep 3");
        Assert.Contains("refused", await Lab.RunAsync("console 2 show mesh"), StringComparison.Ordinal);
        Assert.Contains("10.255.0.2 at 10.0.0.2", await Lab.RunAsync("console 0 show mesh topology"), StringComparison.Ordinal);
        Assert.Equal(0, (await Lab.EndPacketsAsync(1)).Lost);
    }
}
