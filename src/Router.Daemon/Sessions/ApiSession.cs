using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Router.Api;
using Router.Api.Contract;
using Router.Api.Edges;
using Router.Api.Limits;
using Router.Daemon.Editing;
using Router.Daemon.Engine;
using Router.Daemon.Status;
using Router.Daemon.Status.Backups;
using Router.Daemon.Status.Medium;
using Router.Daemon.Upgrades;
using Router.Features.SystemSettings;

namespace Router.Daemon.Sessions;

/// <summary>What all sessions share.</summary>
internal sealed record SharedServices(
    ConfigurationEngine Engine, HandlerTable Handlers, Candidates Candidates, BackupKeeper Backups, MediumKeeper Medium, Upgrader Upgrades,
    ILogger<SharedServices> Log);

/// <summary>One connection: who it is, and what they may do.</summary>
internal sealed class ApiSession(PeerCredentials peer, SharedServices services) : IApiSession
{
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

    public bool IsUrgent(Request request) => request.IsUrgent();

    public bool IsStream(Request request) => services.Handlers.IsStream(request);

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

    public async ValueTask DisposeAsync()
    {
        services.Candidates.Leave(name);
        await services.Upgrades.LeaveAsync(name);
    }

    /// <summary>What is wrong with a request comes with the first look at its stream, as what goes wrong later does.</summary>
    private async IAsyncEnumerable<Response> OpenAsync(Request request, [EnumeratorCancellation] CancellationToken stopping)
    {
        await foreach (var response in services.Handlers.Of(request).Stream(request, stopping))
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
        if (request is Request.Hello hello)
            return Welcome(hello, user);
        var handler = services.Handlers.Of(request);
        if (handler.IsLogged)
            services.Log.Acts(user.Name, origin, request.ToString());
        return await handler.AnswerAsync(request, new Asker(new Author(user.Name, origin, name), user.Role, peer, place));
    }

    private Response.Welcome Welcome(Request.Hello hello, User user)
    {
        origin = Printable(hello.Origin);
        if (place is not null)
            place.Origin = origin;
        return new Response.Welcome(user.Name, Roles.Name(user.Role), Engine.Running.Content.Config.System.Hostname, Notes(), name);
    }

    private List<string> Notes()
    {
        var notes = new List<string>([.. Engine.Notes, .. services.Medium.Notes]);
        if (services.Backups.Note is { } kept)
            notes.Add(kept);
        if (Engine.Pending is { } pending)
            notes.Add($"the commit of {pending.By.User} goes back at {pending.Deadline:HH:mm:ss} unless it is confirmed");
        if (Engine.Commits.Holder is { } holder)
            notes.Add($"{holder.Words}: commits of all others are refused");
        if (place is { UrgentOnly: true })
            notes.Add("you have too many sessions open: this one takes confirm, rollback, show users and disconnect alone");
        return notes;
    }

    // It ends up in the log and on other people's terminals.
    private static string Printable(string text) => new([.. text.Where(c => !char.IsControl(c)).Take(64)]);
}
