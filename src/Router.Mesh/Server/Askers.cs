using System.Net;
using Router.Mesh.Events;

namespace Router.Mesh.Server;

/// <summary>
/// Who was told where a peer is, so that they hear of it when that ends (RFC 2332, 5.2.5). Those who are not remembered, because
/// there are too many, find out when their answer's holding time ends.
/// </summary>
internal sealed class Askers(MeshIdentity identity)
{
    private const int MaximumOfOne = 256;
    private const int MaximumOfAll = 65_536;

    private readonly Dictionary<IPAddress, List<Asker>> askers = [];
    private int count;

    public int Count => count;

    public void Add(IPAddress about, IPAddress asker, IPAddress nbma, TimeSpan until, TimeSpan now)
    {
        if (!askers.TryGetValue(about, out var known))
            askers[about] = known = [];
        count -= known.RemoveAll(a => a.Overlay.Equals(asker) || a.Until <= now);
        if (count >= MaximumOfAll)
            Sweep(now);
        if (known.Count < MaximumOfOne && count < MaximumOfAll)
        {
            known.Add(new Asker(asker, nbma, until));
            count++;
        }
        if (known.Count == 0)
            askers.Remove(about);
    }

    /// <summary>Tells those who asked that the peer is where it was no longer.</summary>
    public void Purge(IPAddress about, TimeSpan now, List<MeshEffect> effects)
    {
        if (!askers.Remove(about, out var known))
            return;
        count -= known.Count;
        foreach (var asker in known.Where(a => a.Until > now))
            effects.Add(new MeshEffect.Send(asker.Nbma, identity.Purge(asker.Overlay, about), asker.Overlay));
    }

    private void Sweep(TimeSpan now)
    {
        foreach (var (about, known) in askers)
        {
            count -= known.RemoveAll(a => a.Until <= now);
            if (known.Count == 0)
                askers.Remove(about);
        }
    }

    private readonly record struct Asker(IPAddress Overlay, IPAddress Nbma, TimeSpan Until);
}
