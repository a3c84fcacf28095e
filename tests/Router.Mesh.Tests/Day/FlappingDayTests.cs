using System.Net;
using Router.Core.Values;
using Router.Documents;
using Router.Mesh.Client;
using Router.Mesh.Events;
using Router.Mesh.Tests.Network;

namespace Router.Mesh.Tests.Day;

/// <summary>
/// Two hubs and eight spokes for 24 simulated hours on an underlay that flaps: one packet in ten is lost, the others take up to
/// 300 ms and overtake each other; spokes get other addresses, are cut off and killed, hubs are away for minutes; two in three spokes
/// have somebody to talk to all the time. Then it is quiet, and everything has to be as if nothing had been.
/// </summary>
public class FlappingDayTests
{
    private const int Hubs = 2, Spokes = 8;
    private const double Loss = 0.1;
    private static readonly TimeSpan LongestTransit = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Holding = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Quiet = TimeSpan.FromHours(1);
    private static readonly int Steps = (int)(TimeSpan.FromHours(24) / Step);

    /// <summary>
    /// Renewals once a minute at two hubs take 4 packets of 20 s for the whole mesh of a spoke; the rest is retries and shortcuts.
    /// </summary>
    private const int MostPacketsASpokeAndStep = 40;

    private readonly Random random = new(24);
    private readonly MeshNetwork network = new();
    private readonly List<MeshNode> hubs;
    private readonly List<MeshNode> spokes;
    private readonly Dictionary<MeshNode, int> away = [];
    private int shortcuts;

    public FlappingDayTests()
    {
        hubs = [.. Enumerable.Range(1, Hubs).Select(n => network.Add(Settings(n), null, Meshes.HubRoutes()))];
        spokes = [.. Enumerable.Range(2, Spokes).Select(n => network.Add(
            Settings(n) with
            {
                Nbma = IPAddress.Parse(IsBehindNat(n) ? "192.168.77.2" : $"10.0.1.{n}"),
                Hubs = SpokeHubs,
                Overlay = new InterfaceAddress(IPAddress.Parse($"10.255.1.{n}"), 16)
            },
            IsBehindNat(n) ? $"198.51.100.{n}" : null, Meshes.SpokeRoutes(n)))];
        network.Watch = (_, effect) => shortcuts += effect is MeshEffect.AddShortcut ? 1 : 0;
    }

    private static ValueList<HubSettings> SpokeHubs =>
        [new(IPAddress.Parse("10.0.0.1")), new(IPAddress.Parse("10.0.0.2")) { Priority = 1 }];

    [Fact]
    public void Day_OfAFlappingUnderlay_LeavesEverybodyRegisteredAndNothingBehind()
    {
        network.Nodes.ToList().ForEach(network.Start);
        network.Advance(Quiet);
        var before = Whole();
        var packets = 0L;
        network.Transit = () => random.NextDouble() < Loss ? null : LongestTransit * random.NextDouble();
        for (var step = 0; step < Steps; step++)
        {
            network.Sent.Clear();
            Happen();
            Talk();
            network.Advance(Step);
            Assert.InRange(network.Sent.Count, 0, MostPacketsASpokeAndStep * Spokes);
            packets += network.Sent.Count;
        }
        Assert.InRange(shortcuts, 100, int.MaxValue);
        Assert.InRange(packets, 0, 10L * Spokes * Steps);

        network.Transit = null;
        foreach (var node in network.Nodes)
            Return(node);
        network.Advance(Quiet);
        var after = Whole();
        // Names of states, and the few tombstones of registrations that were taken back, may differ.
        for (var node = 0; node < before.Count; node++)
            Assert.InRange(after[node], 1, before[node] + (16 * Spokes));
    }

    /// <summary>
    /// Everybody is registered everywhere, nothing is being asked, and the kernels have what the machines know. Returns what each machine
    /// holds.
    /// </summary>
    private List<int> Whole()
    {
        foreach (var spoke in spokes)
        {
            Assert.All(
                spoke.Machine.Hubs, hub => Assert.True(hub.State == HubState.Registered, $"{spoke.Name}: {hub.State}: {hub.Reason}"));
            Assert.Equal(hubs[0].Machine.Identity.Overlay, spoke.Machine.PreferredHub!.Overlay);
            Assert.Empty(spoke.Machine.Shortcuts.Shortcuts);
            Assert.Empty(spoke.Machine.Shortcuts.Resolutions);
            Assert.Empty(spoke.Shortcuts);
            Assert.Equal(hubs.ToDictionary(h => h.Machine.Identity.Overlay, h => h.Public), spoke.Neighbours);
        }
        foreach (var hub in hubs)
            Assert.Equal(spokes.ToDictionary(s => s.Machine.Identity.Overlay, s => s.Public), hub.Neighbours);
        return [.. network.Nodes.Select(node => ReachableObjects.Count(node.Machine))];
    }

    /// <summary>Those who are away come back after their time; one in four steps something new happens.</summary>
    private void Happen()
    {
        foreach (var (node, left) in away.ToList())
        {
            away[node] = left - 1;
            if (left == 0)
                Return(node);
        }
        var any = random.Next(6) == 0 ? hubs[random.Next(Hubs)] : spokes[random.Next(Spokes)];
        if (away.ContainsKey(any) || random.Next(4) != 0)
            return;
        switch (random.Next(4))
        {
            case 0:
                any.CutOff = true;
                away[any] = random.Next(1, 60);
                break;
            case 1:
                any.Alive = false;
                away[any] = random.Next(1, 30);
                break;
            case 2 when !any.IsBehindNat && spokes.Contains(any):
                network.Tell(any, new MeshEvent.UnderlayChanged(IPAddress.Parse($"10.0.{random.Next(7, 200)}.{random.Next(1, 250)}")));
                break;
            case 3 when random.Next(10) == 0:
                network.Tell(any, new MeshEvent.Stopping());
                network.Tell(any, new MeshEvent.Started());
                break;
        }
    }

    private void Return(MeshNode node)
    {
        away.Remove(node);
        node.CutOff = false;
        if (!node.Alive)
            network.Tell(node, new MeshEvent.Started(node.Reborn()));
    }

    /// <summary>Packets go by the shortcut, which is in use then, or turn around at the hub, which says so.</summary>
    private void Talk()
    {
        foreach (var spoke in spokes.Where(_ => random.Next(3) != 0))
        {
            var peer = random.Next(1, Spokes + 1);
            var destination = IPAddress.Parse($"10.128.{peer}.{random.Next(1, 4)}");
            var way = spoke.Shortcuts.Keys.FirstOrDefault(prefix => prefix.Contains(destination));
            if (spoke.Shortcuts.ContainsKey(way))
                network.Tell(spoke, new MeshEvent.ShortcutUsed(way));
            else if (spoke.Machine.PreferredHub is { } hub && hubs.Find(h => h.Machine.Identity.Overlay.Equals(hub.Overlay)) is { } there)
                Meshes.Hairpin(network, there, $"10.128.{spokes.IndexOf(spoke) + 1}.1", $"{destination}");
        }
    }

    private static bool IsBehindNat(int spoke) => spoke > Spokes - 1;

    private static MeshSettings Settings(int number) => Meshes.Hub("s3cr3t") with
    {
        Nbma = IPAddress.Parse($"10.0.0.{number}"),
        Overlay = new InterfaceAddress(IPAddress.Parse($"10.255.0.{number}"), 16),
        HoldingTime = Holding,
        Renewal = TimeSpan.FromMinutes(1),
        Unique = true,
    };
}
