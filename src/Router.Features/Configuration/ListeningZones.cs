using Router.Features.FileShares;

namespace Router.Features.Configuration;

/// <summary>Where services listen, with what they do by default worked out.</summary>
internal static class ListeningZones
{
    /// <summary>None given: every zone that is not masqueraded.</summary>
    public static IEnumerable<string> Of(RouterConfig config, FilesConfig files) => files.Zones.Count > 0
        ? files.Zones
        : config.Interfaces.Values.Select(i => i.Zone).OfType<string>().Distinct().Except(config.Firewall.Nat.Masquerade);
}
