using Router.Core.State;

namespace Router.Linux.Edges.Services;

/// <summary>Starts and stops services by the names of their scripts.</summary>
public interface IServiceManager
{
    /// <summary>False: nothing here starts services, and whether they run is not asked.</summary>
    bool Manages { get; }

    bool IsRunning(string service);

    /// <summary>It ended so often by itself that its supervisor starts it no more.</summary>
    bool GaveUp(string service);

    /// <summary>Files that come or go when the service starts or ends.</summary>
    IReadOnlyList<string> Marks(string service);

    /// <exception cref="Core.Edges.ApplyException">It does not start; with its own words.</exception>
    Task StartAsync(string service, CancellationToken stopping);

    /// <exception cref="Core.Edges.ApplyException">It does not stop.</exception>
    Task StopAsync(string service, CancellationToken stopping);

    /// <exception cref="Core.Edges.ApplyException">It does not take the change.</exception>
    Task RefreshAsync(string service, ServiceChange how, CancellationToken stopping);
}
