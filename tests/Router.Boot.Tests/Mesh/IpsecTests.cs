using System.Globalization;
using System.Text.RegularExpressions;

namespace Router.Boot.Tests.Mesh;

/// <summary>
/// Protected meshes on stock strongSwan. The wire between the nodes counts encrypted packets and clear ones: what it says is what went
/// over it, whatever the daemons say.
/// </summary>
public sealed partial class IpsecTests(MeshLab lab) : IClassFixture<MeshLab>
{
    private const string Hub = "10.0.0.1", First = "10.0.0.2", Second = "10.0.0.3";
    private const string NoLoss = " 0% packet loss";

    [Fact]
    public async Task Spokes_ThatTalk_DoSoEncryptedAndStraight()
    {
        await BeginAsync();
        await TalkAsync();
        await RunAsync("forget_flows");
        Assert.Contains(NoLoss, await RunAsync("in_node 1 ping -c 10 -i 0.1 -I 10.128.1.1 10.128.2.1"), StringComparison.Ordinal);
        var flows = await lab.FlowsAsync("secured");
        Assert.Equal((10, 10), (flows[(First, Second)], flows[(Second, First)]));
        Assert.DoesNotContain(flows.Keys, f => f.From == Hub || f.To == Hub);
        await NothingInClearAsync();
        var peers = await RunAsync("ask 1 show mesh peers");
        Assert.Matches("shortcut +up .* up since .* with 10.255.0.3", peers);
        Assert.Matches("10.255.0.1 +10.0.0.1 +hub +registered .* up since .* with 10.255.0.1: it came up when we asked", peers);
        Assert.Contains("ipsec up since", await RunAsync("ask 1 show mesh path 10.128.2.1"), StringComparison.Ordinal);
        await RunAsync("! grep -rq 'a key that all' $state/s1/root $state/s1/log $state/s1/charon.log");
    }

    [Fact]
    public async Task Rekeyed_UnderLoad_LosesNothing()
    {
        await BeginAsync();
        await TalkAsync();
        await RunAsync("forget_flows; loaded 1 10.128.2.1 600");
        await RunAsync("for round in 1 2 3; do swan 1 --rekey --child branches; sleep 1; swan 2 --rekey --ike router-branches-10.0.0.2; swan 1 --rekey --ike router-branches-10.0.0.3; sleep 1; done; true");
        Assert.Contains(NoLoss, await RunAsync("load_ended 1"), StringComparison.Ordinal);
        var flows = await lab.FlowsAsync("secured");
        Assert.True(flows[(First, Second)] >= 600, $"{flows[(First, Second)]} of 600");
        await RunAsync("! ask 1 show mesh events | grep -q 'IPsec was lost'");
        await NothingInClearAsync();
    }

    [Fact]
    public async Task CharonKilledAndBack_LosesNothingAndSecuresAnew()
    {
        await BeginAsync();
        await TalkAsync();
        await RunAsync("loaded 1 10.128.2.1 600; stop_charon 1 KILL; sleep 1; start_charon 1; until_true 20 tunnel 1 10.0.0.1 up; until_true 60 tunnel 1 10.0.0.3 up");
        Assert.Contains(NoLoss, await RunAsync("load_ended 1"), StringComparison.Ordinal);
        Assert.Contains("strongSwan was started anew", await RunAsync("ask 1 show mesh events"), StringComparison.Ordinal);
        await NothingInClearAsync();
    }

    [Fact]
    public async Task TunnelEnded_ShortcutGoesAndPacketsTakeTheHub()
    {
        await BeginAsync();
        await TalkAsync();
        await RunAsync("forget_flows; end_tunnels 1 10.0.0.3; until_true 5 no_shortcut 1 2; until_true 5 no_shortcut 2 1");
        Assert.Contains(NoLoss, await RunAsync("in_node 1 ping -c 1 -I 10.128.1.1 10.128.2.1"), StringComparison.Ordinal);
        var flows = await lab.FlowsAsync("secured");
        Assert.True(flows[(First, Hub)] > 0 && flows[(Hub, Second)] > 0, "nothing went by the hub");
        Assert.Contains("IPsec was lost", await RunAsync("ask 1 show mesh events"), StringComparison.Ordinal);
        await NothingInClearAsync();
    }

    [Fact]
    public async Task RouterdKilled_TunnelsUp_LosesNothing()
    {
        await BeginAsync();
        await TalkAsync();
        await RunAsync("loaded 1 10.128.2.1 400; kill_routerd 1; kill_routerd 0; sleep 1; start_routerd 1; start_routerd 0; until_true 20 tunnel 1 10.0.0.3 up; until_true 20 known 10.255.0.2 10.255.0.3");
        Assert.Contains(NoLoss, await RunAsync("load_ended 1"), StringComparison.Ordinal);
        Assert.Contains("it was there when the daemon looked", await RunAsync("ask 1 show mesh peers"), StringComparison.Ordinal);
        await RunAsync("shortcut 1 2");
        await NothingInClearAsync();
    }

