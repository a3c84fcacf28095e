namespace Router.Boot.Tests.Mesh;

/// <summary>Protected meshes on stock strongSwan: what goes over the wire is encrypted, and whoever is let in is who it says.</summary>
public sealed class IpsecTests(MeshLab lab) : MeshTest(lab)
{
    [Fact]
    public async Task Spokes_ThatTalk_DoSoEncryptedAndStraight()
    {
        await BeginAsync();
        Assert.Equal(0, await TalkAsync());
        await Lab.RunAsync("forget_flows");
        Assert.Equal(0, await Lab.LostAsync(1, 2, 10));
        var flows = await Lab.FlowsAsync("secured");
        Assert.Equal((10, 10), (flows[(First, Second)], flows[(Second, First)]));
        await NothingInClearAsync();
        var peers = await Lab.RunAsync("console 1 show mesh peers");
        Assert.Matches("10.255.0.3 +10.0.0.3 +shortcut +up .* up since .* with 10.255.0.3", peers);
        Assert.Matches("10.255.0.1 +10.0.0.1 +hub +registered .* up since .* with 10.255.0.1: it came up when we asked", peers);
        Assert.Contains("ipsec up since", await Lab.RunAsync("console 1 show mesh path 10.128.2.1"), StringComparison.Ordinal);
        await Lab.RunAsync("! grep -rq 'a key that all' $state/s1/root $state/s1/log $state/s1/charon.log $state/s1/own");
    }

    [Fact]
    public async Task Rekeyed_UnderLoad_LosesNothing()
    {
        await BeginAsync();
        await TalkAsync();
        await Lab.BeginPacketsAsync(1, 2);
        await Lab.RunAsync("for round in 1 2 3; do rekey_tunnels 1 10.0.0.3; rekey_tunnels 2 10.0.0.2; sleep 1; done; true");
        var (sent, lost) = await Lab.EndPacketsAsync(1);
        Assert.True(sent > 10, $"{sent} sent");
        Assert.Equal(0, lost);
        await Lab.RunAsync("! events 1 'IPsec was lost'; shortcut 1 2");
        await NothingInClearAsync();
    }

    [Fact]
    public async Task CharonKilledAndBack_PacketsGoOnAndAreSecuredAnew()
    {
        await BeginAsync();
        await TalkAsync();
        await Lab.BeginPacketsAsync(1, 2);
        await Lab.RunAsync(
            "kill_charon 1; sleep 4; start_charon 1; until_true 60 again 1 10.0.0.1; until_true 60 again 1 10.0.0.3; until_true 20 events 1 'strongSwan was restarted'");
        // Who is asked again sends with the new keys while the answer that brings them is on its way and worked on, which an emulated
        // processor may do for a second. While strongSwan is away, 20 packets and more are sent.
        Assert.InRange((await Lab.EndPacketsAsync(1)).Lost, 0, 8);
        await NothingInClearAsync();
    }

    [Fact]
    public async Task TunnelEnded_ShortcutGoesAndPacketsTakeTheHub()
    {
        await BeginAsync();
        await TalkAsync();
        await Lab.RunAsync(
            "forget_flows; end_tunnels 1 10.0.0.3; until_true 20 events 1 'IPsec was lost'; until_true 20 events 2 'IPsec was lost'");
        await Lab.RunAsync("until_true 20 reaches 1 2");
        var flows = await Lab.FlowsAsync("secured");
        Assert.True(flows[(First, Hub)] > 0 && flows[(Hub, Second)] > 0, "nothing went by the hub");
        await NothingInClearAsync();
    }

