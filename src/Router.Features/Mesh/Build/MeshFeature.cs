using Router.Core.Boards;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Mesh.Checks;
using Router.Features.Validation;

namespace Router.Features.Mesh.Build;

/// <summary>Meshes (DMVPN), and their protection.</summary>
internal sealed class MeshFeature : IFeature
{
    public string Path => "mesh";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new MeshValidator(), new BgpValidator()];

    public PackageNames Packages { get; } = new()
    {
        Alpine = ["strongswan"],
        Lab = ["strongswan-charon", "strongswan-swanctl", "libstrongswan-standard-plugins"],
    };

    public IReadOnlyList<ServiceAccount> Accounts { get; } = [new("strongswan", 704, 704)];

    public IEnumerable<DesiredService> Services(BuildInput input) => [StrongSwan.Build(input.Config)];
}
