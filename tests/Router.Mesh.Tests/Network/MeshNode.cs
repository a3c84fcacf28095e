using System.Net;
using Router.Mesh.Events;
using Router.Mesh.Machine;

namespace Router.Mesh.Tests.Network;

/// <summary>A machine and its kernel: the effects leave neighbours and routes there, which outlive the machine.</summary>
internal sealed class MeshNode(MeshSettings settings, IPAddress? publicAddress, FixedRoutes routes)
{
    public MeshMachine Machine { get; private set; } = new(settings, routes);

    public string Name { get; init; } = settings.Nbma.ToString();

    public FixedRoutes Routes { get; } = routes;

    public IPAddress Nbma => Machine.Identity.Nbma;

    public IPAddress Public => publicAddress ?? Nbma;

    public bool IsBehindNat => publicAddress is not null;

    /// <summary>A NAT that lets in only from where the node sent to.</summary>
    public bool Filtered { get; init; }

    /// <summary>Its IKE identity.</summary>
    public string Identity { get; init; } = settings.Overlay.Address.ToString();

    public HashSet<IPAddress> Opened { get; } = [];

    public Dictionary<IPAddress, string> Secured { get; } = [];

    public bool CutOff { get; set; }

    /// <summary>False: its process was killed.</summary>
    public bool Alive { get; set; } = true;

    public Dictionary<IPAddress, IPAddress> Neighbours { get; } = [];

    public Dictionary<IPNetwork, IPAddress> Shortcuts { get; } = [];

    public List<string> Told { get; } = [];

    public bool LetsIn(IPAddress from) => !Filtered || Opened.Contains(from);

    /// <summary>A new process: nothing but what the kernel and IPsec kept.</summary>
    public KernelState Reborn()
    {
        Machine = new MeshMachine(settings, Routes);
        Alive = true;
        return new KernelState
        {
            Neighbours = [.. Neighbours.Select(n => new KernelNeighbour(n.Key, n.Value))],
            Shortcuts = [.. Shortcuts.Select(s => new KernelShortcut(s.Key, s.Value))],
            Secured = [.. Secured.Select(s => new SecuredPeer(s.Key, s.Value))],
        };
    }

    public void Apply(MeshEffect effect)
    {
        switch (effect)
        {
            case MeshEffect.SetNeighbour e: Neighbours[e.Overlay] = e.Nbma; break;
            case MeshEffect.RemoveNeighbour e:
                Assert.DoesNotContain(e.Overlay, Shortcuts.Values);
                Neighbours.Remove(e.Overlay);
                break;
            case MeshEffect.AddShortcut e:
                Assert.True(Neighbours.ContainsKey(e.Via), "a shortcut before its neighbour");
                Shortcuts[e.Prefix] = e.Via;
                break;
            case MeshEffect.RemoveShortcut e: Shortcuts.Remove(e.Prefix); break;
            case MeshEffect.Tell e: Told.Add($"{e.Subject}: {e.What}"); break;
        }
    }
}

/// <summary>A routing table; the longest prefix wins.</summary>
internal sealed class FixedRoutes(params (string Prefix, string? Via)[] routes) : IOverlayRoutes
{
    private readonly List<OverlayRoute> table = [.. routes.Select(Parse)];

    public void Add(string prefix, string? via) => table.Add(Parse((prefix, via)));

    public OverlayRoute Find(IPAddress destination)
    {
        var best = OverlayRoute.None;
        foreach (var route in table)
        {
            if (route.Prefix.Contains(destination) && (best == OverlayRoute.None || route.Prefix.PrefixLength > best.Prefix.PrefixLength))
                best = route;
        }
        return best;
    }

    private static OverlayRoute Parse((string Prefix, string? Via) route) =>
        new(IPNetwork.Parse(route.Prefix), route.Via is null, route.Via is null ? null : IPAddress.Parse(route.Via));
}