    [Fact]
    public async Task RouterdKilled_TunnelsUp_LosesNothing()
    {
        await BeginAsync();
        await TalkAsync();
        await Lab.BeginPacketsAsync(1, 2);
        await Lab.RunAsync(
            "for node in 1 0; do stop_router $node KILL; start_routerd $node; done; until_true 60 tunnel 1 10.0.0.3 up; until_true 60 knows router 0 10.255.0.2 10.255.0.3");
        Assert.Equal(0, (await Lab.EndPacketsAsync(1)).Lost);
        Assert.Contains("it was there when the daemon looked", await Lab.RunAsync("console 1 show mesh peers"), StringComparison.Ordinal);
        await Lab.RunAsync("shortcut 1 2; ! events 1 'gone'");
        await NothingInClearAsync();
    }

    [Fact]
    public async Task WrongKey_IsRefusedAndBothSidesSayWhy()
    {
        await Lab.RunAsync("clear; secret 2 mesh 'another key'; protected_lab 0 1 2; until_true 60 knows router 0 10.255.0.2");
        await Lab.RunAsync(
            "until_true 60 shows 2 AUTHENTICATION_FAILED show mesh; until_true 20 events 0 'a peer was refused: the key is another one than ours'");
        Assert.DoesNotContain("10.255.0.3", await Lab.RunAsync("console 0 show mesh cache"), StringComparison.Ordinal);
        await NothingInClearAsync();
    }

    [Fact]
    public async Task AnothersAddress_IsRefused()
    {
        await Lab.RunAsync("clear; protected_lab 0 1; until_true 60 knows router 0 10.255.0.2");
        await Lab.RunAsync(
            "make_node 2; echo '{ psk: !secret mesh, identity: liar.example }' >$state/s2/ipsec; (OVERLAY=10.255.0.2; start_protected 2); until_true 60 shows 2 AdministrativelyProhibited show mesh");
        Assert.Matches(@"10\.255\.0\.2 +10\.0\.0\.2 ", await Lab.RunAsync("console 0 show mesh cache"));
        Assert.Matches("takeovers [1-9]", await Lab.RunAsync("console 0 show mesh"));
    }

    [Fact]
    public async Task Certificates_LetTheirOwnersInAndNobodyElse()
    {
        using var authority = new MeshAuthority("the lab's own");
        using var stranger = new MeshAuthority("a stranger's");
        await Lab.RunAsync("clear");
        for (var node = 0; node < 3; node++)
        {
            var (certificate, key) = (node == 2 ? stranger : authority).Certify($"10.255.0.{node + 1}");
            await Lab.RunAsync(
                $"secret {node} certificate {certificate}; secret {node} key {key}; secret {node} ca {authority.Certificate}");
            await Lab.RunAsync(
                $"echo '{{ certificate: !secret certificate, key: !secret key, ca: !secret ca }}' >$state/$(name {node})/ipsec");
        }
        await Lab.RunAsync(
            "protected_lab 0 1 2; until_true 60 knows router 0 10.255.0.2; until_true 60 shows 2 AUTHENTICATION_FAILED show mesh");
        Assert.DoesNotContain("10.255.0.3", await Lab.RunAsync("console 0 show mesh cache"), StringComparison.Ordinal);
        Assert.Matches("10.255.0.1 +10.0.0.1 +hub +registered .* with 10.255.0.1", await Lab.RunAsync("console 1 show mesh peers"));
    }

    private async Task BeginAsync()
    {
        await Lab.RunAsync("clear; protected_lab 0 1 2; until_true 60 knows router 0 10.255.0.2 10.255.0.3");
        await Lab.RunAsync("until_true 60 joined 1 2");
    }

    /// <summary>Until both have a shortcut to the other; how many packets were lost on the way there.</summary>
    private async Task<int> TalkAsync()
    {
        var lost = await Lab.LostAsync(1, 2, 20);
        await Lab.RunAsync("until_true 20 shortcut 1 2; until_true 20 shortcut 2 1");
        return lost;
    }

    private async Task NothingInClearAsync()
    {
        Assert.Empty(await Lab.FlowsAsync("data"));
        Assert.Empty(await Lab.FlowsAsync("nhrp"));
    }
}
