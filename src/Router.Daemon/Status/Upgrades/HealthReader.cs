using Router.Api.Contract;
using Router.Core.Edges;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Status.Interfaces;
using Router.Daemon.Status.Mesh;
using Router.Daemon.Status.Routes;
using Router.Daemon.Status.Services;
using Router.Daemon.Upgrades;

namespace Router.Daemon.Status.Upgrades;

/// <summary>
/// What the router can do at this moment: the same names before and after an upgrade. A name is of what the document has, never of what a
/// provider hands out, for that may be another one after a restart.
/// </summary>
internal sealed class HealthReader(
    ConfigurationEngine engine, Device device, MeshStatusReader meshes, RuntimePaths paths, TimeProvider time)
{
    private readonly ServiceReader services = new(engine, device);
    private readonly InterfaceReader interfaces = new(engine, device);

    public async Task<IReadOnlyList<HealthFact>> ReadAsync(CancellationToken stopping) =>
    [
        .. Notes(), .. await UplinksAsync(stopping), .. await NamesAsync(stopping), .. Meshes(), .. await TunnelsAsync(stopping),
        .. await ServicesAsync(stopping), .. await LoginAsync(stopping),
    ];

    /// <summary>A complaint is a fact that is wrong for as long as it is there.</summary>
    private IEnumerable<HealthFact> Notes() =>
        engine.Notes.Concat(device.Waiting.Select(waits => $"{waits}")).Select(note => new HealthFact($"note: {note}", IsGood: false));

    private async Task<IReadOnlyList<HealthFact>> UplinksAsync(CancellationToken stopping)
    {
        try
        {
            var facts = new List<HealthFact>();
            foreach (var route in (await new RouteReader(interfaces).ReadAsync()).Items.Where(IsDefault))
            {
                var version = route.Destination.Contains(':', StringComparison.Ordinal) ? 6 : 4;
                var name = $"uplink {route.Interface ?? route.Device}, IPv{version}";
                facts.Add(new HealthFact(name, IsGood: true));
                if (route.Via is { } gateway)
                    facts.Add(
                        await HealthProbes.EchoesAsync(gateway, route.Device!, stopping)
                            ? new HealthFact($"gateway of {name}", IsGood: true)
                            : new HealthFact($"gateway of {name}", IsGood: false, $"{gateway} answers no echo request"));
            }
            // Several by one interface are one uplink.
            return [.. facts.GroupBy(fact => fact.Name).Select(same => same.OrderByDescending(fact => fact.IsGood).First())];
        }
        catch (ApplyException exception)
        {
            return [new HealthFact("routes", IsGood: false, exception.Message)];
        }
    }

    private static bool IsDefault(RouteStatus route) =>
        route is { Destination: "default" or "0.0.0.0/0" or "::/0", Device: not null };

    private async Task<IReadOnlyList<HealthFact>> NamesAsync(CancellationToken stopping)
    {
        var servers = HealthProbes.NameServers(paths.InRoot("/etc/resolv.conf"));
        if (servers.Count == 0)
            return [];
        foreach (var server in servers)
        {
            if (await HealthProbes.AnswersAsync(server, stopping))
                return [new HealthFact("name servers", IsGood: true)];
        }
        return [new HealthFact("name servers", IsGood: false, $"{string.Join(", ", servers)}: no answer")];
    }

    private IEnumerable<HealthFact> Meshes()
    {
        foreach (var mesh in ((Response.Meshes)meshes.Read(MeshTopic.Summary)).Items)
        {
            var isUp = mesh.State == "up" && (mesh.Role != "hub" || mesh.Peers > 0);
            yield return new HealthFact($"mesh {mesh.Name}", isUp, isUp ? null : mesh.Reason);
        }
    }

    private async Task<IReadOnlyList<HealthFact>> TunnelsAsync(CancellationToken stopping)
    {
        try
        {
            return [.. (await interfaces.ReadAsync(stopping)).Items.SelectMany(link => TunnelHealth.Of(link, time.GetUtcNow()))];
        }
        catch (ApplyException exception)
        {
            return [new HealthFact("tunnels", IsGood: false, exception.Message)];
        }
    }

    private async Task<IReadOnlyList<HealthFact>> ServicesAsync(CancellationToken stopping) =>
    [
        .. (await services.ReadAsync(stopping)).Items.Where(service => service.Wanted)
            .Select(service => new HealthFact($"service {service.Name}", service.Running, service.Reason)),
    ];

    private async Task<IReadOnlyList<HealthFact>> LoginAsync(CancellationToken stopping)
    {
        if (engine.Running.Content.Config.Services.Ssh is not { } ssh)
            return [];
        return await HealthProbes.GreetsAsync(ssh.Port, stopping)
            ? [new HealthFact("login by SSH", IsGood: true)]
            : [new HealthFact("login by SSH", IsGood: false, $"no SSH server greets at port {ssh.Port}")];
    }
}
