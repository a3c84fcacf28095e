using Router.Features.Building;
using Router.Features.Leds.Checks;
using Router.Features.Validation;

namespace Router.Features.Leds.Build;

/// <summary>Lamps of the machine.</summary>
internal sealed class LedFeature : IFeature
{
    public string Path => "system leds";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new LedValidator()];
}
