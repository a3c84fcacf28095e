using Router.Features.Building;
using Router.Features.Schedules.Checks;
using Router.Features.Validation;

namespace Router.Features.Schedules.Build;

/// <summary>What is done by the clock. The daemon does it.</summary>
internal sealed class ScheduleFeature : IFeature
{
    public string Path => "system schedule";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new ScheduleValidator()];
}
