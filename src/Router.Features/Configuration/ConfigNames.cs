using Router.Core.Boards;
using Router.Core.Edges;
using Router.Core.Shapes;
using Router.Documents.Shapes;
using Router.Features.Firewall;

namespace Router.Features.Configuration;

/// <summary>What is known outside of a document: the board's ports, the names of secrets (never their values), the set files.</summary>
public sealed record Surroundings(BoardFacts Board, IReadOnlyCollection<string>? SecretNames = null, ISetFiles? SetFiles = null)
{
    public static readonly Surroundings None = new(BoardFacts.None);
}

/// <summary>The names that a document has for the things that others refer to.</summary>
internal static class ConfigNames
{
    public static IEnumerable<(string Name, string Help)> Of(NameKind kind, RouterConfig config, Surroundings around)
    {
        if (kind == NetworkNames.Zone)
            return Zones(config);
        if (kind == NetworkNames.ZoneOrRouter || kind == NetworkNames.ZonePair)
            return Zones(config).Append((FirewallConfig.RouterZone, "the device itself"));
        if (kind == NetworkNames.Interface)
            return config.Interfaces.Select(i => (i.Key, i.Value.Description ?? "interface"));
        if (kind == NetworkNames.User)
            return config.System.Users.Select(u => (u.Key, "user"));
        if (kind == NetworkNames.Set)
            return config.Firewall.Sets.Select(s => ($"@{s.Key}", "address set"));
        if (kind == NetworkNames.ServiceSet)
            return config.Firewall.Services.Select(s => ($"@{s.Key}", "set of services"));
        if (kind == NameKind.Secret)
            return (around.SecretNames ?? []).Order(StringComparer.Ordinal).Select(name => (name, "secret"));
        return kind == NetworkNames.Device
            ? around.Board.Roles.Select(role => ($"@{role.Key}", $"the board's port {string.Join(", ", role.Value)}"))
            : [];
    }

    public static IEnumerable<(string Name, string Help)> Zones(RouterConfig config) => config.Interfaces
        .Where(i => i.Value.Zone is not null)
        .Select(i => (Zone: i.Value.Zone!, Name: i.Key))
        .Concat(config.Mesh.Select(m => (Zone: m.Value.ZoneOr(m.Key), Name: m.Key)))
        .GroupBy(i => i.Zone)
        .Select(zone => (zone.Key, $"zone of {string.Join(", ", zone.Select(i => i.Name))}"));
}
