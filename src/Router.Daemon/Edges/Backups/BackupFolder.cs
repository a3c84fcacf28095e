using Router.Daemon.Backups;

namespace Router.Daemon.Edges.Backups;

/// <summary>The folder of a stick or disk that backups are kept in.</summary>
/// <param name="place">Its path on this machine.</param>
/// <param name="name">What people call it.</param>
/// <param name="mounts">What <c>/proc/self/mountinfo</c> says now.</param>
internal sealed class BackupFolder(string place, string name, Func<string> mounts) : IBackupPlace
{
    private readonly Disk disk = new();

    // A stick that hangs keeps who waits for it, and nothing else.
    public Task<byte[]?> ReadAsync(string name, CancellationToken stopping) =>
        Task.Run(() => disk.Read(Path.Combine(Checked(), name)), CancellationToken.None).WaitAsync(stopping);

    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken stopping) =>
        Task.Run(() => Write(name, content.Span), CancellationToken.None).WaitAsync(stopping);

    private void Write(string file, ReadOnlySpan<byte> content)
    {
        var (files, path) = (new DurableFile(disk), Path.Combine(Checked(), file));
        files.Stage($"{path}.new", content);
        files.Publish($"{path}.new", path);
    }

    /// <summary>What lies on the root's own file system is in memory alone on a router.</summary>
    private string Checked()
    {
        if (MountTable.PlaceOf(place, mounts()) == "/")
            throw new IOException($"nothing is mounted at {name}, so a backup there would be gone with the next boot");
        return Directory.Exists(place) ? place : throw new IOException($"{name} is no folder");
    }
}
