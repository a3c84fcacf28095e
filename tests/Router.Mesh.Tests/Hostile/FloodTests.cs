using System.Net;
using Router.Mesh.Limits;
using Router.Mesh.Tests.Network;
using static Router.Mesh.Tests.Hostile.HostileMesh;

namespace Router.Mesh.Tests.Hostile;

/// <summary>Much at once, from one source or from everywhere, ends at its limit and takes no memory to speak of.</summary>
public class FloodTests
{
    [Fact]
    public void WrongKey_ThousandsOfTimes_IsAnsweredOnceASecond()
    {
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub("right"));
        var forged = Registration(2, "10.0.1.66").Encode();
        for (var i = 0; i < 10_000; i++)
        {
            network.Forge(hub, "10.0.1.66", forged);
            if (i % 1000 == 999)
                network.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(10_000, hub.Machine.Counters.WrongAuthentication);
        Assert.Equal(10, network.Sent.Count);
    }

    [Fact]
    public void Registrations_FromOneSource_EndAtItsLimit()
    {
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub() with { MaximumPeersPerSource = 100, MaximumPeers = 1000 });
        for (var i = 0; i < 5000; i++)
            network.Forge(hub, "10.0.1.66", Registration(i, "10.0.1.66").Encode());
        Assert.Equal(100, hub.Machine.Peers.Count);
        Assert.Equal(10, hub.Told.Count);

        // Others still get in, and leave again.
        network.Start(network.Add(Meshes.Spoke(200)));
        Assert.Equal(101, hub.Machine.Peers.Count);
        Assert.Equal(4900, hub.Machine.Counters.RefusedRegistrations);
    }

    [Fact]
    public void Registrations_FromEverywhere_EndAtTheMeshsLimitAndPushNobodyOut()
    {
        var network = new MeshNetwork();
        var hub = network.Add(Meshes.Hub() with { MaximumPeers = 1000 });
        network.Start(network.Add(Meshes.Spoke(2)));
        for (var i = 0; i < 5000; i++)
            network.Forge(hub, $"192.0.{i / 250}.{i % 250}", Registration(i + 1000, $"192.0.{i / 250}.{i % 250}").Encode());

        Assert.Equal(1000, hub.Machine.Peers.Count);
        Assert.Contains(hub.Machine.Peers, peer => peer.Overlay.Equals(Victim));
    }

    [Fact]
    public void Requests_AsAFlood_ArePassedOnAtTheLimit()
    {
        var (network, hub, two, _) = Busy(false, settings => settings with { ResolutionsPerSecond = 50 });
        network.Advance(TimeSpan.FromSeconds(5));
        network.Sent.Clear();
        for (var i = 0u; i < 5000; i++)
            network.Forge(hub, "10.0.1.2", (Request(two) with { RequestId = 1000 + i }).Encode());

        Assert.Equal(4950, hub.Machine.Counters.Throttled);
        Assert.InRange(network.Sent.Count, 50, 200);
    }

    [Fact]
    public void TokenBuckets_WithMoreSourcesThanTheyHold_TakeNoMoreMemory()
    {
        var buckets = new TokenBuckets(10, maximumSources: 100);
        var now = TimeSpan.FromMinutes(1);
        var admitted = Enumerable.Range(0, 100_000).Count(i => buckets.TryTake(new IPAddress(i), now));

        Assert.Equal(100, buckets.Count);
        Assert.Equal(110, admitted);
        Assert.True(buckets.TryTake(new IPAddress(200_000), now + TimeSpan.FromSeconds(2)));
    }
}
