namespace Router.Daemon.Logs;

/// <summary>The log of services, read on from where it was read last.</summary>
internal interface ISystemLog
{
    /// <summary>Whole lines that came since.</summary>
    IAsyncEnumerable<string> ReadAsync(CancellationToken stopping);

    /// <summary>What is there is not read.</summary>
    void Skip();
}
