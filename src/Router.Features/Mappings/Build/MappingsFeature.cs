using Router.Core.Values;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Mappings.Checks;
using Router.Features.Validation;

namespace Router.Features.Mappings.Build;

/// <summary>Ports that hosts ask for. The daemon itself answers them, so an image has nothing more for it.</summary>
internal sealed class MappingsFeature : IFeature
{
    public string Path => "services mappings";

    public IReadOnlyList<SectionValidator> Checks { get; } = [new MappingsValidator()];

    public IEnumerable<Listener> Listeners(RouterConfig config)
    {
        if (config.Services.Mappings is not { } mappings)
            yield break;
        if (mappings.Pcp)
            yield return new("mappings", MappingPorts.Pcp) { Protocol = TransportProtocol.Udp, Zones = mappings.Zones };
        if (!mappings.Upnp)
            yield break;
        yield return new("mappings", MappingPorts.Discovery) { Protocol = TransportProtocol.Udp, Zones = mappings.Zones };
        yield return new("mappings", MappingPorts.Control) { Zones = mappings.Zones };
    }
}
