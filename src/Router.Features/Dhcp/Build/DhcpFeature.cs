using Router.Features.Building;
using Router.Features.Dhcp.Checks;
using Router.Features.Validation;

namespace Router.Features.Dhcp.Build;

/// <summary>Addresses for hosts.</summary>
internal sealed class DhcpFeature : IFeature
{
    public string Path => "services dhcp";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new DhcpValidator()];
}
