namespace Router.Daemon.Edges;

/// <summary>The medium that the router was started from, as far as the state is kept there beside the state directory.</summary>
internal interface IMedium
{
    /// <summary>False: there is none, as in a container.</summary>
    bool Exists { get; }

    /// <summary>Differs whenever a file of the state does.</summary>
    string Stamp();

    /// <summary>Writes what is not there yet, durable when it returns; null: done, otherwise why not.</summary>
    Task<string?> KeepAsync(CancellationToken stopping);

    /// <summary>Bytes that the state directory has left; null: it cannot be told.</summary>
    long? Free();
}
