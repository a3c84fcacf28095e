using System.Net;
using Router.Core.Values;
using Router.Mesh.Events;

namespace Router.Mesh.Client;

/// <summary>
/// How long shortcuts live: one in use is renewed in the last third of its holding time, an unused one ends by itself, and what
/// is purged or loses IPsec ends at once.
/// </summary>
/// <param name="renew">Asks for a shortcut again; false when that cannot be done now.</param>
internal sealed class ShortcutKeeper(MeshIdentity identity, ShortcutTable table, Func<Shortcut, TimeSpan, List<MeshEffect>, bool> renew)
{
    private readonly MeshTimers<IPNetwork> timers = new();

    public TimeSpan? NextDeadline => timers.Next;

    public void Elapse(TimeSpan now, List<MeshEffect> effects)
    {
        while (timers.TryTake(now, out var prefix))
        {
            if (table.Find(prefix) is { } shortcut)
                Review(shortcut, now, effects);
        }
    }

    public void Install(Shortcut shortcut, List<MeshEffect> effects)
    {
        table.Install(shortcut, effects);
        timers.Set(shortcut.Prefix, shortcut.ReviewAt);
        effects.Add(new MeshEffect.Tell($"shortcut to {shortcut.Prefix}", $"through {shortcut.Via} at {shortcut.Nbma}: {shortcut.Reason}"));
    }

    /// <summary>True when there is this very way already; it holds for longer now.</summary>
    public bool TryExtend(Shortcut shortcut)
    {
        if (table.Find(shortcut.Prefix) is not { } known || !known.LeadsLike(shortcut))
            return false;
        table.Update(shortcut with { Since = known.Since, Reason = known.Reason });
        timers.Set(shortcut.Prefix, shortcut.ReviewAt);
        return true;
    }

    public void MarkUsed(IPNetwork prefix, TimeSpan now, List<MeshEffect> effects)
    {
        if (table.Find(prefix) is not { } shortcut)
            return;
        table.Update(shortcut with { Used = true });
        if (now >= shortcut.ReviewAt)
            Renew(shortcut, now, effects);
    }

    /// <summary>Takes over what the kernel has. It is asked for again soon, one after the other, and stands meanwhile.</summary>
    public void Restore(IPNetwork prefix, IPAddress via, IPAddress nbma, TimeSpan now)
    {
        table.Restore(new Shortcut(prefix, via, nbma)
        {
            Since = now,
            Reason = "was in the kernel when the daemon started",
            HoldingTime = identity.Holding,
            Expires = now + identity.Holding,
            Used = true,
        });
        timers.Set(prefix, now + TimeSpan.FromSeconds(1) + (TimeSpan.FromMilliseconds(10) * table.All.Count));
    }

    /// <summary>
    /// Ends the shortcuts to a peer and to what is behind its prefix; not null: only those that lead to that underlay address.
    /// </summary>
    public void Purge(IPAddress overlay, byte prefixLength, IPAddress? onlyAt, List<MeshEffect> effects)
    {
        var gone = prefixLength == 0 || prefixLength >= identity.HostPrefix
            ? (IPNetwork?)null
            : new InterfaceAddress(overlay, prefixLength).Network;
        EndWhere(
            s => (onlyAt is null || s.Nbma.Equals(onlyAt))
                && (s.Via.Equals(overlay) || s.Prefix.Contains(overlay) || gone?.Contains(s.Prefix.BaseAddress) == true),
            "purged", effects);
    }

    public void EndWhere(Func<Shortcut, bool> condition, string reason, List<MeshEffect> effects)
    {
        foreach (var shortcut in table.All.Where(condition).ToList())
            End(shortcut, reason, effects);
    }

    public void Clear(List<MeshEffect> effects)
    {
        foreach (var shortcut in table.All.ToList())
        {
            timers.Cancel(shortcut.Prefix);
            table.Remove(shortcut, effects);
        }
    }

    private void Review(Shortcut shortcut, TimeSpan now, List<MeshEffect> effects)
    {
        if (now >= shortcut.Expires)
        {
            End(shortcut, shortcut.Used ? "it was not renewed in time" : "nobody used it", effects);
            return;
        }
        timers.Set(shortcut.Prefix, shortcut.Expires);
        if (shortcut.Used)
            Renew(shortcut, now, effects);
    }

    private void Renew(Shortcut shortcut, TimeSpan now, List<MeshEffect> effects)
    {
        if (renew(shortcut, now, effects))
            table.Update(shortcut with { Used = false });
    }

    private void End(Shortcut shortcut, string reason, List<MeshEffect> effects)
    {
        table.Remove(shortcut, effects);
        timers.Cancel(shortcut.Prefix);
        effects.Add(new MeshEffect.Tell($"shortcut to {shortcut.Prefix}", $"ended: {reason}"));
    }
}
