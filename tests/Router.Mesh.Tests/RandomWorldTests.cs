using System.Net;
using Router.Mesh.Client;
using Router.Mesh.Events;
using Router.Mesh.Tests.Network;

namespace Router.Mesh.Tests;

/// <summary>
/// Two hubs and six spokes, some behind NATs, to whom anything may happen: cut off, killed, started again, moved, stopped, IPsec
/// lost, packets turned around. No kernel ever gets a shortcut without its neighbour (the nodes assert it), nobody talks without
/// end, and when it is quiet again everything is as it should be.
/// </summary>
public class RandomWorldTests
{
    private const int Steps = 400;

    public static TheoryData<int, bool> Worlds() =>
        [.. Enumerable.Range(1, 12).Select(seed => new TheoryDataRow<int, bool>(seed, seed % 2 == 0))];

    [Theory]
    [MemberData(nameof(Worlds))]
    public void World_AfterAnything_IsWholeAgain(int seed, bool secured)
    {
        var random = new Random(seed);
        var network = new MeshNetwork();
        var hubs = Enumerable.Range(1, 2).Select(n => network.Add(Settings(n, secured), null, Meshes.HubRoutes())).ToList();
        var spokes = Enumerable.Range(2, 6).Select(n => network.Add(
            Settings(n, secured, isSpoke: true), n > 5 ? $"198.51.100.{n}" : null, Meshes.SpokeRoutes(n))).ToList();
        hubs.Concat(spokes).ToList().ForEach(network.Start);

        for (var step = 0; step < Steps; step++)
        {
            Happen(random, network, hubs, spokes);
            var before = network.Sent.Count;
            network.Advance(TimeSpan.FromSeconds(random.Next(10)));
            Assert.InRange(network.Sent.Count - before, 0, 2000);
        }

        foreach (var node in network.Nodes)
            node.CutOff = false;
        foreach (var node in network.Nodes.Where(n => !n.Alive))
            network.Tell(node, new MeshEvent.Started(node.Reborn()));
        network.Advance(TimeSpan.FromSeconds(300));

        foreach (var spoke in spokes)
        {
            Assert.All(
                spoke.Machine.Hubs, hub => Assert.True(hub.State == HubState.Registered, $"{spoke.Name}: {hub.State}: {hub.Reason}"));
            Assert.Equal(Settings(1, secured).Overlay.Address, spoke.Machine.PreferredHub!.Overlay);
            Assert.Equal(spoke.Machine.Shortcuts.Shortcuts.Select(s => s.Prefix).ToHashSet(), [.. spoke.Shortcuts.Keys]);
        }
        foreach (var hub in hubs)
        {
            Assert.Equal(6, hub.Machine.Peers.Count);
            Assert.Equal(spokes.ToDictionary(s => s.Machine.Identity.Overlay, s => s.Public), hub.Neighbours);
        }
    }

    private static void Happen(Random random, MeshNetwork network, List<MeshNode> hubs, List<MeshNode> spokes)
    {
        var any = random.Next(4) == 0 ? hubs[random.Next(2)] : spokes[random.Next(6)];
        switch (random.Next(9))
        {
            case 0: any.CutOff = true; break;
            case 1: any.CutOff = false; break;
            case 2: any.Alive = false; break;
            case 3 when !any.Alive: network.Tell(any, new MeshEvent.Started(any.Reborn())); break;
            case 4 when !any.IsBehindNat && spokes.Contains(any):
                network.Tell(any, new MeshEvent.UnderlayChanged(IPAddress.Parse($"10.0.{random.Next(7, 200)}.{random.Next(1, 250)}")));
                break;
            case 5 when any.Secured.Count > 0:
                network.Lose(any, any.Secured.Keys.ElementAt(random.Next(any.Secured.Count)), "dead peer");
                break;
            case 6:
                Meshes.Hairpin(
                    network, hubs[random.Next(2)], $"10.128.{random.Next(1, 7)}.1", $"10.128.{random.Next(1, 7)}.{random.Next(1, 5)}");
                break;
            case 7 when any.Shortcuts.Count > 0: network.Tell(any, new MeshEvent.ShortcutUsed(any.Shortcuts.Keys.First())); break;
            case 8 when any.Alive && random.Next(4) == 0:
                network.Tell(any, new MeshEvent.Stopping());
                network.Tell(any, new MeshEvent.Started());
                break;
        }
    }

    private static MeshSettings Settings(int number, bool secured, bool isSpoke = false) =>
        (isSpoke ? Meshes.Spoke(number) : Meshes.Hub()) with
        {
            Nbma = isSpoke ? IPAddress.Parse(number > 5 ? "192.168.77.2" : $"10.0.1.{number}") : IPAddress.Parse($"10.0.0.{number}"),
            Overlay = new Router.Core.Values.InterfaceAddress(IPAddress.Parse(isSpoke ? $"10.255.1.{number}" : $"10.255.0.{number}"), 16),
            Secured = secured,
            Hubs = isSpoke
                ? [new HubSettings(IPAddress.Parse("10.0.0.1")), new HubSettings(IPAddress.Parse("10.0.0.2")) { Priority = 1 }]
                : [],
        };
}
