using System.Net;
using Router.Mesh.Events;
using Router.Mesh.Tunnels;

namespace Router.Mesh.Tests.Tunnels;

/// <summary>
/// A peer is secured from its first tunnel until the end of its last, whoever brought them up and whatever became of charon.
/// </summary>
public sealed class TunnelKeeperTests
{
    private static readonly IPAddress Us = IPAddress.Parse("192.0.2.7");
    private static readonly IPAddress There = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Elsewhere = IPAddress.Parse("192.0.2.99");

    private readonly TunnelKeeper keeper = new(Us, serves: true);
    private TimeSpan now = TimeSpan.FromSeconds(100);

    public TunnelKeeperTests() => keeper.Connected([], now);

    [Fact]
    public void Secure_NobodyThere_InitiatesOnceAndTellsWhenItIsUp()
    {
        Assert.Equal([new TunnelEffect.Initiate(There)], keeper.Secure(There, Beginner.We, now));
        Assert.Empty(keeper.Secure(There, Beginner.We, now));
        Assert.Equal(TunnelState.Negotiating, Assert.Single(keeper.Report(now)).State);
        Assert.Equal([Secured(There, "10.255.0.1")], keeper.Up(Tunnel(1, There, "10.255.0.1"), now));
        Assert.Equal(
            (TunnelState.Up, "10.255.0.1"), Assert.Single(keeper.Report(now)) is var status ? (status.State, status.Identity) : default);
    }

    [Fact]
    public void Secure_PeerIsThereAlready_TellsAtOnce()
    {
        keeper.Up(Tunnel(1, There, "10.255.0.1") with { Ours = false }, now);
        Assert.Equal([Secured(There, "10.255.0.1")], keeper.Secure(There, Beginner.We, now));
    }

    [Fact]
    public void BothBroughtOneUp_IsSecuredUntilTheLastEnds()
    {
        keeper.Secure(There, Beginner.We, now);
        Assert.Single(keeper.Up(Tunnel(1, There, "10.255.0.1"), now));
        Assert.Empty(keeper.Up(Tunnel(2, There, "10.255.0.1") with { Ours = false }, now));
        Assert.Empty(keeper.Down(1, "the peer ended it"));
        Assert.Equal(Lost(There, "10.255.0.1", "the peer ended it"), keeper.Down(2, "the peer ended it")[0]);
        Assert.Empty(keeper.Down(2, "again"));
    }

    /// <summary>A strongSwan that protects all GRE takes packets only from the tunnel that it began.</summary>
    [Theory]
    [InlineData(false, 200)]
    [InlineData(true, 3000)]
    public void BothBroughtOneUp_ThePeersGetsNewKeysAndOursEnds(bool oursLast, int after)
    {
        var peer = after == 200 ? Elsewhere : There;
        var ours = Tunnel(1, peer, "10.255.0.1");
        var theirs = Tunnel(2, peer, "10.255.0.1") with { Ike = 77, Ours = false };
        keeper.Up(oursLast ? theirs : ours, now);
        keeper.Up(oursLast ? ours : theirs, now);
        Assert.Equal(now + TimeSpan.FromMilliseconds(after), keeper.NextDeadline);
        now = keeper.NextDeadline!.Value;
        Assert.Equal([new TunnelEffect.Rekey(2)], keeper.Elapse(now));
        keeper.Rekeyed(2, theirs with { Id = 3 });
        now = keeper.NextDeadline!.Value;
        Assert.Equal([new TunnelEffect.Terminate(100)], keeper.Elapse(now));
        Assert.Empty(keeper.Down(1, "it was ended here"));
        Assert.Null(keeper.NextDeadline);
        Assert.Equal(["10.255.0.1"], keeper.Peers.Select(p => p.Identity));
    }

    [Fact]
    public void BothBroughtOneUp_TheLowerEndsItsOwn_TheOtherLeavesTheLast()
    {
        keeper.Up(Tunnel(1, There, "10.255.0.1"), now);
        keeper.Up(Tunnel(2, There, "10.255.0.1") with { Ike = 77, Ours = false }, now);
        keeper.Down(2, "the peer ended it");
        Assert.Empty(keeper.Elapse(keeper.NextDeadline!.Value));
        Assert.Null(keeper.NextDeadline);
    }

