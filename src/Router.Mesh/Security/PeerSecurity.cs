using System.Net;
using Router.Mesh.Events;

namespace Router.Mesh.Security;

/// <summary>
/// Which underlay addresses are secured by IPsec, and who proved to be there. Several peers behind one NAT share an address;
/// each of their identities counts.
/// </summary>
internal sealed class PeerSecurity(MeshSettings settings)
{
    private static readonly string[] Nobody = [];

    private readonly Dictionary<IPAddress, List<string>> identities = [];
    private readonly HashSet<IPAddress> asked = [];
    private readonly ILookup<IPAddress, string> bindings = settings.Bindings.ToLookup(binding => binding.Overlay, binding => binding.Identity);

    /// <summary>True also where no IPsec is demanded.</summary>
    public bool Admits(IPAddress nbma) => !settings.Secured || identities.ContainsKey(nbma);

    /// <summary>Whose key the address proved; empty without IPsec.</summary>
    public IReadOnlyList<string> Identities(IPAddress nbma) => identities.TryGetValue(nbma, out var known) ? known : Nobody;

    public void Add(IPAddress nbma, string identity)
    {
        if (!identities.TryGetValue(nbma, out var known))
            identities[nbma] = known = [];
        if (!known.Contains(identity))
            known.Add(identity);
    }

    /// <summary>Returns true when nobody is secured at the address any more.</summary>
    public bool Remove(IPAddress nbma, string? identity)
    {
        if (identity is not null && identities.TryGetValue(nbma, out var known) && known.Remove(identity) && known.Count > 0)
            return false;
        identities.Remove(nbma);
        asked.Remove(nbma);
        return true;
    }

    /// <summary>False when the overlay address is bound to an identity that did not prove to be at this underlay address.</summary>
    public bool MayHave(IPAddress overlay, IPAddress nbma)
    {
        if (!settings.Secured || !bindings.Contains(overlay))
            return true;
        var proven = Identities(nbma);
        return bindings[overlay].Any(proven.Contains);
    }

    public MeshEffect Ask(IPAddress nbma)
    {
        asked.Add(nbma);
        return new MeshEffect.Secure(nbma);
    }

    /// <summary>Ends what was asked for here; what the other side brought up is its own.</summary>
    public void Release(IPAddress nbma, List<MeshEffect> effects)
    {
        if (asked.Remove(nbma))
            effects.Add(new MeshEffect.Release(nbma));
    }
}
