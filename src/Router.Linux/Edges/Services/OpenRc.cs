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

    private string Scripts => paths.InRoot("/etc/init.d");

    /// <summary>True where OpenRC runs this machine.</summary>
    public static bool IsHere => Directory.Exists("/run/openrc");

    public bool Manages => true;

    /// <summary>A service is one whose supervisor lives; OpenRC's own mark outlives a crash.</summary>
    public bool IsRunning(string service)
    {
        if (!Path.Exists($"/run/openrc/started/{service}") && !Path.Exists($"/run/openrc/starting/{service}"))
            return false;
        var file = $"/run/supervise-{service}.pid";
        return !File.Exists(file) || (int.TryParse(File.ReadAllText(file).Trim(), out var id) && Directory.Exists($"/proc/{id}"));
    }

    public async Task StartAsync(string service, CancellationToken stopping)
    {
        MakeInstance(service);
        await RunAsync(service, "start", stopping);
        await SettleAsync(service, stopping);
    }

    public Task StopAsync(string service, CancellationToken stopping) => RunAsync(service, "stop", stopping);

    public async Task RefreshAsync(string service, ServiceChange how, CancellationToken stopping)
    {
        await RunAsync(service, how == ServiceChange.Reload ? "reload" : "restart", stopping);
        await SettleAsync(service, stopping);
    }

    /// <summary>rc-service returns while the supervisor is still taking its place; what is observed right after has to be true.</summary>
    private async Task SettleAsync(string service, CancellationToken stopping)
    {
        for (var waited = TimeSpan.Zero; !IsRunning(service); waited += Pause)
        {
            if (waited > Patience)
                throw new ApplyException($"start {service}", 0, $"its supervisor is not there after {Patience.TotalSeconds:0} seconds");
            await Task.Delay(Pause, stopping);
        }
    }

    /// <summary><c>udhcpc.eth0</c> is a link to <c>udhcpc</c>.</summary>
    private void MakeInstance(string service)
    {
        var dot = service.IndexOf('.', StringComparison.Ordinal);
        var script = Path.Combine(Scripts, service);
        if (dot > 0 && !Path.Exists(script) && Path.Exists(Path.Combine(Scripts, service[..dot])))
            File.CreateSymbolicLink(script, service[..dot]);
    }

    private static async Task RunAsync(string service, string what, CancellationToken stopping)
    {
        var (code, words) = await ProgramRunner.RunAsync("rc-service", ["--nocolor", "--nodeps", service, what], "", stopping);
        if (code != 0)
            throw new ApplyException($"{what} {service}", 0, words.Length > 0 ? words : $"rc-service ended with {code}");
    }
}
