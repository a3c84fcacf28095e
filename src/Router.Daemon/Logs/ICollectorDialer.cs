namespace Router.Daemon.Logs;

/// <summary>Opens ways to collectors.</summary>
internal interface ICollectorDialer
{
    /// <exception cref="IOException">It is not there, or is not who it should be.</exception>
    Task<ICollectorLine> OpenAsync(Collector collector, CancellationToken stopping);
}
