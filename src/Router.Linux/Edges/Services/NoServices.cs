using Router.Core.State;

namespace Router.Linux.Edges.Services;

/// <summary>A machine that OpenRC does not run: service files are written and checked, and nothing is started or stopped.</summary>
public sealed class NoServices : IServiceManager
{
    public bool Manages => false;

    public bool IsRunning(string service) => false;

    public bool GaveUp(string service) => false;

    public IReadOnlyList<string> Marks(string service) => [];

    public Task StartAsync(string service, CancellationToken stopping) => Task.CompletedTask;

    public Task StopAsync(string service, CancellationToken stopping) => Task.CompletedTask;

    public Task RefreshAsync(string service, ServiceChange how, CancellationToken stopping) => Task.CompletedTask;
}