    [Fact]
    public async Task WrongKey_IsRefusedAndBothSidesSayWhy()
    {
        await RunAsync("clear_protected; mkdir -p $state/s2/secrets; echo another key >$state/s2/secrets/mesh; protected_lab 0 1 2; until_true 60 known 10.255.0.2");
        await RunAsync("until_true 60 eval 'ask 2 show mesh | grep -q AUTHENTICATION_FAILED'; until_true 20 eval 'ask 0 show mesh events | grep -q \"a peer was refused: the key is another one\"'");
        await RunAsync("! known 10.255.0.3");
        Assert.DoesNotContain("10.255.0.3", await RunAsync("ask 0 show mesh cache"), StringComparison.Ordinal);
        await NothingInClearAsync();
    }

    [Fact]
    public async Task AnothersAddress_IsRefused()
    {
        await RunAsync("clear_protected; mkdir -p $state; echo '{ psk: !secret mesh, identity: liar.example }' >$state/ipsec.s2; echo 's|address: 10.255.0.3/24|address: 10.255.0.2/24|' >$state/sed.s2");
        await RunAsync("make_wan; for node in 0 1; do make_node $node; start_protected $node; done; until_true 60 known 10.255.0.2; make_node 2; start_protected 2");
        await RunAsync("until_true 60 eval 'ask 2 show mesh | grep -q AdministrativelyProhibited'");
        Assert.Matches(@"10\.255\.0\.2 +10\.0\.0\.2 ", await RunAsync("ask 0 show mesh cache"));
        Assert.Matches(@"takeovers [1-9]", await RunAsync("ask 0 show mesh"));
    }

    [Fact]
    public async Task Certificates_LetTheirOwnersInAndNobodyElse()
    {
        using var authority = new MeshAuthority("the lab's own");
        using var stranger = new MeshAuthority("a stranger's");
        await RunAsync("clear_protected; mkdir -p $state");
        foreach (var (node, name) in new[] { "hub", "s1", "s2" }.Index())
        {
            var (certificate, key) = (name == "s2" ? stranger : authority).Certify($"10.255.0.{node + 1}");
            await RunAsync($"mkdir -p $state/{name}/secrets; cd $state/{name}/secrets; echo {certificate} >certificate; echo {key} >key; echo {authority.Certificate} >ca; echo '{{ certificate: !secret certificate, key: !secret key, ca: !secret ca }}' >$state/ipsec.{name}; cd /");
        }
        await RunAsync("protected_lab 0 1 2; until_true 60 known 10.255.0.2; until_true 60 eval 'ask 2 show mesh | grep -q AUTHENTICATION_FAILED'");
        await RunAsync("! known 10.255.0.3");
        Assert.Matches("10.255.0.1 +10.0.0.1 +hub +registered .* with 10.255.0.1", await RunAsync("ask 1 show mesh peers"));
    }

    [Fact]
    public async Task FirstPacket_ToShortcut_IsMeasured()
    {
        await BeginAsync();
        var said = await RunAsync("first_packet_to_shortcut 1 2");
        var milliseconds = double.Parse(Milliseconds().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
        TestContext.Current.SendDiagnosticMessage($"first packet to shortcut with IPsec: {milliseconds} ms");
        // The aim is 50 ms on a machine of its own; here others may run beside it.
        Assert.InRange(milliseconds, 1, 2000);
    }

    [GeneratedRegex(@"took ([0-9.]+) ms")]
    private static partial Regex Milliseconds();

    private Task<string> RunAsync(string command) => lab.RunAsync($". /lab/ipsec.sh; {command}");

    private async Task BeginAsync()
    {
        await RunAsync("clear_protected; protected_lab 0 1 2");
        await RunAsync("until_true 60 known 10.255.0.2 10.255.0.3");
    }

    /// <summary>Until both have a shortcut to the other, with no packet lost on the way there.</summary>
    private async Task TalkAsync()
    {
        Assert.Contains(NoLoss, await RunAsync("in_node 1 ping -c 20 -i 0.1 -I 10.128.1.1 10.128.2.1"), StringComparison.Ordinal);
        await RunAsync("until_true 20 shortcut 1 2; until_true 20 shortcut 2 1");
    }

    private async Task NothingInClearAsync()
    {
        Assert.Empty(await lab.FlowsAsync("data"));
        Assert.Empty(await lab.FlowsAsync("nhrp"));
    }
}
