namespace Router.Boot.Tests.Mesh;

/// <summary>
/// Meshes of both families, outside and inside, and meshes apart in VRFs. The wire between the nodes counts packets by who sent them to
/// whom and by the tunnel's key.
/// </summary>
public sealed class FamilyTests(MeshLab lab) : MeshTest(lab)
{
    /// <summary>Keys 100 and 200, as the wire's counter shows them.</summary>
    private const string Red = "64000000", Blue = "c8000000";

    /// <summary>In place of a key: what cannot be read.</summary>
    private const string Encrypted = "00000032";

    [Theory]
    [InlineData(4, 6)]
    [InlineData(6, 4)]
    [InlineData(6, 6, Explicit = true)]
    public async Task Spokes_OfTheFamilies_TalkStraight(int outside, int inside)
    {
        await RunAsync("clear_family; make_family_wan; for node in 0 1 2; do make_family_node $node; done");
        await RunAsync($"for node in 0 1 2; do start_family $node family_document $node {outside} {inside}; done");
        await RunAsync($"until_so 120 registered $(inner {inside} 1) $(inner {inside} 2) || {{ why_family; false; }}");
        AssertNothingLost(await RunAsync($"fnode 1 ping -c 10 -i 0.4 -I $(lan {inside} 1) $(lan {inside} 2) || {{ why_family; false; }}"));
        await RunAsync(
            $"until_so 20 straight 1 {inside} 2 && until_so 20 straight 2 {inside} 1 && forget_family_flows || {{ why_family; false; }}");
        AssertNothingLost(await RunAsync($"fnode 1 ping -c 10 -i 0.1 -I $(lan {inside} 1) $(lan {inside} 2)"));
        var (first, second) = outside == 4 ? ("10.0.0.2", "10.0.0.3") : ("2001:db8::2", "2001:db8::3");
        Assert.Equal([$"{outside} {first} {second} {Red} 10", $"{outside} {second} {first} {Red} 10"], await FlowsAsync());
    }

    /// <summary>Nothing is lost on the way to the first straight packet, and nobody on the wire reads any.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(6, Explicit = true)]
    public async Task Spokes_ProtectedOverIPv6_TalkStraightAndEncrypted(int inside)
    {
        await RunAsync("clear_family; make_family_wan; for node in 0 1 2; do make_family_node $node; done");
        await RunAsync($"for node in 0 1 2; do start_protected_family $node 6 {inside}; done");
        await RunAsync($"until_so 120 registered $(inner {inside} 1) $(inner {inside} 2) || {{ why_family; false; }}");
        AssertNothingLost(await RunAsync(
            $"fnode 1 ping -c 20 -i 0.1 -I $(lan {inside} 1) $(lan {inside} 2) >/tmp/pings; cat /tmp/pings; grep -q ' 0% packet loss' /tmp/pings || why_family"));
        await RunAsync($"until_so 20 straight 1 {inside} 2 && until_so 20 straight 2 {inside} 1 || {{ why_family; false; }}");
        Assert.Equal("", await RunAsync("! told_in_clear"));
        Assert.DoesNotContain(await FlowsAsync(), flow => !flow.Contains(Encrypted, StringComparison.Ordinal));
        await RunAsync("forget_family_flows");
        AssertNothingLost(await RunAsync($"fnode 1 ping -c 10 -i 0.1 -I $(lan {inside} 1) $(lan {inside} 2)"));
        // NHRP is encrypted too, and looks the same.
        Assert.Equal(
            [$"6 2001:db8::2 2001:db8::3 {Encrypted}", $"6 2001:db8::3 2001:db8::2 {Encrypted}"],
            (await BusyFlowsAsync()).Select(flow => flow[..flow.LastIndexOf(' ')]));
        await RunAsync("kill -TERM $(cat $family_state/f1/pid); until_so 20 sh -c '! ip netns exec f1 nft list table inet mesh6_branches'");
    }

    [Fact]
    public async Task DaemonKilled_OverIPv6_LosesNoPacketOfAShortcut()
    {
        await RunAsync("clear_family; make_family_wan; for node in 0 1 2; do make_family_node $node; done");
        await RunAsync("for node in 0 1 2; do start_family $node family_document $node 6 6; done");
        await RunAsync("until_so 120 registered $(inner 6 1) $(inner 6 2) || { why_family; false; }");
        await RunAsync("fnode 1 ping -c 5 -i 0.4 -I $(lan 6 1) $(lan 6 2); until_so 20 straight 1 6 2 && until_so 20 straight 2 6 1");
        var said = await RunAsync(
            "fnode 1 ping -c 100 -i 0.1 -I $(lan 6 1) $(lan 6 2) >/tmp/pings & waits=$!; sleep 1; kill -9 $(cat $family_state/f1/pid); sleep 1; start_family 1; wait $waits; cat /tmp/pings");
        AssertNothingLost(said);
        await RunAsync("until_so 20 straight 1 6 2 || { why_family; false; }");
    }

    [Fact]
    public async Task Vrfs_WithTheSameAddresses_AreApart()
    {
        await RunAsync(
            "clear_family; make_family_wan; make_family_node 0; for node in 1 2; do make_family_node $node red-lan blue-lan; done");
        await RunAsync("for node in 0 1 2; do start_family $node vrf_document $node; done");
        await RunAsync("until_so 120 both_registered || { why_family; false; }");
        await AssertApartAsync();
        await SameConnectionInBothAsync();
    }

