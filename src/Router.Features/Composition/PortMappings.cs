using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Mappings.Build;

namespace Router.Features.Composition;

/// <summary>Port mappings of a document, which stay off the ports that the router itself hears at.</summary>
public static class PortMappings
{
    /// <summary>Null: hosts may ask for none.</summary>
    public static MappingSettings? Of(RouterConfig config, Topology topology) =>
        MappingSettings.Of(config, topology, FeatureList.All.Listeners(config));
}
