using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Router.Api.Edges;
using Router.Api.Limits;
using Router.Core.Edges;
using Router.Daemon.Backups;
using Router.Daemon.Composition;
using Router.Daemon.Drift;
using Router.Daemon.Edges;
using Router.Daemon.Edges.Backups;
using Router.Daemon.Editing;
using Router.Daemon.Engine;
using Router.Daemon.Generations;
using Router.Daemon.Hosting;
using Router.Daemon.Lists;
using Router.Daemon.Mesh;
using Router.Daemon.Sessions;
using Router.Daemon.Status.Backups;
using Router.Daemon.Status.Lists;
using Router.Daemon.Status.Medium;
using Router.Daemon.Status.Mesh;
using Router.Daemon.Status.Statements;
using Router.Daemon.Status.Upgrades;
using Router.Daemon.Upgrades;
using Router.Daemon.Uplinks;
using Router.Features.Mesh.Build;
using Router.Linux.Edges.Mesh;
using Router.Linux.Edges.Services;
using Router.Linux.Edges.Uplinks;
using Router.Linux.Edges.Vici;
using Router.Linux.Edges.Watch;
using Router.Mesh.Ports;
using Serilog;

namespace Router.Daemon.Verbs;

/// <summary>The kernel and services that a daemon works on.</summary>
internal sealed record Machinery(INetworkState State, IChangeApplier Applier, IServiceManager Services, Func<IDeviceWatch> Watch)
{
    public static Machinery OfThisMachine(RuntimePaths paths)
    {
        var (state, applier, services) = LinuxDevice.Open(paths, often: true, line => System.Console.Error.WriteLine($"note: {line}"));
        return new Machinery(state, applier, services, () => DeviceWatch.Open(LinuxDevice.Paths(paths), services));
    }
}

/// <summary><c>routerd run</c>: the composition root of the daemon.</summary>
internal static class RunVerb
{
    /// <summary>Runs until a signal or <paramref name="stopping"/>; the exit code.</summary>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, Func<RuntimePaths, Machinery> machinery, CancellationToken stopping)
    {
        if (arguments is ["--help" or "-h"])
        {
            System.Console.Out.Write(Product.Usage);
            return 0;
        }
        if (!RunOptions.TryParse(arguments, out var paths, out var problem))
        {
            System.Console.Error.Write($"error: {problem}\n{Product.Usage}");
            return 2;
        }
        try
        {
            await using var listener = UnixListener.Bind(paths.Socket);
            return await RunAsync(paths, listener, machinery(paths), stopping);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            System.Console.Error.WriteLine($"error: {exception.Message}");
            return 3;
        }
    }

    private static async Task<int> RunAsync(RuntimePaths paths, UnixListener listener, Machinery machinery, CancellationToken stopping)
    {
        using var logger = Logging.Create(paths);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSerilog(logger);
        builder.Services.AddSingleton(paths);
        builder.Services.AddSingleton<IListener>(listener);
        builder.Services.AddSingleton(machinery.State);
        builder.Services.AddSingleton(machinery.Applier);
        builder.Services.AddSingleton(machinery.Services);
        builder.Services.AddSingleton(machinery.Watch);
        Compose(builder.Services, paths);
        using var host = builder.Build();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        using var terminate = StopOn(PosixSignal.SIGTERM, lifetime, host);
        using var interrupt = StopOn(PosixSignal.SIGINT, lifetime, host);
        machinery.Applier.FillFrom(host.Services.GetRequiredService<KeptAddresses>());
        host.Services.GetRequiredService<ConfigurationEngine>().Saved += _ => BootStateFiles.LeaveFailsafe(paths);
        var daemon = host.Services.GetRequiredService<DaemonService>();
        await host.RunAsync(stopping);
        return daemon.ExitCode;
    }

