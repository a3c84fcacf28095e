namespace Router.Controller.Audit;

/// <summary>The log of what was done, one for all controllers.</summary>
internal interface IAuditGrain : IGrainWithIntegerKey
{
    /// <summary>Adds an entry. When it is done, the entry is kept.</summary>
    /// <param name="by">Who.</param>
    /// <param name="verb">Did what.</param>
    /// <param name="devices">With which devices or operators.</param>
    /// <param name="detail">How, in words.</param>
    Task WriteAsync(string by, string verb, string[] devices, string detail);

    /// <summary>All lines, the oldest first.</summary>
    Task<string[]> LinesAsync();
}

/// <summary>Some hundred lines of the log, by number.</summary>
internal interface IAuditPageGrain : IGrainWithIntegerKey
{
    Task AppendAsync(string line);

    Task<string[]> LinesAsync();
}
