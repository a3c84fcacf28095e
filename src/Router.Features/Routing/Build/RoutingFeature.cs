using Router.Features.Building;
using Router.Features.Routing.Checks;
using Router.Features.Validation;

namespace Router.Features.Routing.Build;

/// <summary>Routing by more than the destination.</summary>
internal sealed class RoutingFeature : IFeature
{
    public string Path => "routing";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new RoutingValidator(), new UplinkValidator()];
}
