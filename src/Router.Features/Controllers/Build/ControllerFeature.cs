using Router.Core.Boards;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Controllers.Checks;
using Router.Features.Validation;

namespace Router.Features.Controllers.Build;

/// <summary>A controller. The daemon asks it, by curl: a document says only where it is.</summary>
internal sealed class ControllerFeature : IOptionalFeature
{
    public string Path => "system controller";

    public bool IsWanted(RouterConfig config) => config.System.Controller is not null;

    public IReadOnlyList<SectionValidator> Checks { get; } = [new ControllerValidator()];

    public PackageNames Packages { get; } = new() { Common = ["curl"] };
}
