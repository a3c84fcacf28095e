using Router.Core.Boards;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Lists.Checks;
using Router.Features.Validation;

namespace Router.Features.Lists.Build;

/// <summary>Lists that others keep. The daemon fetches them: a document says only where they are.</summary>
internal sealed class ListsFeature : IOptionalFeature
{
    public string Path => "services lists";

    public bool IsWanted(RouterConfig config) => config.Services.Lists.Count > 0;

    public IReadOnlyList<SectionValidator> Checks { get; } = [new ListsValidator()];

    public PackageNames Packages { get; } = new()
    {
        Common = ["curl"],
        Alpine = ["ca-certificates-bundle"],
        Lab = ["ca-certificates"],
    };
}
