using Router.Features.Building;
using Router.Features.Shaping.Checks;
using Router.Features.Validation;

namespace Router.Features.Shaping.Build;

/// <summary>The pace of lines.</summary>
internal sealed class ShapingFeature : IFeature
{
    public string Path => "interfaces";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new ShapingValidator()];
}
