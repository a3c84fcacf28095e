using Router.Core.State;
using Router.Features.Building;
using Router.Features.SystemSettings.Checks;
using Router.Features.Validation;

namespace Router.Features.SystemSettings.Build;

/// <summary>Who the router is, and how much it takes from outside.</summary>
internal sealed class SystemFeature : IFeature
{
    public string Path => "system";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new SystemValidator(), new HardeningValidator(), new SysctlValidator()];

    public IEnumerable<DesiredService> Services(BuildInput input) => [SystemFiles.Build(input.Config)];
}
