using Router.Core.Boards;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Dns.Checks;
using Router.Features.Validation;

namespace Router.Features.Dns.Build;

/// <summary>Names and leases: one program does both.</summary>
internal sealed class DnsFeature : IFeature
{
    private const ushort Port = 53;

    public string Path => "services dns";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new DnsValidator()];

    public IEnumerable<Listener> Listeners(RouterConfig config) =>
        config.Services.Dns is null ? [] : [new("dns", Port)];

    public PackageNames Packages { get; } = new() { Alpine = ["dnsmasq"], Lab = ["dnsmasq-base"] };

    public IReadOnlyList<ServiceAccount> Accounts { get; } = [new("dnsmasq", 100, 101)];

    public IEnumerable<DesiredService> Services(BuildInput input) => [Dnsmasq.Build(input.Config, input.Topology)];
}
