using Router.Api.Limits;
using Router.Core.Edges;
using Router.Daemon.Drift;
using Router.Daemon.Edges;
using Router.Daemon.Editing;
using Router.Daemon.Engine;
using Router.Daemon.Generations;
using Router.Daemon.Mesh;
using Router.Daemon.Status;
using Router.Daemon.Status.Configuration;
using Router.Daemon.Status.Dhcp;
using Router.Daemon.Status.Firewall;
using Router.Daemon.Status.Flows;
using Router.Daemon.Status.Frr;
using Router.Daemon.Status.Interfaces;
using Router.Daemon.Status.Mesh;
using Router.Daemon.Status.Operations;
using Router.Daemon.Status.Routes;
using Router.Daemon.Status.Secrets;
using Router.Daemon.Status.Services;
using Router.Daemon.Status.Sessions;
using Router.Daemon.Status.SystemSettings;

namespace Router.Daemon.Composition;

/// <summary>What requests are answered from.</summary>
internal sealed record Answering(
    ConfigurationEngine Engine, Device Device, ISecretStore Secrets, Machine Machine, IGenerationStore Store, Candidates Candidates,
    EventHub Events, DriftKeeper Drift, MeshService Mesh, MeshStatusReader Meshes, MeshMonitor Monitor,
    IOperations Operations, IPeers Peers, ConnectionTable Connections, RuntimePaths Paths, TimeProvider Time);

/// <summary>Who answers which requests: all of them but the one that opens a session, which the session answers itself.</summary>
internal static class RequestHandlers
{
    public static HandlerTable All(Answering from)
    {
        var (engine, device, candidates) = (from.Engine, from.Device, from.Candidates);
        var interfaces = new InterfaceReader(engine, device);
        var services = new ServiceReader(engine, device);
        var flows = new FlowReader(engine, device, from.Paths);
        var stored = new StoredDocuments(from.Store, engine);
        return new HandlerTable(
        [
            interfaces,
            new RouteReader(interfaces),
            new FirewallReader(),
            new SetFileRequests(from.Machine.SetFiles, candidates.Restored, engine, from.Events),
            flows,
            new SessionReader(),
            services,
            new ServiceRestart(engine, services, from.Operations, from.Events),
            new LeaseReader(from.Paths),
            new BgpReader(),
            new MeshRequests(from.Mesh, from.Meshes, from.Monitor),
            new VersionReader(engine, device, from.Meshes, from.Paths),
            new SystemReader(engine, from.Paths, from.Time),
            new DriftReader(engine, from.Drift),
            new SecretRequests(from.Secrets, candidates.Restored, engine, from.Events),
            new LogReader(from.Paths, from.Time),
            new Watching(interfaces, from.Operations, from.Events),
            new Power(from.Operations),
            new UserSessions(engine, from.Connections),
            new DocumentRequests(engine, candidates, stored),
            new CandidateRequests(engine, candidates, stored),
            new CommitRequests(engine, candidates, new ForecastReader(engine, device), flows, from.Peers, from.Events),
            new HistoryRequests(engine, candidates, from.Store, stored),
            new Completions(
                engine, device, candidates, from.Store, from.Secrets, from.Machine.SetFiles, interfaces, services, from.Connections),
        ]);
    }
}
