using Router.Daemon.Backups;

namespace Router.Daemon.Edges;

/// <summary>The SSH host key of this router and its public line, where sshd has them.</summary>
/// <param name="path">Of the key.</param>
/// <param name="disk">Where it is.</param>
internal sealed class HostKeyFiles(string path, IDisk disk)
{
    private const string Staged = ".restored";
    private readonly DurableFile files = new(disk);

    private string Path => path;

    /// <summary>Null: there is none yet, or none that could be used.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public HostKey? Read() => disk.Read(path) is { } file ? HostKey.TryRead(file) : null;

    /// <summary>Writes it beside its place. Nobody uses it before <see cref="StagedHostKey.Publish"/>.</summary>
    /// <exception cref="IOException">The disk is full, read-only or not there.</exception>
    public StagedHostKey Stage(HostKey key)
    {
        disk.MakeFolder(System.IO.Path.GetDirectoryName(path)!);
        files.Stage(path + Staged, key.Text);
        try
        {
            files.Stage($"{path}.pub{Staged}", key.PublicLine);
        }
        catch (IOException)
        {
            files.TryDelete(path + Staged);
            throw;
        }
        return new StagedHostKey(this);
    }

    internal sealed class StagedHostKey(HostKeyFiles place) : IDisposable
    {
        /// <exception cref="IOException">The file system refused.</exception>
        public void Publish()
        {
            place.files.Publish($"{place.Path}.pub{Staged}", $"{place.Path}.pub");
            place.files.Publish(place.Path + Staged, place.Path);
        }

        /// <summary>Forgets it where it was not published.</summary>
        public void Dispose()
        {
            place.files.TryDelete(place.Path + Staged);
            place.files.TryDelete($"{place.Path}.pub{Staged}");
        }
    }
}
