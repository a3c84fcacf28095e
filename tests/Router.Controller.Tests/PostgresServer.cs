using System.Diagnostics;

namespace Router.Controller.Tests;

/// <summary>PostgreSQL of a test, in a folder of its own, by an unprivileged user, reached by a socket in that folder alone.</summary>
internal sealed class PostgresServer : IDisposable
{
    private const string User = "postgres";

    private readonly string folder = Directory.CreateTempSubdirectory("router-postgres-").FullName;
    private readonly string programs;

    /// <summary>Where Debian has the programs; null: the package is not there.</summary>
    public static string? Programs => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => $"{version}/bin")
            .LastOrDefault(bin => File.Exists($"{bin}/initdb"))
        : null;

    public PostgresServer(string programs)
    {
        this.programs = programs;
        if (Environment.IsPrivilegedProcess)
            Run("chown", User, folder);
        AsUser("initdb", "-D", $"{folder}/data", "-A", "trust", "-U", User, "-N");
        AsUser(
            "pg_ctl", "-D", $"{folder}/data", "-w", "-t", "60", "-l", $"{folder}/log",
            "-o", $"-c listen_addresses='' -c fsync=off -k {folder}", "start");
    }

    public string Url => $"postgres://{User}@localhost/{User}?host={folder}";

    public void Dispose()
    {
        AsUser("pg_ctl", "-D", $"{folder}/data", "-m", "immediate", "-w", "stop");
        Directory.Delete(folder, recursive: true);
    }

    private void AsUser(string program, params string[] arguments)
    {
        if (Environment.IsPrivilegedProcess)
            Run("runuser", ["-u", User, "--", $"{programs}/{program}", .. arguments]);
        else
            Run($"{programs}/{program}", arguments);
    }

    private void Run(string program, params string[] arguments)
    {
        // Nobody reads what the server would go on saying.
        string[] words = ["-c", $"exec \"$@\" >>{folder}.log 2>&1", "sh", program, .. arguments];
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", words)
        {
            WorkingDirectory = "/",
        })!;
        process.WaitForExit();
        var said = File.Exists($"{folder}.log") ? File.ReadAllText($"{folder}.log") : "";
        File.Delete($"{folder}.log");
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {said}");
    }
}
