using Router.Features.Building;
using Router.Features.Routes.Checks;
using Router.Features.Validation;

namespace Router.Features.Routes.Build;

/// <summary>Static routes.</summary>
internal sealed class RoutesFeature : IFeature
{
    public string Path => "routes";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new RouteValidator()];
}
