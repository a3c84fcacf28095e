using Router.Core.State;
using Router.Features.Building;
using Router.Features.Interfaces.Checks;
using Router.Features.Validation;

namespace Router.Features.Interfaces.Build;

/// <summary>Links, and addresses by DHCP.</summary>
internal sealed class InterfacesFeature : IFeature
{
    public string Path => "interfaces";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new InterfaceValidator(), new NeighbourValidator(), new EthernetValidator()];

    public IEnumerable<DesiredService> Services(BuildInput input) => DhcpClients.Build(input.Config, input.Topology, input.Context);
}
