using System.Diagnostics;
using System.Net;
using Router.Mesh.Cache;
using Router.Mesh.Client;
using Router.Mesh.Events;
using Router.Mesh.Security;
using Router.Mesh.Server;
using Router.Wire.Nhrp;

namespace Router.Mesh.Machine;

/// <summary>
/// One mesh, without I/O: it is told what happened and what time it is (monotonic), and says what is to be done. The same
/// machine is hub and spoke; a spoke has hubs in its settings. One thread at a time.
/// </summary>
public sealed class MeshMachine
{
    private readonly MeshIdentity identity;
    private readonly PeerSecurity security;
    private readonly IOverlayRoutes routes;
    private readonly HubSet hubs;
    private readonly PeerCache cache = new();
    private readonly RegistrationServer registrations;
    private readonly ResolutionServer resolutions;
    private readonly RedirectServer redirects;
    private readonly PacketGate gate;
    private readonly Askers askers;
    private readonly KernelRestorer restorer;
    private readonly PathFinder paths;
    private bool stopped;

    public MeshMachine(MeshSettings settings, IOverlayRoutes routes)
    {
        this.routes = routes;
        identity = new MeshIdentity(settings);
        security = new PeerSecurity(settings);
        askers = new Askers(identity);
        var errors = new ErrorReplies(identity);
        gate = new PacketGate(identity, security, errors, Counters);
        hubs = new HubSet([.. settings.Hubs.Select(hub => new HubClient(identity, security, hub))]);
        Shortcuts = new ShortcutClient(
            identity, security, Counters, AuthoritativeNbma, nbma => hubs.At(nbma) is not null, () => hubs.Answering?.Nbma);
        registrations = new RegistrationServer(identity, cache, security, askers, Counters, OtherNbma);
        resolutions = new ResolutionServer(identity, cache, routes, askers, errors, Counters);
        redirects = new RedirectServer(identity, cache, routes);
        restorer = new KernelRestorer(identity, security, hubs, Shortcuts, registrations);
        paths = new PathFinder(identity, routes, cache, hubs, Shortcuts);
    }

    public MeshCounters Counters { get; } = new();

    /// <summary>Where the hubs see us; our own underlay address without a NAT between.</summary>
    public IPAddress PublicNbma => identity.PublicNbma;

    public IReadOnlyList<HubClient> Hubs => hubs.All;

    /// <summary>The hub that packets without a shortcut take; null: none is registered.</summary>
    public HubClient? PreferredHub => hubs.Preferred;

    public IReadOnlyCollection<PeerEntry> Peers => cache.Entries;

    public ShortcutClient Shortcuts { get; }

    /// <summary>When to call with <see cref="MeshEvent.Elapsed"/>; null: only when something happens.</summary>
    public TimeSpan? NextDeadline =>
        Deadline.Earlier(Deadline.Earlier(Shortcuts.NextDeadline, registrations.NextDeadline), hubs.NextDeadline);

    internal MeshIdentity Identity => identity;

    /// <summary>
    /// Effects are to be carried out in order. After <see cref="MeshEvent.Stopping"/> packets are ignored. Never throws on what came from
    /// outside.
    /// </summary>
    public IReadOnlyList<MeshEffect> Handle(MeshEvent happened, TimeSpan now)
    {
        var effects = new List<MeshEffect>();
        Handle(happened, now, effects);
        return effects;
    }

    /// <summary>The same, with the effects put behind those that are in a list already.</summary>
    public void Handle(MeshEvent happened, TimeSpan now, List<MeshEffect> effects)
    {
        Decide(happened, now, effects);
        hubs.Review(now, effects);
    }

    /// <summary>
    /// What packets to this peer are marked with, where it shares its underlay address with others behind one NAT; 0: nothing.
    /// </summary>
    public uint MarkOf(IPAddress overlay, IPAddress nbma) => security.MarkOf(overlay, nbma);

    /// <summary>The way packets to <paramref name="destination"/> take.</summary>
    public MeshPath PathTo(IPAddress destination) => paths.To(destination);

    private void Decide(MeshEvent happened, TimeSpan now, List<MeshEffect> effects)
    {
        switch (happened)
        {
            case MeshEvent.Arrived e:
                if (!stopped && !registrations.TryRenew(e.From, e.Wire.Span, now, effects)
                    && gate.TryDecode(e.Wire.Span, out var decoded) && gate.Admits(e.From, decoded, e.Wire.Length, now, effects))
                    Receive(e.From, decoded, e.Wire, now, effects);
                break;
            case MeshEvent.Received e:
                if (!stopped && gate.Admits(e.From, e.Packet, e.Packet.Length, now, effects))
                    Receive(e.From, e.Packet, default, now, effects);
                break;
            case MeshEvent.Elapsed:
                hubs.Elapse(now, effects);
                Shortcuts.Elapse(now, effects);
                registrations.Elapse(now, effects);
                break;
            case MeshEvent.NeighbourMissing e: Missing(e.Overlay, now, effects); break;
            case MeshEvent.Hairpinned e: redirects.Hairpinned(e, now, effects); break;
            case MeshEvent.ShortcutUsed e: Shortcuts.MarkUsed(e.Prefix, now, effects); break;
            case MeshEvent.Started e: Start(e.Kernel, now, effects); break;
            case MeshEvent.Stopping: Stop(now, effects); break;
            default: HandleRare(happened, now, effects); break;
        }
    }

