using Router.Core.Boards;
using Router.Core.State;
using Router.Features.Building;

namespace Router.Features.Dnsmasq.Build;

/// <summary>Names, leases and what else one small program does for several features: they say what, each for itself.</summary>
internal sealed class DnsmasqFeature(params IReadOnlyList<IDnsmasqClient> clients) : IFeature
{
    public string Path => "services dns";

    public PackageNames Packages { get; } = new() { Alpine = ["dnsmasq"], Lab = ["dnsmasq-base"] };

    public IReadOnlyList<ServiceAccount> Accounts { get; } = [new("dnsmasq", 701, 701)];

    public IEnumerable<DesiredService> Services(BuildInput input) => [DnsmasqService.Build(clients, input.Config, input.Topology)];
}
