using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Router.Daemon.Tests.Backups;

/// <summary>OpenSSH's sshd on loopback, for files and nothing else.</summary>
internal sealed class SftpServer : IDisposable
{
    private const string Program = "/usr/sbin/sshd";

    private readonly string folder = Directory.CreateTempSubdirectory("sftp-").FullName;
    private readonly Process process;

    /// <param name="authorized">A line of <c>authorized_keys</c>.</param>
    public SftpServer(string authorized)
    {
        Assert.SkipUnless(File.Exists(Program) && Environment.IsPrivilegedProcess, "wants /usr/sbin/sshd and root");
        Assert.Equal(0, Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", Path.Combine(folder, "host")));
        File.WriteAllText(Path.Combine(folder, "authorized"), $"{authorized}\n");
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }
        Directory.CreateDirectory("/run/sshd");
        Directory.CreateDirectory(Files);
        var config = Path.Combine(folder, "config");
        File.WriteAllText(config, $"""
            ListenAddress 127.0.0.1:{Port}
            HostKey {Path.Combine(folder, "host")}
            AuthorizedKeysFile {Path.Combine(folder, "authorized")}
            Subsystem sftp internal-sftp
            ForceCommand internal-sftp
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PidFile none
            """);
        process = Process.Start(new ProcessStartInfo(Program, ["-D", "-e", "-f", config]) { RedirectStandardError = true })!;
        while (process.StandardError.ReadLine() is { } line && !line.Contains("listening", StringComparison.Ordinal))
            continue;
        _ = process.StandardError.ReadToEndAsync();
    }

    public int Port { get; }

    /// <summary>A folder for what is written.</summary>
    public string Files => Path.Combine(folder, "files");

    public string HostKey => string.Join(' ', File.ReadAllText(Path.Combine(folder, "host.pub")).Split(' ')[..2]);

    public void Dispose()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static int Run(string program, params string[] arguments)
    {
        using var run = Process.Start(program, arguments);
        run.WaitForExit();
        return run.ExitCode;
    }
}
