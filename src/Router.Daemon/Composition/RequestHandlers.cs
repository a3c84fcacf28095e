using Router.Api.Limits;
using Router.Core.Edges;
using Router.Daemon.Backups;
using Router.Daemon.Drift;
using Router.Daemon.Edges;
using Router.Daemon.Editing;
using Router.Daemon.Engine;
using Router.Daemon.Generations;
using Router.Daemon.Mesh;
using Router.Daemon.Status;
using Router.Daemon.Status.Backups;
using Router.Daemon.Status.Configuration;
using Router.Daemon.Status.Dhcp;
using Router.Daemon.Status.Dns;
using Router.Daemon.Status.Firewall;
using Router.Daemon.Status.Flows;
using Router.Daemon.Status.Frr;
using Router.Daemon.Status.Interfaces;
using Router.Daemon.Status.Lists;
using Router.Daemon.Status.Locks;
using Router.Daemon.Status.Medium;
using Router.Daemon.Status.Mesh;
using Router.Daemon.Status.Operations;
using Router.Daemon.Status.Pppoe;
using Router.Daemon.Status.Routes;
using Router.Daemon.Status.Secrets;
using Router.Daemon.Status.Services;
using Router.Daemon.Status.Sessions;
using Router.Daemon.Status.Shaping;
using Router.Daemon.Status.Statements;
using Router.Daemon.Status.SystemSettings;
using Router.Daemon.Status.Upgrades;
using Router.Daemon.Status.Uplinks;
using Router.Daemon.Upgrades;
using Router.Daemon.Uplinks;

namespace Router.Daemon.Composition;

/// <summary>What requests are answered from.</summary>
internal sealed record Answering(
    ConfigurationEngine Engine, Device Device, ISecretStore Secrets, Machine Machine, IGenerationStore Store, Candidates Candidates,
    EventHub Events, DriftKeeper Drift, MeshService Mesh, MeshStatusReader Meshes, MeshMonitor Monitor,
    IOperations Operations, IPeers Peers, ConnectionTable Connections, RuntimePaths Paths, TimeProvider Time,
    BackupMaker Backups, BackupKeeper Keeper, IDeviceIdentity Identity, HostKeyFiles HostKeys, SlotRequests Slots, SlotWatch SlotWatch,
    ImageFacts Image, Upgrader Upgrades, MediumKeeper Medium, UplinkService Uplinks, ListKeeper Lists,
    KeptAddresses Addresses, StatementWriter Statements);

/// <summary>Who answers which requests: all of them but the one that opens a session, which the session answers itself.</summary>
internal static class RequestHandlers
{
    public static HandlerTable All(Answering from)
    {
        var (engine, device, candidates) = (from.Engine, from.Device, from.Candidates);
        var interfaces = new InterfaceReader(engine, device);
        var services = new ServiceReader(engine, device);
        var flows = new FlowReader(engine, device, from.Paths, from.Addresses);
        var stored = new StoredDocuments(from.Store, engine);
        var forecasts = new ForecastReader(engine, device);
        var proof = new ConnectionProof(engine, flows, from.Peers, from.Events);
        return new HandlerTable(
        [
            interfaces,
            new RouteReader(interfaces),
            new PppoeReader(engine, device, from.Paths, from.Time),
            new DnsReader(engine),
            new UplinkReader(from.Uplinks, from.Time),
            new ShapingReader(engine, device),
            new FirewallReader(),
            new SetFileRequests(from.Machine.SetFiles, candidates.Restored, engine, from.Events),
            flows,
            new SessionReader(),
            services,
            new ServiceRestart(engine, services, from.Operations, from.Events),
            new LeaseReader(from.Paths),
            new ListRequests(from.Lists),
            new BgpReader(),
            new MeshRequests(from.Mesh, from.Meshes, from.Monitor),
            new VersionReader(engine, device, from.Meshes, from.Keeper, from.SlotWatch, from.Medium, from.Image),
            from.Slots,
            new LockRequests(engine.Commits),
            new StatementReader(from.Statements),
            new SystemReader(engine, from.Paths, from.Time),
            new DriftReader(engine, from.Drift),
            new SecretRequests(from.Secrets, candidates.Restored, engine, from.Events),
            new LogReader(from.Paths, from.Time),
            new Watching(interfaces, from.Operations, from.Events),
            new Power(from.Operations),
            new UserSessions(engine, from.Connections),
            new DocumentRequests(engine, candidates, stored),
            new CandidateRequests(engine, candidates, stored),
            new CommitRequests(engine, candidates, forecasts, proof, from.Peers),
            new BackupRequests(from.Backups, from.Keeper, from.Identity, device),
            new RestoreRequests(
                engine, device, from.Store.Values, forecasts, proof, from.Peers, from.Identity, from.HostKeys,
                new RestoredState(engine, from.Machine, from.Operations, from.Events)),
            new UpgradeRequests(
                from.Upgrades, new ReleaseKeyFolder(from.Paths.ReleaseKeys), engine, from.Operations, from.Events, from.Image, from.Time),
            new HistoryRequests(engine, candidates, from.Store, stored),
            new Completions(
                engine, device, candidates, from.Store, from.Secrets, from.Machine.SetFiles, interfaces, services, from.Connections),
        ]);
    }
}
