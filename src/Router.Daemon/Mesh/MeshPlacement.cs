using Router.Core.Edges;
using Router.Documents;
using Router.Features.Configuration;
using Router.Features.Mesh;
using Router.Features.Mesh.Build;
using Router.Mesh.Ports;
using Router.Mesh.Tunnels;

namespace Router.Daemon.Mesh;

/// <summary>What a mesh of a configuration means on this router at present: its links, addresses and secrets.</summary>
internal sealed class MeshPlacement(IMeshKernel kernel, Func<ISecretStore> secrets)
{
    /// <summary>Null: it cannot run at present; <paramref name="why"/> not.</summary>
    /// <param name="underlay">The underlay's name in the kernel; null: it is not there.</param>
    public MeshMember? Find(RouterConfig config, string name, MeshConfig mesh, string? underlay, out string why)
    {
        why = $"the link {name} is not up";
        if (kernel.Look(name) is not { } link)
            return null;
        why = $"the underlay {mesh.Underlay} has no {(mesh.OverIPv6 ? "IPv6" : "IPv4")} address";
        if ((underlay is null ? null : kernel.Look(underlay))?.Addresses
            .FirstOrDefault(a => a.AddressFamily == mesh.UnderlayFamily) is not { } nbma)
            return null;
        return Secret(mesh.Authentication, out var authentication, ref why) && Credentials(mesh.Ipsec, out var credentials, ref why)
            ? new MeshMember(name, mesh, link.Index, authentication)
            {
                Nbma = nbma,
                Credentials = credentials,
                Routes = MeshLinks.HubRoutes(config, name),
                Carrier = (mesh.OverIPv6 ? kernel.Look(MeshLinks.HeaderLink) : null)?.Index ?? 0,
            }
            : null;
    }

    private bool Credentials(IpsecConfig? ipsec, out TunnelCredentials? credentials, ref string why)
    {
        credentials = null;
        if (ipsec is null or { None: true })
            return true;
        if (!ipsec.ByCertificate)
        {
            if (!Secret(ipsec.Psk, out var key, ref why))
                return false;
            credentials = new TunnelCredentials.SharedKey(key!);
            return true;
        }
        if (!Secret(ipsec.Certificate, out var certificate, ref why) || !Secret(ipsec.Key, out var own, ref why)
            || !Secret(ipsec.Authority, out var authority, ref why))
            return false;
        credentials = new TunnelCredentials.Certified(certificate!, own!, authority!);
        return true;
    }

    private bool Secret(SecretReference? reference, out string? value, ref string why)
    {
        value = reference is { } wanted ? secrets().Find(wanted.Name) : null;
        if (reference is null || value is not null)
            return true;
        why = $"there is no secret {reference.Value.Name} on this device";
        return false;
    }
}