    private static void Compose(IServiceCollection services, RuntimePaths paths)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<EventHub>();
        var disk = new Disk();
        var generations = new GenerationFiles(paths.State, disk);
        services.AddSingleton<IGenerationStore>(generations);
        services.AddSingleton(generations.Values);
        services.AddSingleton<ISecretStore>(new SecretFiles(paths.Secrets, disk));
        services.AddSingleton(provider => MachineProfile.Read(paths, provider.GetRequiredService<ISecretStore>()));
        services.AddSingleton<Device>();
        services.AddSingleton<IDevice>(provider => provider.GetRequiredService<Device>());
        services.AddSingleton<ValueKeeper>();
        services.AddSingleton(BootStateFiles.Read(paths));
        services.AddSingleton<ConfigurationEngine>();
        services.AddSingleton<Recovery>();
        services.AddSingleton<IOperations, Operations>();
        services.AddSingleton<IPeers, LinuxPeers>();
        services.AddSingleton(provider => new ConnectionTable(
            new ApiLimits(), provider.GetRequiredService<IPeers>().InputQuietFor, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Candidates>();
        services.AddSingleton<DriftKeeper>();
        services.AddSingleton(new HostKeyFiles(paths.HostKey, disk));
        var identity = new DeviceIdentity(paths.State, disk);
        services.AddSingleton<IDeviceIdentity>(identity);
        services.AddSingleton(new SystemState(paths.Root));
        services.AddSingleton(new BackupPlaceOpener(paths, identity, MachineFiles.Mounts));
        services.AddSingleton<BackupMaker>();
        services.AddSingleton<BackupKeeper>();
        services.AddSingleton<IMedium, ScriptMedium>();
        services.AddSingleton<MediumKeeper>();
        services.AddSingleton<IListSource, CurlSource>();
        services.AddSingleton(new ListFiles(paths.State, paths.Blocked, disk));
        services.AddSingleton<KeptAddresses>();
        services.AddSingleton<ListKeeper>();
        services.AddSingleton(new BootPartition(paths.InRoot(BootPartition.DeviceProgram)));
        services.AddSingleton(new SlotPartitions(paths.Root));
        services.AddSingleton(new UpgradeFiles(paths.State, disk));
        services.AddSingleton<ImageFacts>();
        services.AddSingleton(new StatementSerial(paths.State, disk));
        services.AddSingleton<StatementWriter>();
        services.AddSingleton<HealthReader>();
        services.AddSingleton<TrialKeeper>();
        services.AddSingleton<SlotWatch>();
        services.AddSingleton<DeviceSlots>();
        services.AddSingleton<ISlots>(provider => provider.GetRequiredService<DeviceSlots>());
        services.AddSingleton<SlotRequests>();
        services.AddSingleton<Upgrader>();
        services.AddSingleton<Answering>();
        services.AddSingleton(provider => RequestHandlers.All(provider.GetRequiredService<Answering>()));
        services.AddSingleton<SharedServices>();
        services.AddSingleton<IMeshKernel, LinuxMeshKernel>();
        services.AddSingleton<ITunnels>(provider => new CharonTunnels(
            StrongSwan.Socket,
            TimeProvider.System,
            exception => provider.GetRequiredService<ILogger<CharonTunnels>>()
                .LoopTroubled(exception, "ipsec", CharonTunnels.Pause.TotalSeconds)));
        services.AddSingleton<INames, Names>();
        services.AddSingleton<MeshMonitor>();
        services.AddSingleton<MeshStatusReader>();
        services.AddSingleton<MeshService>();
        services.AddHostedService(provider => provider.GetRequiredService<MeshService>());
        services.AddSingleton<IUplinkKernel, LinuxUplinkKernel>();
        services.AddSingleton(new UplinkFile(paths.Uplinks));
        services.AddSingleton<UplinkService>();
        services.AddHostedService(provider => provider.GetRequiredService<UplinkService>());
        services.AddSingleton<DaemonService>();
        services.AddHostedService(provider => provider.GetRequiredService<DaemonService>());
    }

    // The runtime's own end on SIGTERM does not wait for hosts under NativeAOT.
    private static PosixSignalRegistration StopOn(PosixSignal signal, IHostApplicationLifetime lifetime, IHost host) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            host.Services.GetRequiredService<ILogger<DaemonService>>().Stopping(signal.ToString());
            lifetime.StopApplication();
        });
}
