using Router.Features.Building;
using Router.Features.Dhcpv6.Checks;
using Router.Features.Validation;

namespace Router.Features.Dhcpv6.Build;

/// <summary>IPv6 addresses for hosts, by DHCPv6.</summary>
internal sealed class Dhcpv6Feature : IFeature
{
    public string Path => "services dhcpv6";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new Dhcpv6Validator()];
}
