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

    private Sshd(string settings, Action<Sshd>? prepare)
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
            ListenAddress 127.0.0.2:{Port}
            ListenAddress [::1]:{Port}
            HostKey {this["host"]}
            AuthorizedKeysFile {this["authorized"]}
            ForceCommand {this["router"]} {folder}
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PidFile none
            {settings.Replace("{folder}", folder, StringComparison.Ordinal)}
            """);
        prepare?.Invoke(this);
        Start();
    }

    public static bool Available => File.Exists(Program) && Environment.IsPrivilegedProcess;

    public int Port { get; }

    public string this[string name] => Path.Combine(folder, name);

    public string KnownHostsLine => $"[127.0.0.1]:{Port} {string.Join(' ', File.ReadAllText(this["host.pub"]).Split(' ')[..2])}";

    /// <param name="settings">More lines of its configuration; <c>{folder}</c> is where its files lie.</param>
    /// <param name="prepare">Makes what these lines name, before it starts.</param>
    public static Sshd Launch(string settings = "", Action<Sshd>? prepare = null)
    {
        Assert.SkipUnless(Available, "wants /usr/sbin/sshd and root");
        return new Sshd(settings, prepare);
    }

    /// <summary>Makes keys, certificates and hashes in its folder.</summary>
    public void Keygen(params string[] arguments)
    {
        var start = new ProcessStartInfo("ssh-keygen", ["-q", .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        using var keygen = Process.Start(start)!;
        var said = keygen.StandardOutput.ReadToEnd() + keygen.StandardError.ReadToEnd();
        keygen.WaitForExit();
        Assert.True(keygen.ExitCode == 0, said);
    }

    /// <summary>Whether the real client, with this list of hosts and no other, lets the host pass and logs in.</summary>
    public bool ClientAccepts(string host, string list)
    {
        string[] options =
        [
            "BatchMode=yes", "StrictHostKeyChecking=yes", $"UserKnownHostsFile={list}", "GlobalKnownHostsFile=none", "IdentitiesOnly=yes",
            "IdentityAgent=none"
        ];
        var start = new ProcessStartInfo(
            "ssh",
            [
                "-F",
                "none",
                .. options.SelectMany(o => new[] { "-o", o }),
                "-i",
                this["client"],
                "-p",
                $"{Port}",
                "-l",
                "root",
                host,
                "show version"
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var ssh = Process.Start(start)!;
        ssh.StandardInput.Close();
        _ = ssh.StandardOutput.ReadToEndAsync();
        _ = ssh.StandardError.ReadToEndAsync();
        ssh.WaitForExit();
        // The script knows no such verb and says 2; 255 is ssh's own.
        return ssh.ExitCode != 255;
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

    /// <summary>The command <c>talk</c> is this script.</summary>
    public void Talks(string script) => File.WriteAllText(this["talk"], script);

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
        // "Server listening on ..." is what it says when it does; the first line may be about the other address.
        string? line;
        do
            line = process.StandardError.ReadLine();
        while (line?.Contains("listening on 127.0.0.1", StringComparison.Ordinal) == false);
        Assert.NotNull(line);
        _ = process.StandardError.ReadToEndAsync();
    }

    public void Dispose()
    {
        if (process is not null)
            Stop();
        Directory.Delete(folder, recursive: true);
    }

    private void Generate(string name) => Keygen("-t", "ed25519", "-N", "", "-C", "test", "-f", name);

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
        [ "$verb" = talk ] && exec sh ./talk
        [ -e "answer-$verb" ] || { echo "no such verb: $verb" >&2; exit 2; }
        cat "answer-$verb"
        exit "$(cat "code-$verb")"
        """;
}
