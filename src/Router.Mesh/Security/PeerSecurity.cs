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
    private readonly Dictionary<string, int> proven = [];
    private readonly Dictionary<(IPAddress Nbma, string Identity), uint> marks = [];
    private readonly ILookup<IPAddress, string> bindings = settings.Bindings.ToLookup(
        binding => binding.Overlay, binding => binding.Identity);

    /// <summary>True also where no IPsec is demanded.</summary>
    public bool Admits(IPAddress nbma) => !settings.Secured || identities.ContainsKey(nbma);

    /// <summary>Whose key the address proved; empty without IPsec.</summary>
    public IReadOnlyList<string> Identities(IPAddress nbma) => identities.TryGetValue(nbma, out var known) ? known : Nobody;

    /// <summary>Returns true when its packets get another mark than before.</summary>
    public bool Add(IPAddress nbma, string identity, uint mark)
    {
        var before = marks.GetValueOrDefault((nbma, identity));
        marks.Remove((nbma, identity));
        if (mark != 0)
            marks[(nbma, identity)] = mark;
        Add(nbma, identity);
        return mark != before;
    }

    /// <summary>
    /// What packets to the overlay address are marked with, where peers behind one NAT share the underlay address; 0: nothing.
    /// </summary>
    public uint MarkOf(IPAddress overlay, IPAddress nbma) =>
        marks.Count > 0 && OwnerOf(overlay, nbma, null) is { } owner ? marks.GetValueOrDefault((nbma, owner)) : 0;

    private void Add(IPAddress nbma, string identity)
    {
        if (!identities.TryGetValue(nbma, out var known))
            identities[nbma] = known = [];
        if (known.Contains(identity))
            return;
        known.Add(identity);
        proven[identity] = proven.GetValueOrDefault(identity) + 1;
    }

    /// <summary>Returns true when nobody is secured at the address any more.</summary>
    public bool Remove(IPAddress nbma, string? identity)
    {
        if (identities.TryGetValue(nbma, out var known))
        {
            foreach (var gone in known.Where(k => identity is null || k == identity).ToList())
            {
                known.Remove(gone);
                marks.Remove((nbma, gone));
                if (--proven[gone] == 0)
                    proven.Remove(gone);
            }
            if (known.Count > 0)
                return false;
            identities.Remove(nbma);
        }
        asked.Remove(nbma);
        return true;
    }

    /// <summary>
    /// An overlay address belongs to the identity that the configuration names; else to who proves this very address as its identity; and
    /// one that nobody proves, to whom comes first. Who proves an address of the mesh gets no other.
    /// </summary>
    public bool MayHave(IPAddress overlay, IPAddress nbma)
    {
        if (!settings.Secured)
            return true;
        var here = Identities(nbma);
        if (bindings.Contains(overlay))
            return bindings[overlay].Any(here.Contains);
        var name = overlay.ToString();
        return here.Contains(name) || (!proven.ContainsKey(name) && here.Any(IsFree));
    }

    /// <summary>Whose the overlay address is, of those who are secured there; null: without IPsec.</summary>
    public string? OwnerOf(IPAddress overlay, IPAddress nbma, string? before)
    {
        var here = Identities(nbma);
        if (here.Count == 0)
            return null;
        var name = overlay.ToString();
        return here.Contains(name) ? name
            : before is not null && here.Contains(before) ? before
            : here.LastOrDefault(id => bindings[overlay].Contains(id)) ?? here.LastOrDefault(IsFree);
    }

    public MeshEffect Ask(IPAddress nbma, Beginner beginner = Beginner.We)
    {
        asked.Add(nbma);
        return new MeshEffect.Secure(nbma, beginner);
    }

    /// <summary>It was asked for, and is still wanted.</summary>
    public bool IsAwaited(IPAddress nbma) => asked.Contains(nbma);

    /// <summary>Ends what was asked for here; what the other side brought up is its own.</summary>
    public void Release(IPAddress nbma, List<MeshEffect> effects)
    {
        if (asked.Remove(nbma))
            effects.Add(new MeshEffect.Release(nbma));
    }

    /// <summary>Not one that is the right to an address of the mesh.</summary>
    private bool IsFree(string identity) =>
        !IPAddress.TryParse(identity, out var address) || address.AddressFamily != settings.Overlay.Address.AddressFamily
        || !settings.Overlay.IsBeside(address);
}
