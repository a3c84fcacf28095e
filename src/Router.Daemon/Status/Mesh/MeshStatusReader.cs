using System.Net;
using Router.Api.Contract;
using Router.Core.Values;
using Router.Daemon.Engine;
using Router.Daemon.Mesh;
using Router.Mesh;
using Router.Mesh.Client;
using Router.Mesh.Machine;

namespace Router.Daemon.Status.Mesh;

/// <summary>What <c>show mesh</c> answers, from the machines at the time of asking.</summary>
internal sealed class MeshStatusReader(MeshService service, ConfigurationEngine engine)
{
    /// <summary>Meshes of the configuration that do not run, a line each.</summary>
    public IReadOnlyList<string> Waiting => [.. service.Waiting.Select(mesh => $"mesh {mesh.Key} waits: {mesh.Value}")];

    public Response Read(MeshTopic topic) => topic switch
    {
        MeshTopic.Peers => new Response.MeshPeers([.. EachPeer()]),
        MeshTopic.Cache => new Response.MeshCache([.. Each(Cache)]),
        MeshTopic.Shortcuts => new Response.MeshShortcuts([.. Each(Shortcuts)]),
        MeshTopic.Events => new Response.MeshEvents(service.Events),
        MeshTopic.Topology => MeshDrawing.Draw(Summary(), [.. EachPeer()]),
        _ => new Response.Meshes(Summary()),
    };

    public Response.MeshPaths PathTo(string text)
    {
        if (!IPAddress.TryParse(text, out var address))
            throw new NotFoundException($"\"{text}\" is no address", "for example 10.128.7.10");
        return new Response.MeshPaths(
        [
            .. service.Runners.Select(r =>
            {
                var path = r.Value.Look((machine, _) => machine.PathTo(address));
                return new MeshPathStatus(
                    r.Key, path.Kind.ToString().ToLowerInvariant(), path.Via?.ToString(), path.Nbma?.ToString(), path.Why)
                {
                    Ipsec = new MeshTunnels(r.Value.Tunnels).At(path.Nbma, path.Via),
                };
            }),
        ]);
    }

    /// <summary>Some mesh has it registered, has a shortcut to it or by it, or asks for one.</summary>
    public bool Knows(IPAddress overlay) => service.Runners.Values.Any(runner => runner.Look((machine, _) =>
        machine.Peers.Any(peer => peer.Overlay.Equals(overlay))
        || machine.Shortcuts.Shortcuts.Any(shortcut => shortcut.Via.Equals(overlay) || shortcut.Prefix.Contains(overlay))
        || machine.Shortcuts.Resolutions.Any(resolution => resolution.Destination.Equals(overlay))));

    private IEnumerable<T> Each<T>(Func<string, MeshMachine, TimeSpan, IEnumerable<T>> read) =>
        service.Runners.SelectMany(r => r.Value.Look((machine, now) => read(r.Key, machine, now).ToList()));

    /// <summary>IPsec is asked before the machine is held still: it is kept elsewhere.</summary>
    private IEnumerable<MeshPeerStatus> EachPeer() => service.Runners.SelectMany(r =>
    {
        var tunnels = new MeshTunnels(r.Value.Tunnels);
        return r.Value.Look((machine, now) => Peers(r.Key, machine, now, tunnels).ToList());
    });

    private List<MeshStatus> Summary()
    {
        var waiting = service.Waiting;
        return
        [
            .. engine.Running.Content.Config.Mesh.Select(m => service.Runners.TryGetValue(m.Key, out var runner)
                ? Status(runner, new MeshTunnels(runner.Tunnels))
                : new MeshStatus(
                    m.Key, m.Value.IsHub ? "hub" : "spoke", "down",
                    waiting.GetValueOrDefault(m.Key, "it has not begun yet"), $"{m.Value.Address}", m.Value.Underlay,
                    null, null, m.Value.Ipsec is { None: true } ? "none" : "ipsec", [], 0, 0, new Dictionary<string, long>())
                    {
                        Vrf = m.Value.Vrf
                    }),
        ];
    }

    private static MeshStatus Status(MeshRunner runner, MeshTunnels tunnels) =>
        runner.Look((machine, now) => Status(runner, machine, now, tunnels));

