using System.Globalization;
using Router.Daemon.Backups;
using Router.Features.Backups;
using Router.Linux.Edges.Processes;

namespace Router.Daemon.Edges.Backups;

/// <summary>
/// A folder of a server, by the system's <c>sftp</c>. The router logs in with its own key; the server is whoever has the key that the
/// document says.
/// </summary>
/// <param name="server">Where.</param>
/// <param name="hostKey">The server's public key.</param>
/// <param name="identity">The router's private key, a file.</param>
/// <param name="work">A folder in memory for what goes there and comes back.</param>
internal sealed class BackupServer(BackupTarget.Server server, string hostKey, string identity, string work) : IBackupPlace
{
    private const int ConnectSeconds = 15;

    private readonly Disk disk = new();

    private string KnownHosts => Path.Combine(work, "known_hosts");

    public async Task<byte[]?> ReadAsync(string name, CancellationToken stopping)
    {
        var copy = Path.Combine(work, "read");
        disk.MakeFolder(work);
        disk.Delete(copy);
        try
        {
            // Where there is none, the copy is not there afterwards: the dash has sftp go on.
            await RunAsync([$"-get \"{On(name)}\" \"{copy}\""], stopping);
            return disk.Read(copy);
        }
        finally
        {
            disk.Delete(copy);
        }
    }

    public async Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken stopping)
    {
        var copy = Path.Combine(work, "write");
        disk.MakeFolder(work);
        disk.Write(copy, content.Span);
        try
        {
            await RunAsync(
                [.. Folders().Select(folder => $"-mkdir \"{folder}\""), $"put -fp \"{copy}\" \"{On(name)}.new\"",
                    $"rename \"{On(name)}.new\" \"{On(name)}\""],
                stopping);
        }
        finally
        {
            disk.Delete(copy);
        }
    }

    private string On(string name) => server.Path.Length == 0 ? name : $"{server.Path.TrimEnd('/')}/{name}";

    /// <summary>Each folder on the way to it, from above.</summary>
    private IEnumerable<string> Folders()
    {
        for (var at = server.Path.IndexOf('/', 1); at > 0; at = server.Path.IndexOf('/', at + 1))
            yield return server.Path[..at];
        if (server.Path.Trim('/').Length > 0)
            yield return server.Path;
    }

    private async Task RunAsync(string[] commands, CancellationToken stopping)
    {
        disk.Write(KnownHosts, System.Text.Encoding.ASCII.GetBytes($"{KnownName()} {string.Join(' ', hostKey.Split(' ')[..2])}\n"));
        var (code, _, error) = await ProgramRunner.RunAsync(
            "sftp",
            [
                "-F", "none", "-b", "-", "-i", identity, "-P", server.Port.ToString(CultureInfo.InvariantCulture),
                .. Options().SelectMany(option => (string[])["-o", option]), $"{server.User}@{server.Name}",
            ],
            string.Concat(commands.Select(command => $"{command}\n")), stopping);
        if (code != 0)
            throw new IOException(Why(error, code));
    }

    private IEnumerable<string> Options() =>
    [
        "BatchMode=yes", "LogLevel=ERROR", "IdentitiesOnly=yes", "PreferredAuthentications=publickey", "StrictHostKeyChecking=yes",
        $"UserKnownHostsFile={KnownHosts}", "GlobalKnownHostsFile=none", $"ConnectTimeout={ConnectSeconds}", "ServerAliveInterval=10",
        "UpdateHostKeys=no",
    ];

    private string KnownName() => server.Port == BackupTargets.UsualPort ? server.Host : $"[{server.Host}]:{server.Port}";

    /// <summary>What ssh said, in the words of the document where it is the document's to change.</summary>
    private string Why(string error, int code)
    {
        if (error.Contains("Host key verification failed", StringComparison.Ordinal))
            return $"{server.Host} has another key than host-key says: it is not {server.Host}, or it has a new one";
        if (error.Contains("Permission denied (", StringComparison.Ordinal))
            return $"{server.Host} does not let {server.User} in: the key that 'show backup' prints belongs to its authorized_keys";
        var last = error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault(line => !line.StartsWith("Connection closed", StringComparison.Ordinal));
        return $"{server.Host}: {last ?? $"sftp ended with {code}"}";
    }
}
