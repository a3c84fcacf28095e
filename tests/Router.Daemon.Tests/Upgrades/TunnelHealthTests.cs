using Router.Api.Contract;
using Router.Daemon.Upgrades;

namespace Router.Daemon.Tests.Upgrades;

public sealed class TunnelHealthTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch + TimeSpan.FromDays(20_000);

    /// <summary>A peer that is called only when there is something to send may have been silent for days.</summary>
    [Theory]
    [InlineData(25, 100, true, null)]
    [InlineData(25, 200, false, "tunnel vpn to office: the last handshake was 200 s ago")]
    [InlineData(25, null, false, "tunnel vpn to office: there was no handshake yet")]
    [InlineData(0, 200, null, null)]
    [InlineData(0, null, null, null)]
    public void Of_APeer_IsGoodWhileItsKeysLast(int keepalive, int? secondsAgo, bool? isGood, string? reason)
    {
        var link = new InterfaceStatus("vpn", "vpn", "inside", "wireguard", "up", null, 1420, null, [], 0, 0, 0, 0)
        {
            Peers = [new PeerStatus("office", null, Now - (secondsAgo is { } ago ? TimeSpan.FromSeconds(ago) : null), keepalive, 0, 0)],
        };
        var facts = TunnelHealth.Of(link, Now).ToList();
        Assert.Equal(isGood, facts.SingleOrDefault()?.IsGood);
        Assert.Equal(reason, HealthGate.Worse(new Baseline(["tunnel vpn to office"], []), facts).FirstOrDefault(_ => facts.Count > 0));
    }

    [Fact]
    public void Of_ALinkWithoutPeers_IsNothing() =>
        Assert.Empty(TunnelHealth.Of(new InterfaceStatus("lan", "eth1", "lan", "physical", "up", null, 1500, null, [], 0, 0, 0, 0), Now));
}
