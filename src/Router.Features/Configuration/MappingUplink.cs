using Router.Features.Mappings;

namespace Router.Features.Configuration;

/// <summary>Which interface has the outer address that hosts ask for ports of.</summary>
internal static class MappingUplink
{
    /// <summary>Those that may be it: in a masqueraded zone, and in no VRF.</summary>
    public static IEnumerable<string> Candidates(RouterConfig config) => config.Interfaces
        .Where(i => i.Value is { Zone: { } zone, Vrf: null } && config.Firewall.Nat.Masquerade.Contains(zone))
        .Select(i => i.Key);

    /// <summary>Null: none is named, and there is not exactly one that may be it.</summary>
    public static string? Of(RouterConfig config, MappingsConfig mappings) =>
        mappings.Uplink ?? (Candidates(config).ToList() is [var only] ? only : null);
}
