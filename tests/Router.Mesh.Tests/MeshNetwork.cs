using System.Net;
using Router.Core.Values;
using Router.Mesh.Events;
using Router.Wire.Nhrp;

namespace Router.Mesh.Tests;

/// <summary>
/// Machines on an underlay that keeps order, with one clock for all. Packets cross it as bytes. A node may sit behind a NAT, and
/// may be cut off. Everything that was sent is kept.
/// </summary>
internal sealed class MeshNetwork
{
    private readonly Dictionary<IPAddress, Node> byPublicAddress = [];
    private readonly Queue<(IPAddress From, IPAddress To, byte[] Wire)> inFlight = [];

    public TimeSpan Now { get; private set; }

    public List<(IPAddress From, IPAddress To, byte[] Wire)> Sent { get; } = [];

    public IEnumerable<Node> Nodes => byPublicAddress.Values;

    public Node Add(MeshSettings settings, string? publicAddress = null, params (string Prefix, string? Via)[] routes)
    {
        var node = new Node(settings, publicAddress is null ? settings.Nbma : IPAddress.Parse(publicAddress), new Routes(routes));
        byPublicAddress[node.Public] = node;
        return node;
    }

    public void Start(Node node) => Tell(node, new MeshEvent.Started());

    public void Tell(Node node, MeshEvent happened)
    {
        Run(node, happened);
        Deliver();
    }

    /// <summary>Lets time pass, calling each machine at its deadlines.</summary>
    public void Advance(TimeSpan duration)
    {
        var end = Now + duration;
        while (true)
        {
            var next = Nodes.Where(n => n.Machine.NextDeadline is not null).MinBy(n => n.Machine.NextDeadline);
            if (next?.Machine.NextDeadline is not { } deadline || deadline > end)
                break;
            Now = deadline > Now ? deadline : Now;
            Tell(next, new MeshEvent.Elapsed());
        }
        Now = end;
    }

    private void Deliver()
    {
        while (inFlight.TryDequeue(out var packet))
        {
            if (!byPublicAddress.TryGetValue(packet.To, out var node) || node.CutOff)
                continue;
            Assert.True(NhrpPacket.TryDecode(packet.Wire, out var decoded, out var error), error.ToString());
            Run(node, new MeshEvent.Received(packet.From, decoded));
        }
    }

    private void Run(Node node, MeshEvent happened)
    {
        foreach (var effect in node.Machine.Handle(happened, Now))
        {
            node.Apply(effect);
            if (effect is not MeshEffect.Send send || node.CutOff)
                continue;
            var packet = (node.Public, send.Nbma, send.Packet.Encode());
            Sent.Add(packet);
            inFlight.Enqueue(packet);
        }
    }

    internal sealed class Node(MeshSettings settings, IPAddress publicAddress, Routes routes)
    {
        public MeshMachine Machine { get; } = new(settings, routes);

        public IPAddress Public { get; } = publicAddress;

        public bool CutOff { get; set; }

        /// <summary>The kernel's neighbour entries, as the effects made them.</summary>
        public Dictionary<IPAddress, IPAddress> Neighbours { get; } = [];

        public Dictionary<IPNetwork, IPAddress> Shortcuts { get; } = [];

        public List<string> Told { get; } = [];

        public void Apply(MeshEffect effect)
        {
            switch (effect)
            {
                case MeshEffect.SetNeighbour e: Neighbours[e.Overlay] = e.Nbma; break;
                case MeshEffect.RemoveNeighbour e: Neighbours.Remove(e.Overlay); break;
                case MeshEffect.AddShortcut e:
                    Assert.True(Neighbours.ContainsKey(e.Via), "a shortcut before its neighbour");
                    Shortcuts[e.Prefix] = e.Via;
                    break;
                case MeshEffect.RemoveShortcut e: Shortcuts.Remove(e.Prefix); break;
                case MeshEffect.Tell e: Told.Add($"{e.Subject}: {e.What}"); break;
            }
        }
    }

    internal sealed class Routes((string Prefix, string? Via)[] routes) : IOverlayRoutes
    {
        public OverlayRoute Find(IPAddress destination)
        {
            foreach (var (prefix, via) in routes.OrderByDescending(r => IPNetwork.Parse(r.Prefix).PrefixLength))
            {
                var network = IPNetwork.Parse(prefix);
                if (network.Contains(destination))
                    return new OverlayRoute(network, via is null, via is null ? null : IPAddress.Parse(via));
            }
            return OverlayRoute.None;
        }
    }
}

/// <summary>Settings as the captured meshes had them.</summary>
internal static class Meshes
{
    public static readonly IPAddress HubNbma = IPAddress.Parse("10.0.0.1");
    public static readonly IPAddress HubOverlay = IPAddress.Parse("10.255.0.1");

    public static MeshSettings Hub(string? key = null) => new()
    {
        Nbma = HubNbma,
        Overlay = new InterfaceAddress(HubOverlay, 16),
        HoldingTime = TimeSpan.FromSeconds(60),
        Authentication = key,
        Unique = false,
    };

    public static MeshSettings Spoke(int number, string? nbma = null, string? key = null, bool unique = false) => Hub(key) with
    {
        Nbma = IPAddress.Parse(nbma ?? $"10.0.1.{number}"),
        Overlay = new InterfaceAddress(IPAddress.Parse($"10.255.1.{number}"), 16),
        Unique = unique,
        Hubs = [new HubSettings(HubNbma, null)],
    };

    /// <summary>Spoke N has 10.128.(N-1).0/24 behind it; everything else goes through the hub.</summary>
    public static (string, string?)[] SpokeRoutes(int number) => [($"10.128.{number - 1}.0/24", null), ("10.128.0.0/16", "10.255.0.1")];

    public static (string, string?)[] HubRoutes() => [.. Enumerable.Range(2, 8).Select(n => ($"10.128.{n - 1}.0/24", (string?)$"10.255.1.{n}"))];

    public static void Hairpin(MeshNetwork network, MeshNetwork.Node hub, string source, string destination) =>
        network.Tell(hub, new MeshEvent.Hairpinned(IPAddress.Parse(source), IPAddress.Parse(destination), Head(source, destination)));

    /// <summary>An IPv4 header, 20 bytes, and 64 more.</summary>
    public static byte[] Head(string source, string destination)
    {
        var head = new byte[84];
        head[0] = 0x45;
        IPAddress.Parse(source).TryWriteBytes(head.AsSpan(12), out _);
        IPAddress.Parse(destination).TryWriteBytes(head.AsSpan(16), out _);
        return head;
    }
}
