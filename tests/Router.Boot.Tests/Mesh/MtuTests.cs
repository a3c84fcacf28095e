namespace Router.Boot.Tests.Mesh;

/// <summary>Packets that do not fit: on the mesh's link, and on an underlay that takes less than it says.</summary>
public sealed class MtuTests(MeshLab lab) : MeshTest(lab)
{
    /// <summary>1400 bytes in a tunnel, of which 40 are headers.</summary>
    private const int Mss = 1360;

    private const int KiB = 512;

    [Fact]
    public async Task Connection_ThroughTheMesh_HasSegmentsThatFit()
    {
        await BeginAsync(underlayMtu: 1500);
        await Lab.RunAsync($"count_mss 2 {Mss}");
        Assert.Equal($"{KiB * 1024}", await Lab.RunAsync($"transfer 1 2 {KiB}"));
        Assert.Equal("1", await Lab.RunAsync("counted_mss 2"));
    }

    /// <summary>
    /// The box between spoke and wire takes 1300 bytes and says so to who sends more that must not be cut, which the tunnel's packets must
    /// not.
    /// </summary>
    [Fact]
    public async Task Connection_OverASmallerUnderlay_ComesThroughUncut()
    {
        await BeginAsync(underlayMtu: 1300);
        Assert.Equal($"{KiB * 1024}", await Lab.RunAsync($"transfer 1 2 {KiB}"));
        Assert.Equal($"{KiB * 1024}", await Lab.RunAsync($"transfer 2 1 {KiB}"));
        Assert.NotEqual("0", await Lab.RunAsync("ip_counter nat1 FragFails"));
        Assert.Equal("0", await Lab.RunAsync("ip_counter nat1 FragOKs"));
    }

    private async Task BeginAsync(int underlayMtu)
    {
        await Lab.RunAsync("clear; make_wan; make_node 0; make_nat 1; make_inner 1 1; make_node 2; make_host 1; make_host 2");
        await Lab.RunAsync(
            $"ip -n nat1 link set eth0 mtu {underlayMtu}; start 0 router; start 1 router; start 2 router; until_true 120 knows router 0 10.255.0.2 10.255.0.3; until_true 60 joined 1 2");
        await Lab.RunAsync("until_true 120 host_reaches 1 2; until_true 120 shortcut 1 2; until_true 120 shortcut 2 1");
    }
}
