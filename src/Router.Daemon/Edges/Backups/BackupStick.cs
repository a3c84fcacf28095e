using Router.Daemon.Backups;
using Router.Features.Backups;
using Router.Linux.Edges.Processes;

namespace Router.Daemon.Edges.Backups;

/// <summary>A stick that is found by its label, mounted while something is read or written, and may be pulled at any other time.</summary>
internal sealed class BackupStick(BackupTarget.Stick stick, RuntimePaths paths) : IBackupPlace
{
    private readonly string program = paths.InRoot("usr/libexec/router/stick");

    public Task<byte[]?> ReadAsync(string name, CancellationToken stopping) =>
        WithAsync(folder => folder.ReadAsync(name, stopping), stopping);

    public Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken stopping) => WithAsync(
        async folder =>
        {
            await folder.WriteAsync(name, content, stopping);
            return true;
        },
        stopping);

    private async Task<T> WithAsync<T>(Func<BackupFolder, Task<T>> use, CancellationToken stopping)
    {
        var mounted = await RunAsync("mount", stick.Label, stopping);
        try
        {
            var folder = Path.Join(mounted, stick.Path);
            Directory.CreateDirectory(folder);
            return await use(new BackupFolder(folder, $"{stick}", MachineFiles.Mounts));
        }
        finally
        {
            await RunAsync("unmount", stick.Label, CancellationToken.None);
        }
    }

    /// <summary>What it prints: where it is mounted.</summary>
    private async Task<string> RunAsync(string verb, string label, CancellationToken stopping)
    {
        var (code, output, error) = await ProgramRunner.RunAsync(program, [verb, label], "", stopping);
        return code == 0
            ? output.Trim()
            : throw new IOException(error.Trim() is { Length: > 0 } why ? why : $"{program} ended with {code}");
    }
}
