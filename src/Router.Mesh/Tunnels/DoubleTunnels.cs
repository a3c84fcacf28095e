using System.Net;

namespace Router.Mesh.Tunnels;

/// <summary>
/// Peers with whom both sides brought a tunnel up at once, and when one of the two ends. A strongSwan that protects all GRE
/// (<c>start_action = trap</c>, as beside FRR's nhrpd) takes packets only from the tunnel that it began: the kernel's policy demands the
/// number (reqid) of its trap, and ours got another. The kernel sends by the newest, so that whose tunnel was slower would lose all packets
/// until it is rekeyed. Therefore ours ends. Of two routers of our kind the lower address does so, and the other, which gives it time,
/// finds one alone.
/// </summary>
internal sealed class DoubleTunnels
{
    private static readonly TimeSpan LowerAfter = TimeSpan.FromMilliseconds(200), HigherAfter = TimeSpan.FromSeconds(3);

    /// <summary>From new keys of the peer's tunnel, by which both send from then on, until nothing is on its way by ours.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(1);

    private readonly Dictionary<(IPAddress Nbma, string Identity), (TimeSpan At, bool IsRenewed)> due = [];

    public TimeSpan? NextDeadline
    {
        get
        {
            TimeSpan? next = null;
            foreach (var (at, _) in due.Values)
                next = Deadline.Earlier(next, at);
            return next;
        }
    }

    /// <summary>One more tunnel is up.</summary>
    public void Up(Association association, IEnumerable<Association> up, bool isLower, TimeSpan now)
    {
        var (ours, theirs) = Of(association.Nbma, association.Identity, up);
        if (ours.Count > 0 && theirs.Count > 0)
            due.TryAdd((association.Nbma, association.Identity), (now + (isLower ? LowerAfter : HigherAfter), false));
    }

    public void Elapse(IReadOnlyCollection<Association> up, TimeSpan now, List<TunnelEffect> effects)
    {
        foreach (var (key, (_, isRenewed)) in due.Where(d => d.Value.At <= now).ToList())
        {
            due.Remove(key);
            var (ours, theirs) = Of(key.Nbma, key.Identity, up);
            if (ours.Count == 0 || theirs.Count == 0)
                continue;
            if (isRenewed)
            {
                effects.AddRange(ours.Select(a => a.Ike).Distinct().Select(ike => new TunnelEffect.Terminate(ike)));
            }
            else
            {
                effects.Add(new TunnelEffect.Rekey(theirs.Max(a => a.Id)));
                due[key] = (now + OnTheWay, true);
            }
        }
    }

    /// <summary>Where a NAT is on the way it is settled who begins.</summary>
    private static (List<Association> Ours, List<Association> Theirs) Of(IPAddress nbma, string identity, IEnumerable<Association> up)
    {
        var all = up.Where(a => !a.Encapsulated && a.Nbma.Equals(nbma) && a.Identity == identity).ToLookup(a => a.Ours);
        return ([.. all[true]], [.. all[false]]);
    }
}
