using Router.Api.Contract;

namespace Router.Daemon.Edges;

/// <summary>What people have done to the machine that no configuration says.</summary>
internal interface IOperations
{
    /// <summary>Stops and starts a service, and returns when it runs.</summary>
    /// <exception cref="Core.Edges.ApplyException">It does not start.</exception>
    Task RestartAsync(string service, CancellationToken stopping);

    /// <summary>Has a service read its files again; does nothing where it does not run.</summary>
    /// <exception cref="Core.Edges.ApplyException">It does not take them.</exception>
    Task ReloadAsync(string service, CancellationToken stopping);

    /// <summary>Begins an orderly end; returns before it comes.</summary>
    Task PowerAsync(bool again, CancellationToken stopping);

    /// <summary>Asks for a mode of the next boot alone: <c>ram</c> or <c>failsafe</c>.</summary>
    /// <exception cref="Core.Edges.ApplyException">It cannot be noted on this machine.</exception>
    Task ChooseModeAsync(string mode, CancellationToken stopping);

    /// <summary>Marks the medium, so that the next boot erases all that was ever configured.</summary>
    /// <exception cref="Core.Edges.ApplyException">It cannot be marked; nothing has changed.</exception>
    Task MarkForResetAsync(CancellationToken stopping);

    IAsyncEnumerable<Response> PingAsync(string host, int? count, CancellationToken stopping);

    IAsyncEnumerable<Response> TraceRouteAsync(string host, CancellationToken stopping);

    /// <param name="device">The kernel's name of the link.</param>
    /// <exception cref="Core.Edges.ApplyException">The filter is wrong, or there is nothing to capture on.</exception>
    IAsyncEnumerable<Response> CaptureAsync(string device, string? filter, CancellationToken stopping);
}
