using Router.Daemon.Backups;
using Router.Features.Backups;

namespace Router.Daemon.Edges.Backups;

/// <summary>From what a document says to what can be written to.</summary>
/// <param name="paths">Of this machine.</param>
/// <param name="identity">Whose key a server is shown.</param>
/// <param name="mounts">What <c>/proc/self/mountinfo</c> says now.</param>
internal sealed class BackupPlaceOpener(RuntimePaths paths, DeviceIdentity identity, Func<string> mounts)
{
    /// <exception cref="IOException">The router's key cannot be read or made.</exception>
    public IBackupPlace Open(BackupConfig wanted) => wanted.To switch
    {
        BackupTarget.Folder folder => new BackupFolder(paths.InRoot(folder.Path.TrimEnd('/')), folder.Path, mounts),
        BackupTarget.Stick stick => new BackupStick(stick, paths),
        BackupTarget.Server server => new BackupServer(
            server, wanted.HostKey ?? throw new IOException("the server's host-key is not set"), identity.KeyFile(),
            Path.Combine(Path.GetDirectoryName(paths.Socket)!, "backup")),
        _ => throw new InvalidOperationException($"no place of backups: {wanted.To}"),
    };
}
