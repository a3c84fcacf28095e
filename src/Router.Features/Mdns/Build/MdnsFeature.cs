using Router.Core.Boards;
using Router.Core.State;
using Router.Core.Values;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Mdns.Checks;
using Router.Features.Validation;

namespace Router.Features.Mdns.Build;

/// <summary>Multicast DNS across zones.</summary>
internal sealed class MdnsFeature : IOptionalFeature
{
    private const ushort Port = 5353;

    public string Path => "services mdns";

    public bool IsWanted(RouterConfig config) => config.Services.Mdns is not null;

    public IReadOnlyList<SectionValidator> Checks { get; } = [new MdnsValidator()];

    public IEnumerable<Listener> Listeners(RouterConfig config) =>
        config.Services.Mdns is { } mdns ? [new("mdns", Port) { Protocol = TransportProtocol.Udp, Zones = mdns.Zones }] : [];

    /// <summary>The package of the script would bring D-Bus.</summary>
    public PackageNames Packages { get; } = new() { Alpine = ["avahi", "!avahi-openrc"], Lab = ["avahi-daemon"] };

    public IReadOnlyList<ServiceAccount> Accounts { get; } = [new("avahi", 709, 709)];

    public IEnumerable<DesiredService> Services(BuildInput input) => [Avahi.Build(input)];
}
