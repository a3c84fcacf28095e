using Router.Core.Boards;
using Router.Core.State;
using Router.Core.Values;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Ntp.Checks;
using Router.Features.Validation;

namespace Router.Features.Ntp.Build;

/// <summary>The clock, and the time for hosts.</summary>
internal sealed class NtpFeature : IFeature
{
    private const ushort Port = 123;

    public string Path => "system ntp";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new NtpValidator()];

    public IEnumerable<Listener> Listeners(RouterConfig config) =>
        config.Services.Ntp is { } ntp ? [new("ntp", Port) { Protocol = TransportProtocol.Udp, Zones = ntp.Zones }] : [];

    public PackageNames Packages { get; } = new() { Common = ["chrony"] };

    public IReadOnlyList<ServiceAccount> Accounts { get; } = [new("chrony", 702, 702) { Home = "/var/lib/chrony" }];

    public IEnumerable<DesiredService> Services(BuildInput input) => [Chrony.Build(input.Config)];
}