    private static MeshStatus Status(MeshRunner runner, MeshMachine machine, TimeSpan now, MeshTunnels tunnels)
    {
        var (name, mesh) = (runner.Member.Name, runner.Member.Config);
        var usable = machine.Hubs.Count(h => h.IsUsable);
        var up = mesh.IsHub || usable > 0;
        var reason = mesh.IsHub ? $"{machine.Peers.Count} peers are registered" : $"registered at {usable} of {machine.Hubs.Count} hubs";
        return new MeshStatus(
            name, mesh.IsHub ? "hub" : "spoke", up ? "up" : "registering",
            reason, $"{mesh.Address}", mesh.Underlay, $"{runner.Member.Nbma}",
            machine.PublicNbma.Equals(runner.Member.Nbma) ? null : $"{machine.PublicNbma}", mesh.Ipsec is { None: true } ? "none" : "ipsec",
            [.. machine.Hubs.Select(h => new MeshHubStatus(
                h.Name ?? $"{h.Nbma}", h.Nbma?.ToString(), h.Overlay?.ToString(), Word(h.State),
                (now - h.Since).TotalSeconds, h.Reason, h == machine.PreferredHub))],
            machine.Peers.Count, machine.Shortcuts.Shortcuts.Count, Counters(machine.Counters, runner.Failures))
        {
            Ipsec = tunnels.Status,
            Vrf = mesh.Vrf,
            ByHub = [.. machine.Shortcuts.Resolutions
                .Where(r => r.State == ResolutionState.HeldDown)
                .Select(r => new MeshDetourStatus($"{r.Destination}", r.Reason))],
        };
    }

    private static IEnumerable<MeshPeerStatus> Peers(string mesh, MeshMachine machine, TimeSpan now, MeshTunnels tunnels) =>
    [
        .. machine.Hubs.Select(h => new MeshPeerStatus(
            mesh, h.Overlay?.ToString() ?? "", h.Nbma?.ToString(), "hub", Word(h.State), (now - h.Since).TotalSeconds, h.Reason, null)
        {
            Ipsec = tunnels.At(h.Nbma, h.Overlay),
        }),
        .. machine.Peers.OrderBy(p => p.Overlay.Number()).Select(p => new MeshPeerStatus(
            mesh, $"{p.Overlay}", $"{p.Nbma}", "peer", Word(p.State), (now - p.Since).TotalSeconds, p.Reason, p.Identity)
        {
            Ipsec = tunnels.At(p.Nbma, p.Overlay),
        }),
        .. machine.Shortcuts.Shortcuts.GroupBy(s => s.Via).Select(s => s.First())
            .Select(s => new MeshPeerStatus(mesh, $"{s.Via}", $"{s.Nbma}", "shortcut", "up", (now - s.Since).TotalSeconds, s.Reason, null)
            {
                Ipsec = tunnels.At(s.Nbma, s.Via)
            }),
    ];

    private static IEnumerable<MeshCacheEntry> Cache(string mesh, MeshMachine machine, TimeSpan now) => machine.Peers
        .OrderBy(p => p.Overlay.Number())
        .Select(p => new MeshCacheEntry(
            mesh, $"{p.Overlay}", $"{p.Nbma}", p.BehindNat ? $"{p.ClaimedNbma}" : null, p.Unique, (p.Expires - now).TotalSeconds));

    private static IEnumerable<MeshShortcutStatus> Shortcuts(string mesh, MeshMachine machine, TimeSpan now) =>
    [
        .. machine.Shortcuts.Shortcuts.OrderBy(s => s.Prefix.BaseAddress.Number())
            .Select(s => new MeshShortcutStatus(
                mesh, $"{s.Prefix}", $"{s.Via}", $"{s.Nbma}", "up", s.Used,
                (now - s.Since).TotalSeconds, (s.Expires - now).TotalSeconds, s.Reason)),
        .. machine.Shortcuts.Resolutions.Select(r => new MeshShortcutStatus(
            mesh, $"{r.Destination}", null, null, Word(r.State), false, (now - r.Since).TotalSeconds, null, r.Reason)),
    ];

    private static Dictionary<string, long> Counters(MeshCounters counters, long failures) => new()
    {
        ["received"] = counters.Received,
        ["undecodable"] = counters.Undecodable,
        ["foreign"] = counters.Foreign,
        ["wrongChecksum"] = counters.WrongChecksum,
        ["wrongAuthentication"] = counters.WrongAuthentication,
        ["notSecured"] = counters.NotSecured,
        ["takeovers"] = counters.Takeovers,
        ["hopCountExceeded"] = counters.HopCountExceeded,
        ["unsolicited"] = counters.Unsolicited,
        ["malformed"] = counters.Malformed,
        ["refusedRegistrations"] = counters.RefusedRegistrations,
        ["replayed"] = counters.Replayed,
        ["loops"] = counters.Loops,
        ["throttled"] = counters.Throttled,
        ["kernelFailures"] = failures,
    };

    private static string Word<T>(T state)
        where T : struct, Enum => state.ToString().ToLowerInvariant();
}
