namespace Router.Daemon.Edges;

/// <summary>
/// The file system as the state directory needs it: what lasts is said, so that a test can take away all that was not.
/// Paths are absolute. Errors are <see cref="IOException"/>, those of access too.
/// </summary>
internal interface IDisk
{
    /// <summary>Null: there is no such file.</summary>
    byte[]? Read(string path);

    /// <summary>Null: there is no such file.</summary>
    (long Length, DateTimeOffset Written)? Stat(string path);

    /// <summary>Names of the files in a folder, in no order; none where it is not there.</summary>
    IReadOnlyList<string> Names(string folder);

    /// <summary>With the folders above it, for the owner alone.</summary>
    void MakeFolder(string path);

    /// <summary>Makes or replaces a file, mode 0600. Nothing of it is sure to last.</summary>
    void Write(string path, ReadOnlySpan<byte> content);

    /// <summary>What the file holds lasts from here on, but not its name.</summary>
    void Sync(string path);

    /// <summary>In place of what is there; whole or not at all.</summary>
    void Rename(string from, string to);

    void Delete(string path);

    /// <summary>The names in the folder last from here on.</summary>
    void SyncFolder(string path);
}
