using Microsoft.Extensions.Logging.Abstractions;
using Router.Api;
using Router.Api.Contract;
using Router.Api.Edges;
using Router.Api.Limits;
using Router.Core.Boards;
using Router.Core.Edges;
using Router.Core.State;
using Router.Daemon.Composition;
using Router.Daemon.Drift;
using Router.Daemon.Edges;
using Router.Daemon.Edges.Backups;
using Router.Daemon.Editing;
using Router.Daemon.Engine;
using Router.Daemon.Mesh;
using Router.Daemon.Sessions;
using Router.Daemon.Status;
using Router.Daemon.Status.Backups;
using Router.Daemon.Status.Lists;
using Router.Daemon.Status.Medium;
using Router.Daemon.Status.Mesh;
using Router.Daemon.Status.Statements;
using Router.Daemon.Status.Upgrades;
using Router.Daemon.Upgrades;
using Router.Daemon.Uplinks;
using Router.Documents;
using Router.Features.SystemSettings;
using Router.Mesh.Ports;
using Router.Testing.Kernel;

namespace Router.Daemon.Tests.Fakes;

/// <summary>A daemon on a fake kernel and a real state directory.</summary>
internal sealed class TestRouter : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly List<IAsyncDisposable> open = [];
    private readonly Dictionary<string, ObservedLink> unplugged = [];
    private readonly Candidates candidates;
    private readonly Machine machine;
    private Task running = Task.CompletedTask;

    private readonly bool keep;

    /// <summary><paramref name="keep"/>: the state directory stays when the router is disposed.</summary>
    public TestRouter(
        string? state = null, IDisk? disk = null, Fault? fault = null, bool keep = false, BootState? boot = null, BoardFacts? board = null)
    {
        this.keep = keep;
        fault ??= new Fault();
        StateFolder = state ?? Directory.CreateTempSubdirectory("router-state-").FullName;
        Store = new GenerationFiles(StateFolder, disk ?? new Disk());
        machine = new Machine(
            board ?? BoardFacts.None, fault.Around<ISecretStore>(Secrets), BaseAccounts.Minimal,
            new SetFileFolder(Path.Combine(StateFolder, "sets"), disk ?? new Disk()), name => $"salt{name}");
        Device = new Device(fault.Around<INetworkState>(Gate), fault.Around<IChangeApplier>(Gate), machine, Store.Values);
        candidates = new Candidates(Engine = new ConfigurationEngine(
            Device, Store, new ValueKeeper(machine, Store.Values),
            Events = new EventHub(Time), Time, NullLogger<ConfigurationEngine>.Instance, boot));
        Connections = new ConnectionTable(new ApiLimits(), Peers.InputQuietFor, Time);
        Monitor = new MeshMonitor(Time);
        Mesh = new MeshService(
            fault.Around<IMeshKernel>(MeshKernel), fault.Around<ITunnels>(Tunnels), fault.Around<INames>(new NoNames()),
            Engine, Device, Events, Monitor, Time, NullLogger<MeshService>.Instance);
        Watch = new FakeWatch(Kernel);
        Drift = new DriftKeeper(
            Engine, Device, fault.Around<INetworkState>(Gate), () => Open(fault),
            Events, TimeProvider.System, NullLogger<DriftKeeper>.Instance);
        Meshes = new MeshStatusReader(Mesh, Engine);
        var paths = new RuntimePaths(StateFolder, "", "", StateFolder);
        var (identity, hostKeys) = (new DeviceIdentity(StateFolder, new Disk()), new HostKeyFiles(paths.HostKey, new Disk()));
        var maker = new BackupMaker(Store, Device, Engine, hostKeys, identity, new SystemState(StateFolder));
        Backups = new BackupKeeper(
            maker, new BackupPlaceOpener(paths, identity, () => Mounts), Engine, Device, Events, Time, NullLogger<BackupKeeper>.Instance);
        var (partition, partitions) = (new BootPartition(paths.InRoot(BootPartition.DeviceProgram)), new SlotPartitions(paths.Root));
        var (files, image, operations) = (new UpgradeFiles(StateFolder, new Disk()), new ImageFacts(paths), new NoOperations());
        var health = new HealthReader(Engine, Device, Meshes, paths, Time);
        var watch = new SlotWatch(partition, partitions, files, Engine, Events, Time, NullLogger<SlotWatch>.Instance);
        var trials = new TrialKeeper(
            health, partition, partitions, files, Engine, operations, image, Events, Time, NullLogger<TrialKeeper>.Instance);
        var slots = new SlotRequests(
            new DeviceSlots(health, partition, partitions, files, image, paths, Time), trials, watch, partition, partitions, files, image,
            operations);
        MediumKeeper = new MediumKeeper(Medium, boot ?? BootState.Usual, Engine, Events, Time, NullLogger<MediumKeeper>.Instance);
        var listFiles = new ListFiles(StateFolder, paths.Blocked, new Disk());
        ListedAddresses = new KeptAddresses(listFiles);
        Lists = new ListKeeper(
            ListSource, listFiles, ListedAddresses, Engine, Device, operations, Events, Time, NullLogger<ListKeeper>.Instance);
        Uplinks = new UplinkService(
            new NoUplinkKernel(), Engine, Device, Events, new UplinkFile(Path.Combine(StateFolder, "uplinks")), Time,
            NullLogger<UplinkService>.Instance);
        Handlers = RequestHandlers.All(new Answering(
            Engine, Device, Secrets, machine, Store, candidates, Events, Drift, Mesh, Meshes, Monitor,
            operations, Peers, Connections, paths, Time, maker, Backups, identity, hostKeys, slots, watch, image,
            Upgrades = new Upgrader(Slots, Time), MediumKeeper, Uplinks, Lists, ListedAddresses,
            new StatementWriter(
                Engine, Device, identity, new StatementSerial(StateFolder, new Disk()), image, partitions, Time)));
    }

    public string StateFolder { get; }

    /// <summary>Where lists come from.</summary>
    public FakeListSource ListSource { get; } = new();

    public ListKeeper Lists { get; }

    /// <summary>What address sets hold of lists.</summary>
    public KeptAddresses ListedAddresses { get; }

    private UplinkService Uplinks { get; }

    public ManualTime Time { get; } = new();

    public FakeKernel Kernel => Gate.Kernel;

    /// <summary>In front of the kernel: holds changes back where a test wants to look while a commit is under way.</summary>
    public GatedKernel Gate { get; } = new(FakeKernel.WithPorts(3));

    /// <summary>How long clients have been connected.</summary>
    public FakePeers Peers { get; } = new();

    public ConnectionTable Connections { get; }

    public MemorySecrets Secrets { get; } = new();

    public GenerationFiles Store { get; }

    public Device Device { get; }

    public EventHub Events { get; }

    public ConfigurationEngine Engine { get; }

    public FakeMeshKernel MeshKernel { get; } = new();

    public FakeTunnels Tunnels { get; } = new();

    public MeshMonitor Monitor { get; }

    public MeshService Mesh { get; }

    public MeshStatusReader Meshes { get; }

    public BackupKeeper Backups { get; }

    public FakeSlots Slots { get; } = new();

    public Upgrader Upgrades { get; }

    public FakeMedium Medium { get; } = new();

    public MediumKeeper MediumKeeper { get; }

    /// <summary>Keeps what is confirmed on the medium from now on.</summary>
    public void KeepOnMedium() => running = Task.WhenAll(running, EndsAsync(MediumKeeper.RunAsync(stopping.Token)));

    /// <summary>Keeps lists from now on.</summary>
    public void KeepLists() => running = Task.WhenAll(running, EndsAsync(Lists.RunAsync(stopping.Token)));

    /// <summary>As <c>/proc/self/mountinfo</c> says it.</summary>
    public string Mounts { get; set; } = "";

    /// <summary>Keeps backups from now on.</summary>
    public void KeepBackups() => running = Task.WhenAll(running, EndsAsync(Backups.RunAsync(stopping.Token)));

    /// <summary>As the daemon has them.</summary>
    public HandlerTable Handlers { get; }

    /// <summary>The one that is open, or was last.</summary>
    public FakeWatch Watch { get; private set; }

    public DriftKeeper Drift { get; }

    /// <summary>With an interface of this address, so that two documents differ in the kernel.</summary>
    public static string Document(string address, string more = "") =>
        $"version: 1\ninterfaces:\n  lan: {{ device: eth1, zone: lan, addresses: [{address}] }}\n{more}";

    public async Task<TestRouter> BootAsync()
    {
        running = Engine.RunAsync(stopping.Token);
        await Engine.BetweenCommitsAsync(_ => Task.FromResult(true));
        return this;
    }

    /// <summary>Begins to watch for what others change; returns when the first look is over.</summary>
    public async Task WatchAsync()
    {
        running = Task.WhenAll(running, KeepWatchAsync());
        await LookAsync(() => { });
    }

    /// <summary>Does something, and returns when the watch has looked at what it did.</summary>
    public async Task LookAsync(Action act)
    {
        var before = Drift.Report;
        act();
        while (ReferenceEquals(before, Drift.Report))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        await SettleAsync();
    }

    /// <summary>Until everything that was posted before is done.</summary>
    public Task SettleAsync() => Engine.BetweenCommitsAsync(_ => Task.FromResult(true));

    /// <summary>The port is not there any more, and what stood on it neither.</summary>
    public void Unplug(string port)
    {
        unplugged[port] = Kernel.State.Links[port];
        Kernel.State = Kernel.State with
        {
            Links = Kernel.State.Links.Where(l => l.Key != port).ToValueMap(),
            Routes = [.. Kernel.State.Routes.Where(r => r.Link != port)],
        };
    }

    /// <summary>It is there again, as it comes out of its box.</summary>
    public void PlugIn(string port)
    {
        if (unplugged.Remove(port, out var link))
            Kernel.State = Kernel.State with
            {
                Links = Kernel.State.Links.With(port, link with { Up = false, Addresses = [], OwnAddresses = [], Master = null })
            };
    }

    public IEnumerable<string> Addresses(string link) => Kernel.State.Links[link].Addresses.Select(a => a.ToString());

    /// <summary>A client whose peer is the user of that name; null: the super-user.</summary>
    public RouterClient Connect(string? user)
    {
        var transport = new InProcessTransport(new PeerCredentials(user is null ? 0 : UserIds.Of(user), 1));
        var services = new SharedServices(
            Engine, Handlers, candidates, Backups, MediumKeeper, Upgrades, NullLogger<SharedServices>.Instance);
        var server = new ApiServer(transport, peer => new ApiSession(peer, services), Connections, e => throw e, TimeProvider.System)
            .RunAsync(stopping.Token);
        var client = new RouterClient(transport, $"ssh {user}");
        open.Add(client);
        running = Task.WhenAll(running, server);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in open)
            await client.DisposeAsync();
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
        if (!keep)
            Directory.Delete(StateFolder, recursive: true);
    }

    private IDeviceWatch Open(Fault fault)
    {
        fault.Check("open");
        if (Watch.IsOver)
            Watch = new FakeWatch(Kernel);
        return fault.Around<IDeviceWatch>(Watch);
    }

    private Task KeepWatchAsync() => EndsAsync(Drift.RunAsync(stopping.Token));

    private async Task EndsAsync(Task loop)
    {
        try
        {
            await loop;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The router is disposed.
        }
    }

    internal sealed class FakePeers : IPeers
    {
        public TimeSpan? Age { get; set; }

        public TimeSpan? ConnectedFor(PeerCredentials peer) => Age;

        public TimeSpan? InputQuietFor(PeerCredentials peer) => null;

        public Router.Core.Flows.Flow? Connection(PeerCredentials peer) => null;
    }

    private sealed class NoNames : INames
    {
        public Task<IReadOnlyList<System.Net.IPAddress>> LookUpAsync(string name, CancellationToken stopping) =>
            Task.FromResult<IReadOnlyList<System.Net.IPAddress>>([]);
    }

    private sealed class NoOperations : IOperations
    {
        public Task RestartAsync(string service, CancellationToken stopping) => Task.CompletedTask;

        public Task ReloadAsync(string service, CancellationToken stopping) => Task.CompletedTask;

        public Task PowerAsync(bool again, CancellationToken stopping) => Task.CompletedTask;

        public Task ChooseModeAsync(string mode, CancellationToken stopping) => Task.CompletedTask;

        public Task MarkForResetAsync(CancellationToken stopping) => Task.CompletedTask;

        public IAsyncEnumerable<Response> PingAsync(string host, int? count, CancellationToken stopping) => Lines($"ping {host}");

        public IAsyncEnumerable<Response> TraceRouteAsync(string host, CancellationToken stopping) => Lines($"traceroute {host}");

        public IAsyncEnumerable<Response> CaptureAsync(string device, string? filter, CancellationToken stopping) =>
            Lines($"capture {device} {filter}");

        private static async IAsyncEnumerable<Response> Lines(string text)
        {
            await Task.Yield();
            yield return new Response.Line(text);
        }
    }
}
