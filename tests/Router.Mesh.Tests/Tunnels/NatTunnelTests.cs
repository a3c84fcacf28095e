using System.Net;
using Router.Mesh.Events;
using Router.Mesh.Tunnels;

namespace Router.Mesh.Tests.Tunnels;

/// <summary>Peers behind NATs: who begins, and how those who share an address are told apart.</summary>
public sealed class NatTunnelTests
{
    private static readonly IPAddress Us = IPAddress.Parse("192.0.2.7");
    private static readonly IPAddress Nat = IPAddress.Parse("192.0.2.1");

    private readonly TunnelKeeper keeper = new(Us, serves: true);
    private TimeSpan now = TimeSpan.FromSeconds(100);

    public NatTunnelTests() => keeper.Connected([], now);

    [Fact]
    public void SecondBehindTheNat_HasAMarkAndTheFirstHasNone()
    {
        Assert.Equal([new TunnelEffect.Share(Nat), Secured("10.255.0.2", 0)], keeper.Up(Behind(1, "10.255.0.2", 0), now));
        Assert.Equal([Secured("10.255.0.3", 5)], keeper.Up(Behind(2, "10.255.0.3", 5), now));
        Assert.Equal([("10.255.0.2", 0u), ("10.255.0.3", 5u)], keeper.Peers.Select(p => (p.Identity, p.Mark)));
    }

    [Fact]
    public void SecondBehindTheNat_WithoutAMark_HasToComeAgain()
    {
        keeper.Up(Behind(1, "10.255.0.2", 0), now);
        Assert.Equal(new TunnelEffect.Terminate(102), keeper.Up(Behind(2, "10.255.0.3", 0), now)[0]);
        Assert.Equal(["10.255.0.2"], keeper.Peers.Select(p => p.Identity));
        Assert.Empty(keeper.Down(2, "it was ended here"));
    }

    [Fact]
    public void SamePeerAgain_CountsByItsLastTunnel()
    {
        keeper.Up(Behind(1, "10.255.0.2", 0), now);
        Assert.Equal([Secured("10.255.0.2", 6)], keeper.Up(Behind(2, "10.255.0.2", 6), now));
        Assert.Equal([Secured("10.255.0.2", 0)], keeper.Down(2, "gone"));
        Assert.Contains(new TunnelEffect.Unshare(Nat), keeper.Down(1, "gone"));
    }

    [Fact]
    public void PeerBehindANat_BeginsItself()
    {
        Assert.Empty(keeper.Secure(Nat, Beginner.They, now));
        Assert.Equal([new TunnelEffect.Share(Nat), Secured("10.255.0.2", 0)], keeper.Up(Behind(1, "10.255.0.2", 0), now));
        Assert.Empty(keeper.Elapse(now + TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void BetweenNats_OneBeginsOnceTheOtherOpenedItsOwn()
    {
        Assert.Empty(keeper.Secure(Nat, Beginner.WeBetweenNats, now));
        Assert.Equal([new TunnelEffect.Initiate(Nat, BetweenNats: true)], keeper.Elapse(keeper.NextDeadline!.Value));
    }

    [Fact]
    public void BetweenNats_TheOtherOpensItsOwnAFewTimes()
    {
        var opened = 0;
        for (var effects = keeper.Secure(Nat, Beginner.TheyBetweenNats, now); effects is [TunnelEffect.Open]; effects = keeper.Elapse(now))
        {
            opened++;
            now = keeper.NextDeadline!.Value;
        }
        Assert.Equal(3, opened);
        Assert.Empty(keeper.Peers);
    }

    /// <summary>Who brought a tunnel up has its keys when it is heard.</summary>
    [Fact]
    public void Heard_EndsTheWaitForThePeersKeys()
    {
        var spoke = new TunnelKeeper(Us, serves: false);
        spoke.Connected([], now);
        spoke.Up(Behind(1, "10.255.0.2", 0), now);
        Assert.Equal([Secured("10.255.0.2", 0)], spoke.Heard(Nat));
        Assert.Empty(spoke.Heard(Nat));
    }

    private static TunnelEffect.Tell Secured(string identity, uint mark) => new(new MeshEvent.PeerSecured(Nat, identity, mark));

    private static Association Behind(uint id, string identity, uint mark) =>
        new(id, 100 + id, Us, Nat, identity, Ours: false, Encapsulated: true, PeerBehindNat: true, mark);
}
