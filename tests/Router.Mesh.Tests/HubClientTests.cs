using System.Net;
using Router.Mesh.Client;
using Router.Mesh.Tests.Network;
using Router.Wire.Nhrp;

namespace Router.Mesh.Tests;

public class HubClientTests
{
    [Fact]
    public void Retry_AtASilentHub_DoublesUpTo16SecondsAndKeepsTheRequestId()
    {
        var network = new MeshNetwork();
        network.Start(network.Add(Meshes.Spoke(2)));
        var times = new List<double>();
        for (var sent = network.Sent.Count; network.Now < TimeSpan.FromMinutes(5); network.Advance(TimeSpan.FromMilliseconds(500)))
        {
            for (; sent <= network.Sent.Count && network.Sent.Count > times.Count; sent++)
                times.Add(Math.Floor(network.Now.TotalSeconds));
        }

        Assert.Equal([0, 1, 3, 7, 15, .. Enumerable.Range(0, 17).Select(n => 31.0 + (16 * n))], times);
        Assert.Single(network.Sent.Select(s => Decode(s.Wire).RequestId).Distinct());
    }

    [Fact]
    public void Registration_WhileTheHubAnswers_IsRenewedAtAThirdOfTheHoldingTime()
    {
        var (network, _, spoke) = Registered();
        network.Sent.Clear();
        network.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(3, network.Sent.Count(s => s.To.Equals(Meshes.HubNbma)));
        Assert.Equal(HubState.Registered, spoke.Machine.Hubs[0].State);
        Assert.Equal(TimeSpan.Zero, spoke.Machine.Hubs[0].Since);
    }

    [Fact]
    public void Registration_WhenTheHubFallsSilent_HoldsToItsEndThenAsksAgainAndComesBack()
    {
        var (network, hub, spoke) = Registered();
        hub.CutOff = true;
        network.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(HubState.Silent, spoke.Machine.Hubs[0].State);
        Assert.Equal("3 renewals were not answered", spoke.Machine.Hubs[0].Reason);

        network.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HubState.Registering, spoke.Machine.Hubs[0].State);
        Assert.Equal("the hub stopped answering", spoke.Machine.Hubs[0].Reason);

        hub.CutOff = false;
        network.Advance(TimeSpan.FromSeconds(65));
        Assert.Equal(HubState.Registered, spoke.Machine.Hubs[0].State);
        Assert.Single(hub.Machine.Peers);
    }

    [Fact]
    public void Registration_OfAnAddressSomebodyElseHolds_IsRefusedAndTakesNothingOver()
    {
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub());
        network.Start(network.Add(Meshes.Spoke(2, unique: true)));
        var thief = network.Add(Meshes.Spoke(2, nbma: "10.0.1.66", unique: true));
        network.Start(thief);

        Assert.Equal(HubState.Refused, thief.Machine.Hubs[0].State);
        Assert.Contains("UniqueAddressAlreadyRegistered", thief.Machine.Hubs[0].Reason, StringComparison.Ordinal);
        Assert.Equal(IPAddress.Parse("10.0.1.2"), hub.Neighbours[IPAddress.Parse("10.255.1.2")]);
        Assert.Equal(1, hub.Machine.Counters.RefusedRegistrations);
    }

    [Fact]
    public void Registration_WithTheWrongKey_IsCountedAndAnsweredByAnError()
    {
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub("right"));
        var spoke = network.Add(Meshes.Spoke(2, key: "wrong"));
        network.Start(spoke);

        Assert.Equal(1, hub.Machine.Counters.WrongAuthentication);
        Assert.Empty(hub.Machine.Peers);
        Assert.Equal([3, 7], network.Sent.Select(s => (int)s.Wire[17]));
        Assert.Equal("the hub reports an error: AuthenticationFailure", spoke.Machine.Hubs[0].Reason);
    }

    [Fact]
    public void Stopping_ARegisteredSpoke_TakesItsAddressBackAtOnce()
    {
        var (network, hub, spoke) = Registered();
        network.Tell(spoke, new Events.MeshEvent.Stopping());

        Assert.Empty(hub.Machine.Peers);
        Assert.Empty(hub.Neighbours);
        Assert.Equal(HubState.Idle, spoke.Machine.Hubs[0].State);
        Assert.Null(spoke.Machine.NextDeadline);
    }

    [Fact]
    public void Peer_ThatIsNotRenewed_ExpiresAtItsHoldingTime()
    {
        var (network, hub, spoke) = Registered();
        spoke.CutOff = true;
        network.Advance(TimeSpan.FromSeconds(59));
        Assert.Single(hub.Machine.Peers);
        network.Advance(TimeSpan.FromSeconds(1));

        Assert.Empty(hub.Machine.Peers);
        Assert.Empty(hub.Neighbours);
    }

    [Fact]
    public void Underlay_FlappingForADay_EndsWithEverybodyRegistered()
    {
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub());
        var spokes = Enumerable.Range(2, 20).Select(n => network.Add(Meshes.Spoke(n, unique: true))).ToList();
        spokes.ForEach(network.Start);
        var random = new Random(24);
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            foreach (var node in spokes.Append(hub))
                node.CutOff = random.Next(4) == 0;
            network.Advance(TimeSpan.FromMinutes(1));
        }
        spokes.Append(hub).ToList().ForEach(node => node.CutOff = false);
        network.Advance(TimeSpan.FromSeconds(130));

        Assert.All(spokes, spoke => Assert.Equal(HubState.Registered, spoke.Machine.Hubs[0].State));
        Assert.Equal(20, hub.Machine.Peers.Count);
        Assert.Equal(20, hub.Neighbours.Count);
    }

    private static (MeshNetwork Network, MeshNode Hub, MeshNode Spoke) Registered()
    {
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub());
        var spoke = network.Add(Meshes.Spoke(2));
        network.Start(spoke);
        Assert.Equal(HubState.Registered, spoke.Machine.Hubs[0].State);
        return (network, hub, spoke);
    }

    private static NhrpPacket Decode(byte[] wire)
    {
        Assert.True(NhrpPacket.TryDecode(wire, out var packet, out _));
        return packet;
    }
}