    private void HandleRare(MeshEvent happened, TimeSpan now, List<MeshEffect> effects)
    {
        switch (happened)
        {
            case MeshEvent.NameResolved e:
                foreach (var hub in hubs.All.Where(hub => hub.Name == e.Name))
                    hub.Resolved(e.Addresses, now, effects);
                break;
            case MeshEvent.PeerSecured e:
                if (security.Add(e.Nbma, e.Identity, e.Mark))
                    Mark(e.Nbma, effects);
                hubs.At(e.Nbma)?.Secured(now, effects);
                Shortcuts.Secured(e.Nbma, now, effects);
                foreach (var packet in gate.TakeParked(e.Nbma, now))
                    Handle(new MeshEvent.Received(e.Nbma, packet), now, effects);
                break;
            case MeshEvent.PeerLost e:
                if (identity.Settings.Secured)
                    Lost(e, now, effects);
                break;
            case MeshEvent.UnderlayChanged e:
                identity.Move(e.Nbma);
                ForEachHub(hub => hub.Restart($"our underlay address is {e.Nbma} now", now, effects));
                break;
            case MeshEvent.PurgeAsked e:
                Purge(e.Overlay, now, effects);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void Lost(MeshEvent.PeerLost lost, TimeSpan now, List<MeshEffect> effects)
    {
        if (security.Remove(lost.Nbma, lost.Identity))
        {
            Shortcuts.Lost(lost.Nbma, lost.Reason, now, effects);
            registrations.Lost(lost.Nbma, _ => true, lost.Reason, now, effects);
            hubs.At(lost.Nbma)?.Lost(lost.Reason, now, effects);
            return;
        }
        bool IsGone(IPAddress overlay) => !security.MayHave(overlay, lost.Nbma);
        Shortcuts.Lost(lost.Nbma, IsGone, lost.Reason, effects);
        registrations.Lost(lost.Nbma, IsGone, lost.Reason, now, effects);
    }

    /// <summary>Of those behind one NAT somebody has another mark now.</summary>
    private void Mark(IPAddress nbma, List<MeshEffect> effects)
    {
        foreach (var overlay in cache.At(nbma).Concat(Shortcuts.PeersAt(nbma)))
            effects.Add(new MeshEffect.SetNeighbour(overlay, nbma));
    }

    private void Start(KernelState? kernel, TimeSpan now, List<MeshEffect> effects)
    {
        stopped = false;
        if (kernel is not null)
            restorer.Restore(kernel, now, effects);
        ForEachHub(hub => hub.Start(now, effects));
    }

    /// <summary>Peers learn that we go, so that they look for another way at once.</summary>
    private void Stop(TimeSpan now, List<MeshEffect> effects)
    {
        stopped = true;
        askers.Purge(identity.Overlay, now, effects);
        foreach (var peer in cache.Entries)
            effects.Add(new MeshEffect.Send(peer.Nbma, identity.Purge(peer.Overlay, peer.Overlay), peer.Overlay));
        Shortcuts.Clear(effects);
        ForEachHub(hub => hub.Stop(now, effects));
    }

    private void Purge(IPAddress? overlay, TimeSpan now, List<MeshEffect> effects)
    {
        if (overlay is not null)
        {
            Shortcuts.Purge(overlay, 0, null, effects);
            registrations.Remove(overlay, "purged", now, effects);
            return;
        }
        Shortcuts.Clear(effects);
        foreach (var peer in cache.Entries.ToList())
            registrations.Remove(peer.Overlay, "purged", now, effects);
        ForEachHub(hub => hub.Restart("purged", now, effects));
    }

    private void Receive(IPAddress from, NhrpPacket packet, ReadOnlyMemory<byte> wire, TimeSpan now, List<MeshEffect> effects)
    {
        switch (packet.Type)
        {
            case NhrpPacketType.RegistrationRequest: registrations.Register(from, packet, wire.Span, now, effects); break;
            case NhrpPacketType.RegistrationReply: RegistrationReply(from, packet, now, effects); break;
            case NhrpPacketType.ResolutionRequest: ResolutionRequest(from, packet, now, effects); break;
            case NhrpPacketType.ResolutionReply: ResolutionReply(from, packet, now, effects); break;
            case NhrpPacketType.PurgeRequest: PurgeRequest(from, packet, now, effects); break;
            case NhrpPacketType.TrafficIndication: Indicated(from, packet, now, effects); break;
            case NhrpPacketType.ErrorIndication:
                if (hubs.At(from)?.TryExplain(packet) != true)
                    Counters.Unsolicited++;
                break;
            case NhrpPacketType.PurgeReply: break;
            default: throw new UnreachableException();
        }
    }

    private void RegistrationReply(IPAddress from, NhrpPacket packet, TimeSpan now, List<MeshEffect> effects)
    {
        var hub = hubs.At(from);
        var before = hub?.Overlay;
        if (hub is null || !hub.TryHandle(packet, now, effects))
        {
            Counters.Unsolicited++;
            return;
        }
        if (hub.Overlay is { } overlay)
            cache.Remove(overlay);
        if (before is not null && !before.Equals(hub.Overlay) && AuthoritativeNbma(before) is null && Shortcuts.NbmaOf(before) is null)
            effects.Add(new MeshEffect.RemoveNeighbour(before));
    }

    private void ResolutionRequest(IPAddress from, NhrpPacket packet, TimeSpan now, List<MeshEffect> effects)
    {
        var answered = resolutions.Request(from, packet, now, effects);
        if (!answered || hubs.At(from) is null)
            return;
        var nbma = ResolutionServer.RequesterNbma(packet);
        if (identity.Settings.Secured)
            Shortcuts.Meet(packet.Source!, nbma, packet.SourceNbma!, now, effects);
        // The peer will send to us directly; a NAT of ours lets it in only after we sent to it.
        else if (identity.Settings.ProbeNat && identity.BehindNat && !identity.PublicNbma.Equals(nbma) && identity.IsUnderlay(nbma))
            Shortcuts.Open(packet.Source!, nbma, now, effects);
    }

    private void ResolutionReply(IPAddress from, NhrpPacket packet, TimeSpan now, List<MeshEffect> effects)
    {
        if (!identity.Overlay.Equals(packet.Source))
            resolutions.PassReply(from, packet, now, effects);
        else if (!Shortcuts.TryHandle(from, packet, now, effects) && !registrations.TryAnswer(from, packet, now))
            Counters.Unsolicited++;
    }

    /// <summary>
    /// From a peer: its registration and the shortcuts to it end. From a hub: any shortcut ends, or our own registration did.
    /// </summary>
    private void PurgeRequest(IPAddress from, NhrpPacket packet, TimeSpan now, List<MeshEffect> effects)
    {
        var hub = hubs.At(from);
        if (hub is not null || Shortcuts.HasPeerAt(from))
        {
            foreach (var entry in packet.Entries)
            {
                if (entry.Protocol is not { } overlay)
                    continue;
                if (overlay.Equals(identity.Overlay))
                    hub?.Forgotten(now, effects);
                else
                    Shortcuts.Purge(overlay, entry.PrefixLength, hub is null ? from : null, effects);
            }
        }
        registrations.Purge(from, packet, now, effects);
    }

    private void Indicated(IPAddress from, NhrpPacket packet, TimeSpan now, List<MeshEffect> effects)
    {
        if (hubs.At(from) is not { IsUsable: true } || !OffendingPacket.TryDestination(packet.Offending.Span, out var destination)
            || identity.Overlay.Equals(destination))
        {
            Counters.Unsolicited++;
            return;
        }
        if (identity.Settings.Phase == MeshPhase.Three && destination.AddressFamily == identity.Overlay.AddressFamily
            && !routes.Find(destination).Local)
            Shortcuts.Resolve(destination, from, now, effects);
    }

    private void Missing(IPAddress overlay, TimeSpan now, List<MeshEffect> effects)
    {
        if ((AuthoritativeNbma(overlay) ?? Shortcuts.NbmaOf(overlay)) is { } known)
            effects.Add(new MeshEffect.SetNeighbour(overlay, known));
        else if (identity.Settings.Phase != MeshPhase.One && hubs.Preferred is { } hub && identity.Contains(overlay)
            && !overlay.Equals(identity.Overlay))
            Shortcuts.Resolve(overlay, hub.Nbma!, now, effects);
    }

    /// <summary>Where an overlay address is by a hub's or a registered peer's own word.</summary>
    private IPAddress? AuthoritativeNbma(IPAddress overlay) =>
        cache.TryFind(overlay, out var peer) ? peer.Nbma : hubs.WithOverlay(overlay)?.Nbma;

    /// <summary>Where an overlay address is but for its registration here.</summary>
    private IPAddress? OtherNbma(IPAddress overlay) => hubs.WithOverlay(overlay)?.Nbma ?? Shortcuts.NbmaOf(overlay);

    private void ForEachHub(Action<HubClient> action)
    {
        foreach (var hub in hubs.All)
            action(hub);
    }
}
