using Router.Api.Contract;
using Router.Core.State;
using Router.Daemon.Edges;
using Router.Daemon.Engine;

namespace Router.Daemon.Status.Services;

/// <summary>Services that this daemon manages: whether they should run, whether they do, and why not.</summary>
internal sealed class ServiceReader(ConfigurationEngine engine, Device device) : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowServices>(async (_, _) => await ReadAsync(CancellationToken.None))];

    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken stopping) =>
        [.. (await ReadAsync(stopping)).Items.Select(s => s.Name)];

    public async Task<Response.Services> ReadAsync(CancellationToken stopping)
    {
        var (desired, observed) = await device.ObserveAsync(engine.Running.Content, stopping);
        return new Response.Services(
            [.. desired.Services.Where(s => s.OnChange != ServiceChange.None).Select(s => Status(s, observed)).Where(IsShown)]);
    }

    // A DHCP client that could run on a link, and is not to, is not shown.
    private static bool IsShown(ServiceStatus service) =>
        service.Wanted || service.Running || !service.Name.Contains('.', StringComparison.Ordinal);

    private ServiceStatus Status(DesiredService service, ObservedState observed)
    {
        var running = observed.Services.TryGetValue(service.Name, out var found) && found.Running;
        var pid = running ? ProcessFiles.Find(service) : null;
        return new ServiceStatus(
            service.Name, service.Running, running, pid, pid is { } id ? ProcessFiles.AgeSeconds(id, MachineFiles.UptimeSeconds()) : null,
            running || !service.Running ? null : Reason(service.Name));
    }

    private string Reason(string name) =>
        device.Failures.TryGetValue(name, out var reason) ? reason
        : !engine.ServicesReady ? "starts with the boot"
        : "it has stopped by itself; show log may say why";
}