    [Fact]
    public void Rekeyed_SaysNothingAndEndsWithItsSuccessor()
    {
        keeper.Up(Tunnel(1, There, "10.255.0.1"), now);
        keeper.Rekeyed(1, Tunnel(2, There, "10.255.0.1"));
        keeper.NegotiationRekeyed(100, 200);
        Assert.Empty(keeper.Down(1, "the old one's end"));
        Assert.Contains(new TunnelEffect.Terminate(200), keeper.Release(There));
        Assert.IsType<TunnelEffect.Tell>(keeper.Down(2, "it was ended here")[0]);
    }

    [Fact]
    public void TwoBehindOneNat_EndOneByOne()
    {
        keeper.Up(Tunnel(1, There, "10.255.0.2") with { Encapsulated = true }, now);
        Assert.Equal([Secured(There, "10.255.0.3")], keeper.Up(Tunnel(2, There, "10.255.0.3") with { Encapsulated = true }, now));
        Assert.Equal(Lost(There, "10.255.0.2", "gone"), keeper.Down(1, "gone")[0]);
        Assert.Equal(["10.255.0.3"], keeper.Peers.Select(p => p.Identity));
    }

    [Fact]
    public void Secure_BothWantIt_TheLowerAddressBegins()
    {
        Assert.Equal([new TunnelEffect.Initiate(Elsewhere)], keeper.Secure(Elsewhere, Beginner.Lower, now));
        Assert.Empty(keeper.Secure(There, Beginner.Lower, now));
        Assert.Empty(keeper.Elapse(now + TimeSpan.FromMilliseconds(999)));
        now = keeper.NextDeadline!.Value;
        Assert.Equal([new TunnelEffect.Initiate(There, Yields: true)], keeper.Elapse(now));
        Assert.Empty(keeper.Elapse(now));
    }

    /// <summary>A slow machine takes longer than a second for a negotiation, and two of them would cost packets.</summary>
    [Fact]
    public void Secure_BothWantIt_TheOtherIsSlow_IsGivenTimeAndNotForEver()
    {
        keeper.Secure(There, Beginner.Lower, now);
        for (var second = 1; second < 10; second++)
        {
            now = keeper.NextDeadline!.Value;
            Assert.Equal([new TunnelEffect.Initiate(There, Yields: true)], keeper.Elapse(now));
            keeper.Begun(There, now);
            Assert.Equal("the peer has begun", Assert.Single(keeper.Report(now)).Reason);
        }
        now = keeper.NextDeadline!.Value;
        Assert.Equal([new TunnelEffect.Initiate(There)], keeper.Elapse(now));
        Assert.Equal([Secured(There, "10.255.0.1")], keeper.Up(Tunnel(1, There, "10.255.0.1") with { Ours = false }, now));
        keeper.Begun(There, now);
        Assert.Null(keeper.NextDeadline);
    }

