using Router.Core.Edges;
using Router.Core.State;
using Router.Linux.Edges.Processes;

namespace Router.Linux.Edges.Services;

/// <summary>
/// OpenRC. Dependencies are not OpenRC's business here: the daemon starts services in their order, and waiting for a runlevel that
/// waits for the daemon would be a deadlock.
/// </summary>
public sealed class OpenRc(LinuxPaths paths) : IServiceManager
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A script that hangs keeps everything behind it waiting: on the way back, and at boot.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private string Scripts => paths.InRoot("/etc/init.d");

    /// <summary>True where OpenRC runs this machine.</summary>
    public static bool IsHere => Directory.Exists("/run/openrc");

    public bool Manages => true;

    /// <summary>
    /// A supervised service runs while its supervisor lives; OpenRC's own mark outlives a crash, and is all that others have.
    /// </summary>
    public bool IsRunning(string service) =>
        File.Exists(SupervisorFile(service)) ? Supervisor(service) is not null : Path.Exists($"/run/openrc/started/{service}");

    public bool GaveUp(string service) => Path.Exists(FailureMark(service));

    public IReadOnlyList<string> Marks(string service) => [SupervisorFile(service), $"/run/openrc/started/{service}", FailureMark(service)];

    public async Task StartAsync(string service, CancellationToken stopping)
    {
        MakeInstance(service);
        await RunAsync(service, "start", stopping);
        await WaitAsync(() => IsRunning(service), $"start {service}", "its supervisor is not there", stopping);
    }

    /// <summary>rc-service returns while the supervisor is still ending, and a start right then would find it running.</summary>
    public async Task StopAsync(string service, CancellationToken stopping)
    {
        var supervisor = Supervisor(service);
        await RunAsync(service, "stop", stopping);
        if (supervisor is { } process)
            await WaitAsync(() => !Directory.Exists(process), $"stop {service}", "its supervisor is still there", stopping);
    }

    public async Task RefreshAsync(string service, ServiceChange how, CancellationToken stopping)
    {
        if (how == ServiceChange.Reload)
        {
            await RunAsync(service, "reload", stopping);
            return;
        }
        await StopAsync(service, stopping);
        await StartAsync(service, stopping);
    }

    private static string FailureMark(string service) => $"/run/openrc/failed/{service}";

    private static string SupervisorFile(string service) => $"/run/supervise-{service}.pid";

    /// <summary>The supervisor's folder in /proc; null: there is none, or it is gone.</summary>
    private static string? Supervisor(string service)
    {
        try
        {
            var process = $"/proc/{File.ReadAllText(SupervisorFile(service)).Trim()}";
            return process.Length > "/proc/".Length && Directory.Exists(process) ? process : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task WaitAsync(Func<bool> done, string operation, string otherwise, CancellationToken stopping)
    {
        for (var waited = TimeSpan.Zero; !done(); waited += Pause)
        {
            if (waited > Patience)
                throw new ApplyException(operation, 0, $"{otherwise} after {Patience.TotalSeconds:0} seconds");
            await Task.Delay(Pause, stopping);
        }
    }

    /// <summary><c>lamp.eth0</c> is a link to <c>lamp</c>.</summary>
    private void MakeInstance(string service)
    {
        var dot = service.IndexOf('.', StringComparison.Ordinal);
        var script = Path.Combine(Scripts, service);
        if (dot < 0 || Path.Exists(script) || !Path.Exists(Path.Combine(Scripts, service[..dot])))
            return;
        try
        {
            File.CreateSymbolicLink(script, service[..dot]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ApplyException($"start {service}", 0, e.Message, e);
        }
    }

    private static async Task RunAsync(string service, string what, CancellationToken stopping)
    {
        var (code, words) = await ProgramRunner.RunAsync("rc-service", ["--nocolor", "--nodeps", service, what], "", stopping, Longest);
        if (code != 0)
            throw new ApplyException($"{what} {service}", 0, words.Length > 0 ? words : $"rc-service ended with {code}");
    }
}
