using System.Text;

namespace Router.Daemon.Edges;

/// <summary>
/// Files that survive a power cut whole: written beside their place, synced, renamed, and the folder synced. What was
/// there before is there until the rename.
/// </summary>
internal sealed class DurableFile(IDisk disk)
{
    /// <summary>Writes and syncs <paramref name="path"/> itself; for a file that <see cref="Publish"/> renames later. Mode 0600.</summary>
    /// <exception cref="IOException">The disk is full, read-only or not there. Nothing is left behind.</exception>
    public void Stage(string path, string content) => Stage(path, Encoding.UTF8.GetBytes(content));

    /// <summary>As above.</summary>
    public void Stage(string path, ReadOnlySpan<byte> content)
    {
        try
        {
            disk.Write(path, content);
            disk.Sync(path);
        }
        catch (IOException exception)
        {
            TryDelete(path);
            throw new IOException($"cannot write {path}: {exception.Message}", exception);
        }
    }

    /// <summary>Puts a staged file in its place. One that is there already is none: it may be tried again after an error.</summary>
    /// <exception cref="IOException">The file system refused; the staged file is still there.</exception>
    public void Publish(string staged, string path)
    {
        if (disk.Stat(staged) is not null)
            disk.Rename(staged, path);
        disk.SyncFolder(Path.GetDirectoryName(path)!);
    }

    public void TryDelete(string path)
    {
        try
        {
            disk.Delete(path);
        }
        catch (IOException)
        {
            // A leftover that the next write replaces; the reason for being here is already on its way to the caller.
        }
    }
}
