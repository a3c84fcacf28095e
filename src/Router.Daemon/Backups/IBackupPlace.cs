using Router.Core.Edges;

namespace Router.Daemon.Backups;

/// <summary>Where backups are kept: a folder that is mounted, a stick, a server.</summary>
internal interface IBackupPlace
{
    /// <summary>Null: there is no such file.</summary>
    /// <exception cref="IOException">The place is not there, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, where the file system does not allow it.</exception>
    /// <exception cref="ApplyException">A program that is needed for it cannot be run, or does not end.</exception>
    Task<byte[]?> ReadAsync(string name, CancellationToken stopping);

    /// <summary>Durable when it returns; whole or not at all, for its owner alone where the place knows owners.</summary>
    /// <exception cref="IOException">The place is not there, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">As above.</exception>
    /// <exception cref="ApplyException">As above.</exception>
    Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken stopping);
}
