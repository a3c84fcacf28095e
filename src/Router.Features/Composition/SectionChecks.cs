using Router.Features.Firewall.Checks;
using Router.Features.Interfaces.Checks;
using Router.Features.Mesh.Checks;
using Router.Features.Routes.Checks;
using Router.Features.Routing.Checks;
using Router.Features.Services.Checks;
using Router.Features.SystemSettings.Checks;
using Router.Features.Validation;

namespace Router.Features.Composition;

/// <summary>What is checked of a document, feature by feature in the order of its keys.</summary>
internal static class SectionChecks
{
    public static readonly IReadOnlyList<SectionValidator> All =
    [
        new SystemValidator(), new HardeningValidator(), new InterfaceValidator(), new RouteValidator(), new RoutingValidator(), new FirewallValidator(),
        new NatValidator(), new DhcpValidator(), new ServicesValidator(), new ReachValidator(), new MeshValidator(), new BgpValidator(),
    ];
}
