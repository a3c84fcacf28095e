namespace Router.Boot.Tests.Mesh;

/// <summary>
/// Register, resolve and shortcut, of this router's daemon and beside FRR's nhrpd as hub and as spoke. The wire between the nodes counts whose packets
/// went to whom: that is the way they took, whatever the daemons say.
/// </summary>
public sealed class MeshTests(MeshLab lab) : IClassFixture<MeshLab>
{
    private const string Hub = "10.0.0.1", First = "10.0.0.2", Second = "10.0.0.3";

    [Theory]
    [InlineData("router", "router", "router")]
    [InlineData("router", "frr", "router")]
    [InlineData("frr", "router", "router")]
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
}
