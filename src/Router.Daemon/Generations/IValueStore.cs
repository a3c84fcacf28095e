namespace Router.Daemon.Generations;

/// <summary>Contents by their address, which says nothing of them without this device's own key.</summary>
internal interface IValueStore
{
    /// <summary>Durable when it returns; the same content has the same address.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    string Keep(ReadOnlySpan<byte> content);

    /// <summary>The address that <see cref="Keep"/> would give.</summary>
    string AddressOf(ReadOnlySpan<byte> content);

    /// <summary>Null: it is neither kept (any more) nor lent, or damaged.</summary>
    byte[]? Find(string address);

    /// <summary>
    /// Until it is disposed <see cref="Find"/> finds these contents, and the disk knows nothing of them: what is only looked at, or not yet
    /// committed.
    /// </summary>
    IDisposable Lend(IEnumerable<byte[]> contents);
}
