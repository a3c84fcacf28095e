using Router.Core.Boards;
using Router.Core.State;
using Router.Features.Building;

namespace Router.Features.Interfaces.Build;

/// <summary>Addresses and prefixes from the router outside.</summary>
internal sealed class Ipv6Feature : IFeature
{
    public string Path => "interfaces";

    public PackageNames Packages { get; } = new() { Alpine = ["dhcpcd"], Lab = ["dhcpcd-base"] };

    public IReadOnlyList<ServiceAccount> Accounts { get; } = [new("dhcpcd", 703, 703) { Home = "/var/lib/dhcpcd" }];

    public IEnumerable<DesiredService> Services(BuildInput input) => [Ipv6Client.Build(input.Config, input.Topology)];
}
