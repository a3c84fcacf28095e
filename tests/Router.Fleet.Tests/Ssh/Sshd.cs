using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Router.Fleet.Tests.Ssh;

/// <summary>
/// A real sshd on loopback whose only command is a shell script that behaves like a router: it keeps its state in files of
/// its folder. <see cref="Disposable"/> things end with it.
/// </summary>
internal sealed class Sshd : IDisposable
{
    private const string Program = "/usr/sbin/sshd";

    private readonly string folder = Directory.CreateTempSubdirectory("fleet-sshd-").FullName;
    private Process? process;

    private Sshd()
    {
        Generate("host");
        Generate("client");
        File.Copy(this["client.pub"], this["authorized"]);
        File.WriteAllText(this["running"], "old\n");
        File.WriteAllText(this["router"], RouterScript);
        File.SetUnixFileMode(this["router"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Port = FreePort();
        File.WriteAllText(this["config"], $"""
            ListenAddress 127.0.0.1:{Port}
            HostKey {this["host"]}
            AuthorizedKeysFile {this["authorized"]}
            ForceCommand {this["router"]} {folder}
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PidFile none
            """);
        Start();
    }

    public static bool Available => File.Exists(Program) && Environment.IsPrivilegedProcess;

    public int Port { get; }

    public string this[string name] => Path.Combine(folder, name);

    public string KnownHostsLine => $"[127.0.0.1]:{Port} {string.Join(' ', File.ReadAllText(this["host.pub"]).Split(' ')[..2])}";

    public static Sshd Launch()
    {
        Assert.SkipUnless(Available, "wants /usr/sbin/sshd and root");
        return new Sshd();
    }

    /// <summary>What the script answers to a command, as a whole; <c>{input}</c> stands for nothing: stdin is kept in a file.</summary>
    public void Answer(string command, string json, int exitCode = 0)
    {
        File.WriteAllText(this[$"answer-{command}"], json);
        File.WriteAllText(this[$"code-{command}"], $"{exitCode}");
    }

    /// <summary>The script never answers this command.</summary>
    public void Hang(string command) => File.WriteAllText(this[$"hang-{command}"], "");

    /// <summary>The script ends the connection instead of answering this command.</summary>
    public void Drop(string command) => File.WriteAllText(this[$"drop-{command}"], "");

    public void Stop()
    {
        process!.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        process = null;
    }

    public void Start()
    {
        Directory.CreateDirectory("/run/sshd");
        process = Process.Start(new ProcessStartInfo(Program, ["-D", "-e", "-f", this["config"]]) { RedirectStandardError = true })!;
        // "Server listening on ..." is what it says when it does.
        var line = process.StandardError.ReadLine();
        Assert.Contains("listening", line);
        _ = process.StandardError.ReadToEndAsync();
    }

    public void Dispose()
    {
        if (process is not null)
            Stop();
        Directory.Delete(folder, recursive: true);
    }

    private void Generate(string name)
    {
        using var keygen = Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", this[name]]);
        keygen.WaitForExit();
        Assert.Equal(0, keygen.ExitCode);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private const string RouterScript = """
        #!/bin/sh
        # A router's answers, from files: verb = first word of the command ("show version" is two).
        cd "$1" || exit 3
        set -- $SSH_ORIGINAL_COMMAND
        verb=$1
        case $verb in show|set) verb=$1-$2 ;; esac
        echo "$SSH_ORIGINAL_COMMAND" >> commands
        case $verb in commit-file|set-secret) cat > "stdin-$verb" ;; esac
        [ -e "drop-$verb" ] && kill -9 $PPID
        [ -e "hang-$verb" ] && exec sleep 600
        [ -e "answer-$verb" ] || { echo "no such verb: $verb" >&2; exit 2; }
        cat "answer-$verb"
        exit "$(cat "code-$verb")"
        """;
}