    /// <summary>The same networks in both, each told by a bgpd's instance of its own.</summary>
    [Fact]
    public async Task Vrfs_WithBgp_AreApart()
    {
        await RunAsync(
            "clear_family; make_family_wan; make_family_node 0; for node in 1 2; do make_family_node $node red-lan blue-lan; done");
        await RunAsync("for node in 0 1 2; do start_vrf_bgp $node; done");
        await RunAsync("for vrf in red blue; do until_so 120 told 1 $vrf 2 && until_so 120 told 2 $vrf 1 || { why_family; false; }; done");
        Assert.Contains("overlay 10.255.0.1/24 in vrf red", await RunAsync("fconsole 0 show mesh"), StringComparison.Ordinal);
        Assert.Contains("\"vrf\": \"blue\"", await RunAsync("fconsole 0 show mesh --json"), StringComparison.Ordinal);
        await AssertApartAsync();
    }

    /// <summary>The same flow is another one in each: it leaves by the mesh of its VRF, and none leads from one into the other.</summary>
    [Fact]
    public async Task Why_InVrfs_NamesTheLinesOfEach()
    {
        await RunAsync(
            "clear_family; make_family_wan; make_family_node 1 red-lan blue-lan; modprobe tun; start_family 1 vrf_document 1; until_so 60 fconsole 1 show mesh");
        foreach (var vrf in new[] { "red", "blue" })
        {
            var said = await RunAsync($"fconsole 1 why tcp 10.128.1.2:1 '->' 10.128.2.2:80 from lan-{vrf}");
            Assert.Contains($"it leaves by mesh-{vrf}", said, StringComparison.Ordinal);
            Assert.Contains($"table {vrf}, via 10.255.0.1, link mesh-{vrf}", said, StringComparison.Ordinal);
            Assert.Contains($"routing vrfs {vrf} routes 10.128.0.0/16", said, StringComparison.Ordinal);
            said = await RunAsync($"fconsole 1 why icmp 10.255.0.1 '->' 10.255.0.2 from mesh-{vrf}");
            Assert.Contains("it reaches the router itself", said, StringComparison.Ordinal);
        }
        Assert.Contains(
            "unroutable", await RunAsync("fconsole 1 why tcp 10.128.1.2:1 '->' 10.0.0.1:80 from lan-red"), StringComparison.Ordinal);
    }

    private async Task AssertApartAsync()
    {
        AssertNothingLost(await RunAsync("ip netns exec h1red-lan ping -c 10 -i 0.4 10.128.2.2"));
        await RunAsync("until_so 20 straight 1 4 2 red && until_so 20 straight 2 4 1 red && forget_family_flows || { why_family; false; }");
        AssertNothingLost(await RunAsync("ip netns exec h1red-lan ping -c 10 -i 0.1 10.128.2.2"));
        Assert.Equal([$"4 10.0.0.2 10.0.0.3 {Red} 10", $"4 10.0.0.3 10.0.0.2 {Red} 10"], await BusyFlowsAsync());
        Assert.Equal(("20", "0"), (await RunAsync("asked 2 red-lan"), await RunAsync("asked 2 blue-lan")));
        AssertNothingLost(await RunAsync("ip netns exec h1blue-lan ping -c 10 -i 0.4 10.128.2.2"));
        await RunAsync(
            "until_so 20 straight 1 4 2 blue && until_so 20 straight 2 4 1 blue && forget_family_flows || { why_family; false; }");
        AssertNothingLost(await RunAsync("ip netns exec h1blue-lan ping -c 10 -i 0.1 10.128.2.2"));
        Assert.Equal([$"4 10.0.0.2 10.0.0.3 {Blue} 10", $"4 10.0.0.3 10.0.0.2 {Blue} 10"], await BusyFlowsAsync());
        Assert.Equal(("20", "20"), (await RunAsync("asked 2 red-lan"), await RunAsync("asked 2 blue-lan")));
    }

    /// <summary>Nothing of this lab runs beside that of others.</summary>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await RunAsync("clear_family");
    }

    /// <summary>The same addresses and ports at the same time: what connection tracking knows of one is nothing to the other.</summary>
    private async Task SameConnectionInBothAsync()
    {
        await RunAsync("for lan in red blue; do (echo $lan | ip netns exec h2$lan-lan nc -l -p 5000 >/dev/null) & done; sleep 1");
        await RunAsync(
            "for lan in red blue; do (sleep 3 | ip netns exec h1$lan-lan nc -p 4000 10.128.2.2 5000 >/tmp/said-$lan) & done; sleep 6");
        Assert.Equal("red\nblue", await RunAsync("cat /tmp/said-red /tmp/said-blue"));
    }

    /// <summary>Those of ten packets and more; what daemons tell each other meanwhile is less.</summary>
    private async Task<IReadOnlyList<string>> BusyFlowsAsync() => [.. (await FlowsAsync()).Where(flow => flow.Split(' ')[^1].Length > 1)];

    private Task<string> RunAsync(string command) => Lab.RunAsync(command);

    /// <summary>OVER FROM TO KEY PACKETS, sorted.</summary>
    private async Task<IReadOnlyList<string>> FlowsAsync() =>
        [.. (await RunAsync("family_flows")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
}
