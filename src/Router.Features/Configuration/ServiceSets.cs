using Router.Documents;
using Router.Features.Firewall;

namespace Router.Features.Configuration;

/// <summary>Puts what named sets of services hold in the place of their names.</summary>
internal static class ServiceSets
{
    /// <summary>Names that no set has stay without protocols.</summary>
    public static RouterConfig Resolve(RouterConfig config)
    {
        var sets = config.Firewall.Services;
        return sets.Count == 0 ? config : config with
        {
            Firewall = Resolve(config.Firewall, sets),
            Routing = config.Routing with
            {
                Rules = [.. config.Routing.Rules.Select(rule => rule with { Service = Resolve(rule.Service, sets) })],
            },
        };
    }

    private static FirewallConfig Resolve(FirewallConfig firewall, ValueMap<string, ValueList<ServiceMatch>> sets) => firewall with
    {
        Policies = firewall.Policies
            .Select(p => KeyValuePair.Create(p.Key, p.Value with { Services = Resolve(p.Value.Services, sets) })).ToValueMap(),
        Rules = [.. firewall.Rules.Select(rule => rule with { Service = Resolve(rule.Service, sets) })],
        Marks = [.. firewall.Marks.Select(mark => mark with { Service = Resolve(mark.Service, sets) })],
        Nat = firewall.Nat with
        {
            Forwards = firewall.Nat.Forwards
                .Select(f => KeyValuePair.Create(f.Key, f.Value with { Service = Resolve(f.Value.Service, sets) })).ToValueMap(),
        },
    };

    private static ValueList<ServiceMatch> Resolve(ValueList<ServiceMatch> services, ValueMap<string, ValueList<ServiceMatch>> sets) =>
        services.Any(service => service.Set is not null) ? [.. services.Select(service => Resolve(service, sets))] : services;

    private static ServiceMatch Resolve(ServiceMatch service, ValueMap<string, ValueList<ServiceMatch>> sets) =>
        service.Set is { } set && sets.TryGetValue(set, out var held)
            ? service with { Protocols = [.. held.SelectMany(one => one.Protocols).Distinct()] }
            : service;
}