    [Fact]
    public void Secure_BothWantIt_TheOtherBeganInTime_NeedsNone()
    {
        keeper.Secure(There, Beginner.Lower, now);
        Assert.Equal([Secured(There, "10.255.0.1")], keeper.Up(Tunnel(1, There, "10.255.0.1") with { Ours = false }, now));
        Assert.Empty(keeper.Elapse(now + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void PeerBroughtItUp_SpokeSendsWhenThePeerHasItsKeysToo()
    {
        var spoke = new TunnelKeeper(Us, serves: false);
        spoke.Connected([], now);
        spoke.Secure(There, Beginner.Lower, now);
        Assert.Empty(spoke.Up(Tunnel(1, There, "10.255.0.1") with { Ours = false }, now));
        Assert.Empty(spoke.Secure(There, Beginner.Lower, now));
        Assert.Empty(spoke.Elapse(now + TimeSpan.FromMilliseconds(999)));
        now = spoke.NextDeadline!.Value;
        Assert.Equal([Secured(There, "10.255.0.1")], spoke.Elapse(now));
        Assert.Null(spoke.NextDeadline);
        Assert.Equal([Secured(There, "10.255.0.1")], spoke.Secure(There, Beginner.Lower, now));
    }

    [Fact]
    public void PeerBroughtItUp_OursFollows_IsSecuredAtOnce()
    {
        var spoke = new TunnelKeeper(Us, serves: false);
        spoke.Connected([], now);
        Assert.Empty(spoke.Up(Tunnel(1, There, "10.255.0.1") with { Ours = false }, now));
        Assert.Equal([Secured(There, "10.255.0.1")], spoke.Up(Tunnel(2, There, "10.255.0.1"), now));
        Assert.Empty(spoke.Elapse(now + TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Failed_TellsWhyAndMayBeTriedAgain()
    {
        keeper.Secure(There, Beginner.We, now);
        var effects = keeper.Failed(There, "the peer refused our key", now);
        Assert.Equal(
            [new TunnelEffect.Abandon(There), new TunnelEffect.Tell(new MeshEvent.PeerLost(There, "the peer refused our key"))], effects);
        Assert.Empty(keeper.Failed(There, "twice", now));
        Assert.Equal(
            (TunnelState.Down, "the peer refused our key"),
            Assert.Single(keeper.Report(now)) is var status ? (status.State, status.Reason) : default);
        Assert.Equal([new TunnelEffect.Initiate(There)], keeper.Secure(There, Beginner.We, now));
    }

    [Fact]
    public void Failed_PeerCameMeanwhile_TakesNothingFromIt()
    {
        keeper.Secure(There, Beginner.We, now);
        keeper.Up(Tunnel(1, There, "10.255.0.1") with { Ours = false }, now);
        Assert.Empty(keeper.Failed(There, "too late", now));
    }

    [Fact]
    public void Elapse_NobodyAnswered_GivesUp()
    {
        keeper.Secure(There, Beginner.We, now);
        Assert.Empty(keeper.Elapse(now + TimeSpan.FromSeconds(24)));
        now = keeper.NextDeadline!.Value;
        Assert.Contains(new TunnelEffect.Tell(new MeshEvent.PeerLost(There, "the peer does not answer")), keeper.Elapse(now));
        Assert.Null(keeper.NextDeadline);
    }

    [Fact]
    public void CharonStartedAnew_PeersStandUntilTheyHadTimeToComeBack()
    {
        keeper.Secure(There, Beginner.We, now);
        keeper.Up(Tunnel(1, There, "10.255.0.1"), now);
        keeper.Up(Tunnel(2, Elsewhere, "10.255.0.9") with { Ours = false }, now);
        keeper.Disconnected();
        var effects = keeper.Connected([], now);
        Assert.Contains(new TunnelEffect.Initiate(There), effects);
        Assert.DoesNotContain(effects, e => e is TunnelEffect.Tell);
        Assert.Equal(2, keeper.Report(now).Count(t => t.State == TunnelState.Orphaned));
        Assert.Empty(keeper.Up(Tunnel(11, There, "10.255.0.1"), now));
        Assert.Equal(
            Lost(Elsewhere, "10.255.0.9", "strongSwan was restarted, and the peer did not come back"),
            keeper.Elapse(now + TimeSpan.FromSeconds(61))[0]);
        Assert.Equal(["10.255.0.1"], keeper.Peers.Select(p => p.Identity));
    }

    [Fact]
    public void Connected_WithWhatADaemonBeforeLeft_KnowsIt()
    {
        var effects = new TunnelKeeper(Us, serves: true).Connected([Tunnel(5, There, "10.255.0.1")], now);
        Assert.Equal([Secured(There, "10.255.0.1")], effects);
    }

    [Fact]
    public void Secure_WithoutCharon_InitiatesWhenItComes()
    {
        keeper.Disconnected();
        Assert.Empty(keeper.Secure(There, Beginner.We, now));
        Assert.Contains(new TunnelEffect.Initiate(There), keeper.Connected([], now));
    }

    [Fact]
    public void Release_EndsOursAndLeavesThePeersOwn()
    {
        keeper.Secure(There, Beginner.We, now);
        keeper.Up(Tunnel(1, There, "10.255.0.1"), now);
        keeper.Up(Tunnel(2, There, "10.255.0.1") with { Ike = 77, Ours = false }, now);
        Assert.Equal([new TunnelEffect.Abandon(There), new TunnelEffect.Terminate(100)], keeper.Release(There));
    }

    [Fact]
    public void Move_EndsWhatStandsOnTheOldAddress()
    {
        keeper.Up(Tunnel(1, There, "10.255.0.1"), now);
        Assert.Empty(keeper.Move(Us));
        Assert.Equal([new TunnelEffect.Terminate(100)], keeper.Move(Elsewhere));
    }

    private static Association Tunnel(uint id, IPAddress nbma, string identity) =>
        new(id, 100, Us, nbma, identity, Ours: true, Encapsulated: false);

    private static TunnelEffect.Tell Secured(IPAddress nbma, string identity) => new(new MeshEvent.PeerSecured(nbma, identity));

    private static TunnelEffect.Tell Lost(IPAddress nbma, string identity, string reason) =>
        new(new MeshEvent.PeerLost(nbma, reason, identity));
}
