using System.Diagnostics;
using System.Net;
using Router.Mesh.Cache;
using Router.Mesh.Client;
using Router.Mesh.Events;
using Router.Mesh.Server;
using Router.Wire.Nhrp;

namespace Router.Mesh;

/// <summary>
/// One mesh, without I/O: it is told what happened and what time it is (monotonic), and says what is to be done. The same
/// machine is hub and spoke; a spoke has hubs in its settings.
/// </summary>
public sealed class MeshMachine
{
    private readonly MeshIdentity identity;
    private readonly List<HubClient> hubs;
    private readonly RegistrationServer registrations;
    private readonly ResolutionServer resolutions;
    private readonly RedirectServer redirects;
    private readonly PeerCache cache = new();

    public MeshMachine(MeshSettings settings, IOverlayRoutes routes)
    {
        identity = new MeshIdentity(settings);
        hubs = [.. settings.Hubs.Select(hub => new HubClient(identity, hub))];
        Shortcuts = new ShortcutClient(identity);
        registrations = new RegistrationServer(identity, cache, Counters);
        resolutions = new ResolutionServer(identity, cache, routes, Counters);
        redirects = new RedirectServer(identity, cache, routes);
    }

    public MeshCounters Counters { get; } = new();

    public IReadOnlyList<HubClient> Hubs => hubs;

    public IReadOnlyCollection<PeerEntry> Peers => cache.Entries;

    public ShortcutClient Shortcuts { get; }

    /// <summary>When to call with <see cref="MeshEvent.Elapsed"/>; null: only when something happens.</summary>
    public TimeSpan? NextDeadline =>
        hubs.Select(hub => hub.NextDeadline).Append(Shortcuts.NextDeadline).Append(cache.NextExpiry).Min();

    /// <summary>Effects are to be carried out in order. Never throws on what came from outside.</summary>
    public IReadOnlyList<MeshEffect> Handle(MeshEvent happened, TimeSpan now) => happened switch
    {
        MeshEvent.Started => [.. hubs.SelectMany(hub => hub.Start(now))],
        MeshEvent.Elapsed => Elapse(now),
        MeshEvent.Received e => Receive(e.From, e.Packet, now),
        MeshEvent.NeighbourMissing e => Missing(e.Overlay, now),
        MeshEvent.Hairpinned e => [.. redirects.Hairpinned(e, now)],
        MeshEvent.ShortcutUsed e => Used(e.Prefix),
        MeshEvent.Stopping => [.. Shortcuts.Stop(), .. hubs.SelectMany(hub => hub.Stop(now))],
        _ => throw new UnreachableException(),
    };

    private List<MeshEffect> Elapse(TimeSpan now) =>
    [
        .. hubs.SelectMany(hub => hub.Elapse(now)),
        .. Shortcuts.Elapse(now),
        .. cache.Expire(now).Select(peer => new MeshEffect.RemoveNeighbour(peer.Overlay)),
    ];

    private List<MeshEffect> Receive(IPAddress from, NhrpPacket packet, TimeSpan now)
    {
        if (!identity.Authentication.Accepts(packet))
        {
            Counters.WrongAuthentication++;
            return [];
        }
        return packet.Type switch
        {
            NhrpPacketType.RegistrationRequest => [.. registrations.Register(from, packet, now)],
            NhrpPacketType.RegistrationReply => RegistrationReply(from, packet, now),
            NhrpPacketType.ResolutionRequest => [.. resolutions.Request(from, packet)],
            NhrpPacketType.ResolutionReply => ResolutionReply(from, packet, now),
            NhrpPacketType.PurgeRequest => Purge(from, packet),
            NhrpPacketType.TrafficIndication => Indicated(from, packet, now),
            // A purge reply closes nothing that is open; an error is a hint, and retries find out by themselves.
            NhrpPacketType.PurgeReply or NhrpPacketType.ErrorIndication => [],
            _ => throw new UnreachableException(),
        };
    }

    private List<MeshEffect> RegistrationReply(IPAddress from, NhrpPacket packet, TimeSpan now)
    {
        var effects = new List<MeshEffect>();
        if (!hubs.Any(hub => hub.Nbma.Equals(from) && hub.TryHandle(packet, now, effects)))
            Counters.Unsolicited++;
        return effects;
    }

    private List<MeshEffect> ResolutionReply(IPAddress from, NhrpPacket packet, TimeSpan now)
    {
        if (!identity.Overlay.Equals(packet.Source))
            return [.. resolutions.PassReply(from, packet)];
        var effects = new List<MeshEffect>();
        if (!Shortcuts.TryHandle(packet, now, effects))
            Counters.Unsolicited++;
        return effects;
    }

    /// <summary>From a peer: its registration ends. From a hub or a shortcut's peer: shortcuts end.</summary>
    private List<MeshEffect> Purge(IPAddress from, NhrpPacket packet)
    {
        var trusted = hubs.Any(hub => hub.Nbma.Equals(from)) || Shortcuts.Shortcuts.Any(s => s.Nbma.Equals(from));
        var purged = trusted ? packet.Entries.Select(e => e.Protocol).OfType<IPAddress>().SelectMany(Shortcuts.Purge) : [];
        return [.. purged, .. registrations.Purge(from, packet)];
    }

    private List<MeshEffect> Indicated(IPAddress from, NhrpPacket packet, TimeSpan now)
    {
        var hub = hubs.Find(h => h.Nbma.Equals(from) && h.State == HubState.Registered);
        if (hub is null || !OffendingPacket.TryDestination(packet.Offending.Span, out var destination) || identity.Overlay.Equals(destination))
        {
            Counters.Unsolicited++;
            return [];
        }
        return [.. Shortcuts.Resolve(destination, hub, now)];
    }

    private List<MeshEffect> Missing(IPAddress overlay, TimeSpan now)
    {
        if (cache.TryFind(overlay, out var peer))
            return [new MeshEffect.SetNeighbour(overlay, peer.Nbma)];
        if (hubs.Find(hub => overlay.Equals(hub.Overlay)) is { } known)
            return [new MeshEffect.SetNeighbour(overlay, known.Nbma)];
        var asked = hubs.Find(hub => hub.State == HubState.Registered);
        return asked is null || !identity.Contains(overlay) ? [] : [.. Shortcuts.Resolve(overlay, asked, now)];
    }

    private List<MeshEffect> Used(IPNetwork prefix)
    {
        Shortcuts.MarkUsed(prefix);
        return [];
    }
}
