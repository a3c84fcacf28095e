using Router.Core.State;

namespace Router.Linux.Edges.Services;

/// <summary>
/// A machine that OpenRC does not run: files are written and checked, and nothing is started. What was asked for is remembered, so
/// that the plan is done afterwards. <paramref name="warn"/> hears of it once.
/// </summary>
public sealed class NoServices(Action<string> warn) : IServiceManager
{
    private readonly HashSet<string> running = [];
    private bool warned;

    public bool IsRunning(string service) => running.Contains(service);

    public Task StartAsync(string service, CancellationToken stopping)
    {
        if (!warned)
            warn("OpenRC does not run this machine: service files are written and checked, but no service is started");
        warned = true;
        running.Add(service);
        return Task.CompletedTask;
    }

    public Task StopAsync(string service, CancellationToken stopping)
    {
        running.Remove(service);
        return Task.CompletedTask;
    }

    public Task RefreshAsync(string service, ServiceChange how, CancellationToken stopping) => Task.CompletedTask;
}
