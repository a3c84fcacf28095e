using System.Net;
using Router.Mesh.Events;
using Router.Wire.Nhrp;

namespace Router.Mesh.Client;

/// <summary>
/// Resolution and the shortcuts it gives (phase 3). A destination is asked for at 0, 1, 3, 7 and 14 s and then given up until
/// the next indication; a shortcut in use is renewed at two thirds of its holding time, an unused one ends by itself.
/// </summary>
public sealed class ShortcutClient
{
    private const int MaximumPending = 1024;
    private static readonly TimeSpan[] Retries = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(7)];

    private readonly MeshIdentity identity;
    private readonly Dictionary<IPAddress, Pending> pending = [];
    private readonly Dictionary<IPNetwork, Shortcut> shortcuts = [];
    private readonly MeshTimers<object> timers = new();

    internal ShortcutClient(MeshIdentity identity) => this.identity = identity;

    public IReadOnlyCollection<Shortcut> Shortcuts => shortcuts.Values;

    internal TimeSpan? NextDeadline => timers.Next;

    /// <summary>Asks <paramref name="hub"/> who is behind a destination, unless that is being asked already.</summary>
    internal IEnumerable<MeshEffect> Resolve(IPAddress destination, HubClient hub, TimeSpan now)
    {
        if (pending.ContainsKey(destination) || pending.Count >= MaximumPending)
            yield break;
        var ask = new Pending(destination, hub.Nbma, identity.NextRequestId());
        pending[destination] = ask;
        yield return Request(ask, now);
    }

    internal IEnumerable<MeshEffect> Elapse(TimeSpan now)
    {
        foreach (var due in timers.Due(now))
        {
            if (due is Pending ask && pending.TryGetValue(ask.Destination, out var current) && current == ask)
            {
                if (ask.Attempts <= Retries.Length)
                    yield return Request(ask, now);
                else
                    pending.Remove(ask.Destination);
            }
            else if (due is IPNetwork prefix && shortcuts.TryGetValue(prefix, out var shortcut))
            {
                foreach (var effect in Review(shortcut, now))
                    yield return effect;
            }
        }
    }

    internal void MarkUsed(IPNetwork prefix)
    {
        if (shortcuts.TryGetValue(prefix, out var shortcut))
            shortcuts[prefix] = shortcut with { Used = true };
    }

    /// <summary>Takes a resolution reply; false when nobody asked for it.</summary>
    internal bool TryHandle(NhrpPacket reply, TimeSpan now, List<MeshEffect> effects)
    {
        if (reply.Destination is null || !pending.TryGetValue(reply.Destination, out var ask) || ask.RequestId != reply.RequestId)
            return false;
        pending.Remove(reply.Destination);
        if (reply.Entries is not [{ Code: NhrpCode.Success, Nbma: { } nbma, Protocol: { } via } entry, ..])
        {
            effects.Add(new MeshEffect.Tell($"shortcut to {reply.Destination}", $"no answer: {(reply.Entries.Count > 0 ? reply.Entries[0].Code : NhrpCode.NoInternetworkLayerBinding)}"));
            return true;
        }
        if (!identity.Contains(via) || via.Equals(identity.Overlay) || entry.HoldingTime == 0 || entry.PrefixLength is < 8 || entry.PrefixLength > identity.HostPrefix)
            return true;
        // A responder behind a NAT is reached where the others see it.
        var reachable = reply.Find(NhrpExtensionType.NatAddress)?.Entries.LastOrDefault(e => via.Equals(e.Protocol))?.Nbma ?? nbma;
        var prefix = new Router.Core.Values.InterfaceAddress(reply.Destination, entry.PrefixLength).Network;
        var known = shortcuts.TryGetValue(prefix, out var before) && before.Via.Equals(via) && before.Nbma.Equals(reachable);
        var holding = TimeSpan.FromSeconds(entry.HoldingTime);
        shortcuts[prefix] = new Shortcut(prefix, via, reachable) { Since = known ? before!.Since : now, Expires = now + holding };
        timers.Set(prefix, now + (holding * 2 / 3));
        if (known)
            return true;
        effects.Add(new MeshEffect.SetNeighbour(via, reachable));
        effects.Add(new MeshEffect.AddShortcut(prefix, via));
        return true;
    }

    /// <summary>Drops every shortcut to a peer, because it or its hub said that it is gone.</summary>
    internal IEnumerable<MeshEffect> Purge(IPAddress overlay)
    {
        foreach (var shortcut in shortcuts.Values.Where(s => s.Via.Equals(overlay) || s.Prefix.Contains(overlay)).ToList())
        {
            shortcuts.Remove(shortcut.Prefix);
            yield return new MeshEffect.RemoveShortcut(shortcut.Prefix);
            if (!shortcuts.Values.Any(other => other.Via.Equals(shortcut.Via)))
                yield return new MeshEffect.RemoveNeighbour(shortcut.Via);
        }
    }

    internal IEnumerable<MeshEffect> Stop() => shortcuts.Values.Select(s => s.Via).Distinct().ToList().SelectMany(Purge);

    private IEnumerable<MeshEffect> Review(Shortcut shortcut, TimeSpan now)
    {
        if (now >= shortcut.Expires)
        {
            shortcuts.Remove(shortcut.Prefix);
            yield return new MeshEffect.RemoveShortcut(shortcut.Prefix);
            if (!shortcuts.Values.Any(other => other.Via.Equals(shortcut.Via)))
                yield return new MeshEffect.RemoveNeighbour(shortcut.Via);
            yield break;
        }
        timers.Set(shortcut.Prefix, shortcut.Expires);
        if (!shortcut.Used)
            yield break;
        // Asked straight at the peer: it is the one who knows.
        shortcuts[shortcut.Prefix] = shortcut with { Used = false };
        var ask = new Pending(shortcut.Prefix.BaseAddress, shortcut.Nbma, identity.NextRequestId());
        if (pending.TryAdd(ask.Destination, ask))
            yield return Request(ask, now);
    }

    private MeshEffect.Send Request(Pending ask, TimeSpan now)
    {
        timers.Set(ask, now + Retries[Math.Min(ask.Attempts, Retries.Length - 1)]);
        ask.Attempts++;
        return new MeshEffect.Send(ask.Target, identity.Packet(NhrpPacketType.ResolutionRequest, identity.Overlay, identity.Settings.Nbma, ask.Destination) with
        {
            Flags = NhrpFlags.ResolutionRouter | NhrpFlags.ResolutionAuthoritative | NhrpFlags.ResolutionSourceStable | NhrpFlags.NatSupported,
            RequestId = ask.RequestId,
            Entries = [new NhrpCie { PrefixLength = identity.HostPrefix, HoldingTime = identity.HoldingSeconds }],
            Extensions = identity.RequestExtensions(identity.NatEntries),
        });
    }

    private sealed class Pending(IPAddress destination, IPAddress target, uint requestId)
    {
        public IPAddress Destination { get; } = destination;

        /// <summary>The underlay address that is asked: a hub, or the peer of a shortcut that is renewed.</summary>
        public IPAddress Target { get; } = target;

        public uint RequestId { get; } = requestId;

        public int Attempts { get; set; }
    }
}
