using Router.Documents.Checks;
using Router.Features.Interfaces;
using Router.Features.Validation;

namespace Router.Features.Mesh.Checks;

/// <summary>One autonomous system a routing domain, hubs that are inside the mesh, and networks that are there to be told of.</summary>
internal sealed class BgpValidator : SectionValidator
{
    public BgpValidator()
    {
        Check(System);
        Check((subject, findings) => Each(subject, (mesh, bgp, path) => Hubs(findings, mesh, bgp, path)));
        Check((subject, findings) => Each(subject, (mesh, bgp, path) => Advertised(subject, findings, mesh, bgp, path)));
    }

    private static void Each(ValidationSubject subject, Action<MeshConfig, BgpConfig, string[]> check)
    {
        foreach (var (name, mesh) in subject.Config.Mesh)
        {
            if (mesh.Bgp is { } bgp)
                check(mesh, bgp, ["mesh", name, "bgp"]);
        }
    }

    private static void System(ValidationSubject subject, Findings findings)
    {
        foreach (var domain in subject.Config.Mesh.Where(m => m.Value.Bgp is not null).GroupBy(m => m.Value.Vrf))
        {
            var (first, number) = (domain.First().Key, domain.First().Value.Bgp!.As);
            foreach (var (name, mesh) in domain)
            {
                if (mesh.Bgp!.As != number)
                    findings.Refuse(
                        ["mesh", name, "bgp", "as"], $"{first} is in AS {number}", "a routing domain is in one AS: use the same number");
            }
        }
    }

    private static void Hubs(Findings findings, MeshConfig mesh, BgpConfig bgp, string[] path)
    {
        if (mesh.IsHub && bgp.Hubs.Count > 0)
            findings.Refuse([.. path, "hubs"], "this router is a hub: spokes come to it", "delete hubs");
        foreach (var hub in bgp.Neighbours(mesh))
        {
            string[] place = bgp.Hubs.Count > 0 ? [.. path, "hubs", $"{hub}"] : path;
            if (hub.Equals(mesh.Address.Address))
                findings.Refuse(
                    place,
                    $"the hub is taken to be at {hub} inside the mesh, which is this router",
                    "add hubs: [ADDRESS], where the hub is inside the mesh");
            else if (bgp.Hubs.Count > 0 && !mesh.Address.IsBeside(hub))
                findings.Refuse(
                    place, $"{hub} is outside the mesh's network {mesh.Address.Network}", "name the hub's address inside the mesh");
            else if (HostAddresses.Wrong(hub, mesh.Address.Network) is { } wrong)
                findings.Refuse(place, $"{hub} {wrong}", "name the hub's address inside the mesh");
        }
    }

    private static void Advertised(ValidationSubject subject, Findings findings, MeshConfig mesh, BgpConfig bgp, string[] path)
    {
        path = [.. path, "advertise"];
        foreach (var name in bgp.Advertise ?? [])
        {
            if (!subject.Config.Interfaces.TryGetValue(name, out var settings))
                findings.Unknown([.. path, name], "interface", name, subject.Config.Interfaces.Keys);
            else if (settings.Vrf != mesh.Vrf)
                findings.Refuse(
                    [.. path, name],
                    $"{name} is in {settings.Vrf ?? "the main table"}, and the mesh in {mesh.Vrf ?? "the main table"}",
                    "leave it out");
            else if (settings.Addresses.Count == 0)
                findings.Refuse([.. path, name], $"{name} has no fixed address", "give it one, or leave it out");
            else if (subject.Config.Mesh.Values.Any(m => m.Underlay == name))
                findings.Refuse([.. path, name], $"{name} carries a mesh: its tunnels would be routed into themselves", "leave it out");
        }
    }
}
