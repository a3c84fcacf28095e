using System.Net;
using Router.Mesh.Events;
using Router.Mesh.Tests.Network;

namespace Router.Mesh.Tests;

public class ShortcutClientTests
{
    private static readonly IPNetwork BehindThree = IPNetwork.Parse("10.128.2.0/24");

    [Fact]
    public void Indication_OfTrafficBetweenTwoSpokes_GivesAShortcutToThePrefixBehindTheOther()
    {
        var (_, _, two, _) = Meshed();

        Assert.Equal(IPAddress.Parse("10.255.1.3"), two.Shortcuts[BehindThree]);
        Assert.Equal(IPAddress.Parse("10.0.1.3"), two.Neighbours[IPAddress.Parse("10.255.1.3")]);
    }

    [Fact]
    public void Indication_WhenThePeerIsBehindANat_LeadsToItsPublicAddress()
    {
        var (_, _, two, _) = Meshed(natOfThree: "198.51.100.7");

        Assert.Equal(IPAddress.Parse("198.51.100.7"), two.Neighbours[IPAddress.Parse("10.255.1.3")]);
    }

    [Fact]
    public void Shortcut_NobodyUses_EndsWithItsHoldingTime()
    {
        var (network, _, two, _) = Meshed();
        network.Advance(TimeSpan.FromSeconds(59));
        Assert.Single(two.Shortcuts);
        network.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(two.Shortcuts);
        Assert.False(two.Neighbours.ContainsKey(IPAddress.Parse("10.255.1.3")));
    }

    [Fact]
    public void Shortcut_InUse_IsRenewedAtThePeerAndNeverGone()
    {
        var (network, _, two, _) = Meshed();
        for (var second = 0; second < 600; second++)
        {
            network.Tell(two, new MeshEvent.ShortcutUsed(BehindThree));
            network.Advance(TimeSpan.FromSeconds(1));
            Assert.Single(two.Shortcuts);
        }
        Assert.Equal(TimeSpan.Zero, two.Machine.Shortcuts.Shortcuts.Single().Since);
    }

    [Fact]
    public void Peer_ThatStops_TakesItsShortcutsWithIt()
    {
        var (network, hub, two, three) = Meshed();
        network.Tell(three, new MeshEvent.Stopping());
        network.Advance(TimeSpan.FromSeconds(61));

        Assert.Empty(two.Shortcuts);
        Assert.False(hub.Neighbours.ContainsKey(IPAddress.Parse("10.255.1.3")));
    }

    [Fact]
    public void Indication_FromSomebodyWhoIsNoHub_IsCountedAndIgnored()
    {
        var (network, _, two, three) = Meshed();
        network.Sent.Clear();
        network.Tell(two, new MeshEvent.Received(three.Public, new Router.Wire.Nhrp.NhrpPacket
        {
            Type = Router.Wire.Nhrp.NhrpPacketType.TrafficIndication,
            Offending = Meshes.Head("10.128.1.1", "10.128.9.1"),
            Extensions = null,
        }));

        Assert.Equal(1, two.Machine.Counters.Unsolicited);
        Assert.Empty(network.Sent);
    }

    [Fact]
    public void Indications_ForOnePair_AreToldOnceInTenSeconds()
    {
        var (network, hub, _, _) = Meshed();
        network.Sent.Clear();
        for (var packet = 0; packet < 100; packet++)
            Meshes.Hairpin(network, hub, "10.128.1.1", "10.128.2.1");
        Assert.Empty(network.Sent);
        network.Advance(TimeSpan.FromSeconds(10));
        network.Sent.Clear();
        Meshes.Hairpin(network, hub, "10.128.1.1", "10.128.2.1");

        Assert.Equal(Meshes.HubNbma, network.Sent[0].From);
    }

    [Fact]
    public void Resolution_ThatNobodyAnswers_IsGivenUpAfterFiveAttempts()
    {
        var (network, hub, two, _) = Meshed();
        network.Advance(TimeSpan.FromSeconds(15));
        hub.CutOff = true;
        network.Sent.Clear();
        network.Tell(two, new MeshEvent.NeighbourMissing(IPAddress.Parse("10.255.1.9")));
        network.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(5, network.Sent.Count(s => s.From.Equals(two.Public) && s.Wire[17] == 1));
    }

    [Fact]
    public void Request_ForWhatNobodyHas_IsRefusedAndNotSentBack()
    {
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub(), null, Meshes.HubRoutes());
        var spokes = new[] { 2, 3 }.Select(n => network.Add(Meshes.Spoke(n), null, ("10.128.0.0/16", "10.255.0.1"))).ToList();
        spokes.ForEach(network.Start);
        Meshes.Hairpin(network, hub, "10.128.1.1", "10.128.2.1");

        // Spoke 3 knows no route of its own and has nobody but the hub: it refuses rather than sending it back.
        Assert.Equal(0, hub.Machine.Counters.Loops);
        Assert.Contains(spokes[0].Told, told => told.Contains("NoInternetworkLayerBinding", StringComparison.Ordinal));
    }

    private static (MeshNetwork Network, MeshNode Hub, MeshNode Two, MeshNode Three) Meshed(string? natOfThree = null)
    {
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub(), null, Meshes.HubRoutes());
        var two = network.Add(Meshes.Spoke(2), null, Meshes.SpokeRoutes(2));
        var three = network.Add(Meshes.Spoke(3, nbma: natOfThree is null ? null : "192.168.77.2"), natOfThree, Meshes.SpokeRoutes(3));
        network.Start(two);
        network.Start(three);
        Meshes.Hairpin(network, hub, "10.128.1.1", "10.128.2.1");
        return (network, hub, two, three);
    }
}
