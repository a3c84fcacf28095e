using Router.Core.State;

namespace Router.Testing.Kernel;

/// <summary>A state as people would see it: without index numbers, without services that never ran, in the order of names.</summary>
public static class Essence
{
    /// <summary>All of it, or only the links that a document names and what the daemon made.</summary>
    public static string Of(ObservedState state, DesiredState? named = null) => string.Join('\n',
    [
        state.Hostname, state.RulesetFingerprint ?? "no firewall",
        .. state.Links.Values.Where(l => named is null || named.Links.ContainsKey(l.Name) || l.IsOwn || l.OwnAddresses.Count > 0)
            .OrderBy(l => l.Name, StringComparer.Ordinal).Select(Link),
        .. state.Routes.Select(r => $"{r with { OnLink = false }}").Order(StringComparer.Ordinal),
        .. state.RoutingRules.Select(r => $"{r}").Order(StringComparer.Ordinal),
        .. state.Shaping.Select(s => $"{s}").Order(StringComparer.Ordinal),
        .. state.Sysctls.Where(s => s.Value != "unset").Select(s => $"{s.Key}={s.Value}"),
        .. state.Services.Where(s => s.Value.Running || s.Value.Files.Count > 0).OrderBy(s => s.Key, StringComparer.Ordinal)
            .SelectMany(s => s.Value.Files.Values.Select(f => $"{f}").Order(StringComparer.Ordinal).Prepend($"{s.Key} {s.Value.Running}")),
    ]);

    private static string Link(ObservedLink link) =>
        $"{link.Name} {link.Kind} {link.Settings} {link.Alias} {link.Master} {link.Mtu} {link.Up} {string.Join(',', link.Vlans)} {Addresses(link)}";

    /// <summary>Of IPv4 the order within a network counts, and whose it is; of IPv6 it does not.</summary>
    private static string Addresses(ObservedLink link) =>
        string.Join(' ', link.Addresses.OrderBy(a => $"{a.Network}{(a.IsIPv6 ? $"{a}" : "")}", StringComparer.Ordinal)
            .Select(a => $"{a}{(link.OwnAddresses.Contains(a) ? "" : " foreign")}"));
}
