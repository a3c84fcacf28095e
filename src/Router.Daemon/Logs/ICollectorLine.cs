namespace Router.Daemon.Logs;

/// <summary>A way to a collector that is open.</summary>
internal interface ICollectorLine : IAsyncDisposable
{
    /// <summary>A message as RFC 5424 has it, without what a stream puts in front.</summary>
    /// <exception cref="IOException">It broke; the message may have gone or not.</exception>
    Task SendAsync(byte[] message, CancellationToken stopping);
}
