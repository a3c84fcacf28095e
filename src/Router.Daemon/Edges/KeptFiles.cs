namespace Router.Daemon.Edges;

/// <summary>
/// Files of one folder that are replaced whole and taken away, durable when a call returns. Whether a name may be one is the caller's to
/// say.
/// </summary>
internal sealed class KeptFiles(string folder, IDisk disk)
{
    private const string Staged = ".new";
    private readonly DurableFile files = new(disk);

    public IReadOnlyList<string> Names() =>
        [.. disk.Names(folder).Where(name => !name.EndsWith(Staged, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <exception cref="IOException">It cannot be written.</exception>
    public void Set(string path, string text)
    {
        disk.MakeFolder(folder);
        files.Stage(path + Staged, text);
        files.Publish(path + Staged, path);
    }

    public void Remove(string path)
    {
        if (disk.Stat(path) is null)
            return;
        disk.Delete(path);
        disk.SyncFolder(folder);
    }
}
