using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Router.Api;
using Router.Api.Contract;
using Router.Api.Edges;
using Router.Api.Limits;
using Router.Core.Edges;
using Router.Daemon.Drift;
using Router.Daemon.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Generations;
using Router.Daemon.Mesh;
using Router.Daemon.Status;
using Router.Features.SystemSettings;

namespace Router.Daemon.Sessions;

/// <summary>What all sessions share.</summary>
internal sealed record SharedServices(
    ConfigurationEngine Engine, Candidates Candidates, IGenerationStore Store, ISecretStore Secrets,
    EventHub Events, IStatusSource Status, IOperations Operations, IPeers Peers,
    DriftKeeper Drift, MeshMonitor Monitor, MeshStatusReader Meshes,
    Machine Machine, ConnectionTable Connections, ILogger<SharedServices> Log);

/// <summary>One connection: who it is, and what they may do.</summary>
internal sealed class ApiSession(PeerCredentials peer, SharedServices services) : IApiSession
{
    private readonly ConfigurationRequests configuration = new(services, peer);
    private readonly string name = Guid.NewGuid().ToString("N");
    private string origin = "unknown";
    private ClientConnection? place;

    private ConfigurationEngine Engine => services.Engine;

    public Response.Failed? Refusal => UserDirectory.Find(peer, Engine.Running.Content.Config) switch
    {
        null => NoUser(),
        { Role: UserRole.Files } user =>
            new Response.Failed(FailureKind.Denied, $"{user.Name} has the role files, which has no console", null, []),
        _ => null,
    };

    public Caller Caller =>
        UserDirectory.Find(peer, Engine.Running.Content.Config)?.Caller(peer) ?? new Caller($"uid {peer.UserId}", CallerRank.Guest);

    public void Enter(ClientConnection connection) => place = connection;

    public bool IsUrgent(Request request) => Access.IsUrgent(request);

    public bool IsStream(Request request) =>
        request is Request.MonitorTraffic or Request.MonitorEvents or Request.MonitorMesh or Request.Ping or Request.TraceRoute;

    public async Task<Response> AnswerAsync(Request request)
    {
        if (Refuse(request, out var user) is { } refusal)
            return refusal;
        try
        {
            return await AnswerAsync(request, user);
        }
        catch (Exception exception)
        {
            return Failures.Of(exception, services.Log);
        }
    }

    public async IAsyncEnumerable<Response> StreamAsync(Request request, [EnumeratorCancellation] CancellationToken stopping)
    {
        if (Refuse(request, out var user) is { } refusal)
        {
            yield return refusal;
            yield break;
        }
        services.Log.Acts(user.Name, origin, request.ToString());
        await using var responses = OpenAsync(request, stopping).GetAsyncEnumerator(stopping);
        while (true)
        {
            Response? response;
            try
            {
                response = await responses.MoveNextAsync() ? responses.Current : null;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                response = Failures.Of(exception, services.Log);
            }
            yield return response ?? new Response.End(0);
            if (response is null or Response.Failed or Response.End)
                yield break;
        }
    }

    public ValueTask DisposeAsync()
    {
        services.Candidates.Leave(name);
        return ValueTask.CompletedTask;
    }

    private async IAsyncEnumerable<Response> OpenAsync(Request request, [EnumeratorCancellation] CancellationToken stopping)
    {
        var stream = request switch
        {
            Request.MonitorTraffic r =>
                services.Operations.CaptureAsync(await services.Status.DeviceOfAsync(r.Interface, stopping), r.Filter, stopping),
            Request.MonitorEvents => services.Events.Listen(stopping),
            Request.MonitorMesh => services.Monitor.Watch(stopping),
            Request.Ping r => services.Operations.PingAsync(r.Host, r.Count, stopping),
            Request.TraceRoute r => services.Operations.TraceRouteAsync(r.Host, stopping),
            _ => throw new UnreachableException(),
        };
        await foreach (var response in stream)
            yield return response;
    }

