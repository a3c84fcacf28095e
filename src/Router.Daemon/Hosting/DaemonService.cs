using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Router.Api;
using Router.Api.Edges;
using Router.Api.Limits;
using Router.Daemon.Drift;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Logs;
using Router.Daemon.Schedules;
using Router.Daemon.Sessions;
using Router.Daemon.Status.Backups;
using Router.Daemon.Status.Controllers;
using Router.Daemon.Status.Lists;
using Router.Daemon.Status.Medium;
using Router.Daemon.Status.Upgrades;
using Router.Daemon.Tunnels;

namespace Router.Daemon.Hosting;

/// <summary>The loops of the daemon: the engine's, the socket's, the watch's. If one ends by itself, the daemon does.</summary>
internal sealed class DaemonService(
    SharedServices shared, ConnectionTable connections, DriftKeeper drift, EventHub events, Recovery recovery, BackupKeeper backups,
    MediumKeeper medium, ListKeeper lists, LogForwarder logs, Scheduler schedules, TrialKeeper trials, SlotWatch slots, TunnelNames names,
    ControllerAgent controller,
    IListener listener, RuntimePaths paths, IHostApplicationLifetime lifetime, ILogger<DaemonService> log) : BackgroundService
{
    /// <summary>3: a loop ended that should not have.</summary>
    public int ExitCode { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        log.Starting(Product.Version, paths.State, paths.Socket);
        var server = new ApiServer(
            listener, peer => new ApiSession(peer, shared), connections, log.RequestFailed, TimeProvider.System);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        Task[] loops =
        [
            shared.Engine.RunAsync(ending.Token), server.RunAsync(ending.Token), drift.RunAsync(ending.Token),
            Keep("announcement").KeepAsync(AnnounceAsync, ending.Token),
            Keep("recovery").KeepAsync(recovery.RunAsync, ending.Token),
            Keep("backup").KeepAsync(backups.RunAsync, ending.Token),
            Keep("medium").KeepAsync(medium.RunAsync, ending.Token),
            Keep("lists").KeepAsync(lists.RunAsync, ending.Token),
            Keep("tunnels").KeepAsync(names.RunAsync, ending.Token),
            Keep("log").KeepAsync(logs.RunAsync, ending.Token),
            Keep("schedule").KeepAsync(schedules.RunAsync, ending.Token),
            Keep("controller").KeepAsync(controller.RunAsync, ending.Token),
            Keep("upgrade").KeepAsync(trials.RunAsync, ending.Token),
            Keep("slots").KeepAsync(slots.RunAsync, ending.Token),
            Keep("memory")
                .KeepAsync(token => MemoryKeeper.RunAsync(events, connections, TimeProvider.System, token), ending.Token),
            Keep("idle sessions").KeepAsync(connections.RunAsync, ending.Token),
        ];
        try
        {
            await await Task.WhenAny(loops[..3]);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.LoopFailed(exception);
            ExitCode = 3;
        }
        await ending.CancelAsync();
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lifetime.StopApplication();
    }

    private Loop Keep(string name) => new(name, events, TimeProvider.System, log);

    private async Task AnnounceAsync(CancellationToken stopping)
    {
        await shared.Engine.NetworkReady.WaitAsync(stopping);
        var age = ProcessFiles.AgeSeconds(Environment.ProcessId, MachineFiles.UptimeSeconds()) ?? 0;
        log.Ready((long)(age * 1000));
        await shared.Engine.Booted.WaitAsync(stopping);
        MachineFiles.Mark(paths.Ready);
    }
}
