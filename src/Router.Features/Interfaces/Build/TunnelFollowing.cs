using Router.Features.Configuration;
using Router.Features.Interfaces.Kinds.Tunnels;

namespace Router.Features.Interfaces.Build;

/// <summary>What of a document follows something that only the device knows.</summary>
public static class TunnelFollowing
{
    /// <summary>Some tunnel leaves with an address that may change.</summary>
    public static bool Addresses(RouterConfig config) => config.Interfaces.Values.Any(i => i is { Enabled: true, Made.Underlay: not null });

    /// <summary>Hosts that tunnels call by their names.</summary>
    public static IEnumerable<string> Names(RouterConfig config) => config.Interfaces.Values
        .Where(i => i.Enabled).Select(i => (i.Made as DsLiteConfig)?.AftrName).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);
}