    private Response.Failed? Refuse(Request request, out User user)
    {
        user = UserDirectory.Find(peer, Engine.Running.Content.Config)!;
        if (user is null)
        {
            services.Log.Denied($"uid {peer.UserId}", request.GetType().Name, "no user of this router");
            return NoUser();
        }
        if (Access.Allows(user.Role, request))
            return null;
        var role = Roles.Name(user.Role);
        services.Log.Denied(user.Name, request.GetType().Name, $"role {role}");
        return new Response.Failed(
            FailureKind.Denied,
            $"{user.Name} has the role {role}, which does not allow this",
            $"it needs {Roles.Name(Access.Needed(request))}",
            []);
    }

    private Response.Failed NoUser() =>
        new(FailureKind.Denied, $"user id {peer.UserId} is no user of this router", "system users lists them", []);

    private async Task<Response> AnswerAsync(Request request, User user)
    {
        var author = new Author(user.Name, origin, name);
        switch (request)
        {
            case Request.Hello hello:
                origin = Printable(hello.Origin);
                if (place is not null)
                    place.Origin = origin;
                return new Response.Welcome(user.Name, Roles.Name(user.Role), Engine.Running.Content.Config.System.Hostname, Notes(), name);
            case Request.SetSecret or Request.DeleteSecret:
                services.Log.Acts(user.Name, origin, request.ToString());
                return SecretRequests.Answer(request, services);
            case Request.ShowUsers:
                return UserSessions.List(services.Connections, place, c => UserDirectory.Find(c.Peer, Engine.Running.Content.Config));
            case Request.Disconnect end:
                services.Log.Acts(user.Name, origin, request.ToString());
                return UserSessions.End(end.Id, services.Connections, place, user);
            case Request.ShowDrift:
                return new Response.Drift(
                    Engine.Running.Content.Config.System.Drift == DriftAction.Heal, services.Drift.Report.At, services.Drift.Report.Items)
                {
                    Waiting = services.Drift.Waiting,
                };
            case Request.ShowSecrets:
                return SecretRequests.Answer(request, services);
            case Request.SetSetFile or Request.DeleteSetFile:
                services.Log.Acts(user.Name, origin, request.ToString());
                return SetFileRequests.Answer(request, services);
            case Request.ShowSetFiles:
                return SetFileRequests.Answer(request, services);
            case Request.RestartService service:
                services.Log.Acts(user.Name, origin, request.ToString());
                Named.Check(
                    "service", service.Name, await services.Status.ServiceNamesAsync(CancellationToken.None), "show services lists them");
                await Engine.BetweenCommitsAsync(async stopping =>
                {
                    await services.Operations.RestartAsync(service.Name, stopping);
                    return true;
                });
                services.Events.Publish("service", $"{service.Name} restarted by {user.Name}");
                return new Response.Done($"{service.Name} is restarted");
            case Request.PurgeMesh purge:
                services.Log.Acts(user.Name, origin, request.ToString());
                return services.Meshes.Purge(purge.Address);
            case Request.Reboot or Request.PowerOff:
                services.Log.Acts(user.Name, origin, request.ToString());
                await services.Operations.PowerAsync(again: request is Request.Reboot, CancellationToken.None);
                return new Response.Done(request is Request.Reboot ? "the router starts anew" : "the router switches off");
            default:
                return await services.Status.AnswerAsync(request) ?? await configuration.AnswerAsync(request, author);
        }
    }

    private List<string> Notes()
    {
        var notes = new List<string>(Engine.Notes);
        if (Engine.Pending is { } pending)
            notes.Add($"the commit of {pending.By.User} goes back at {pending.Deadline:HH:mm:ss} unless it is confirmed");
        if (place is { UrgentOnly: true })
            notes.Add("you have too many sessions open: this one takes confirm, rollback, show users and disconnect alone");
        return notes;
    }

    // It ends up in the log and on other people's terminals.
    private static string Printable(string text) => new([.. text.Where(c => !char.IsControl(c)).Take(64)]);
}
