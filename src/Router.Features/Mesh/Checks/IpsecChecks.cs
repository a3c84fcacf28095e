using System.Net;
using Router.Documents.Checks;

namespace Router.Features.Mesh.Checks;

/// <summary>A mesh says how its tunnels are protected, with one kind of key and all that it takes.</summary>
internal static class IpsecChecks
{
    private static readonly TimeSpan ShortestLifetime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(1);
    private static readonly TimeSpan ShortestSilence = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromHours(1);

    public static void Check(Findings findings, MeshConfig mesh, string[] path)
    {
        path = [.. path, "ipsec"];
        if (mesh.Ipsec is not { } ipsec)
        {
            findings.Refuse(
                path[..^1],
                "does not say how its tunnels are protected",
                "add ipsec: { psk: !secret NAME }, or ipsec: none for tunnels in clear");
            return;
        }
        if (ipsec.None)
        {
            findings.Advise(
                path,
                "tunnels go in clear: whoever sees the underlay reads and forges everything",
                "ipsec: { psk: !secret NAME } protects them");
            return;
        }
        Keys(findings, ipsec, path);
        Identity(findings, mesh, ipsec, [.. path, "identity"]);
        Times(findings, ipsec, path);
    }

    private static void Keys(Findings findings, IpsecConfig ipsec, string[] path)
    {
        var parts = new[] { ("certificate", ipsec.Certificate), ("key", ipsec.Key), ("ca", ipsec.Authority) };
        var given = parts.Where(part => part.Item2 is not null).Select(part => part.Item1).ToList();
        if (ipsec.Psk is not null && given.Count > 0)
            findings.Refuse([.. path, given[0]], "stands beside psk", "take either psk, or certificate, key and ca");
        else if (ipsec.Psk is null && given.Count == 0)
            findings.Refuse(path, "names no key", "add psk: !secret NAME, or say ipsec: none");
        else if (ipsec.Psk is null && given.Count < parts.Length)
            findings.Refuse(
                path,
                $"has no {string.Join(" and no ", parts.Select(part => part.Item1).Except(given))}",
                "certificates take three: certificate, key and ca, each !secret NAME");
        if (ipsec.Ike.Count == 0)
            findings.Refuse([.. path, "ike"], "names no algorithms", $"for example [{IpsecConfig.DefaultIke[0]}]");
        if (ipsec.Esp.Count == 0)
            findings.Refuse([.. path, "esp"], "names no algorithms", $"for example [{IpsecConfig.DefaultEsp[0]}]");
    }

    /// <summary>An identity that is an address of the mesh is the right to that address.</summary>
    private static void Identity(Findings findings, MeshConfig mesh, IpsecConfig ipsec, string[] path)
    {
        if (IPAddress.TryParse(ipsec.Identity, out var address) && !address.Equals(mesh.Address.Address)
            && mesh.Address.IsBeside(address))
            findings.Refuse(
                path, $"{address} is another router's address in the mesh", $"leave it out: {mesh.Address.Address} is the identity then");
    }

    private static void Times(Findings findings, IpsecConfig ipsec, string[] path)
    {
        foreach (var (key, time) in new[] { ("lifetime", ipsec.Lifetime), ("ike-lifetime", ipsec.IkeLifetime) })
        {
            if (time < ShortestLifetime || time > LongestLifetime)
                findings.Refuse([.. path, key], "is not between 1m and 1d", "1h for packets and 4h for the negotiation are usual");
        }
        if (ipsec.DeadPeer < ShortestSilence || ipsec.DeadPeer > LongestSilence)
            findings.Refuse([.. path, "dead-peer"], "is not between 2s and 1h", "10s is usual");
    }
}
