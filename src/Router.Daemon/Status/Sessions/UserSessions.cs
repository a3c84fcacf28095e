using Router.Api.Contract;
using Router.Api.Limits;
using Router.Daemon.Engine;
using Router.Daemon.Sessions;
using Router.Features.SystemSettings;

namespace Router.Daemon.Status.Sessions;

/// <summary>The requests about who is connected.</summary>
internal sealed class UserSessions(ConfigurationEngine engine, ConnectionTable table) : IHandlers
{
    public IEnumerable<Handler> Handlers =>
    [
        Handler.Of<Request.ShowUsers>((_, asker) => List(asker.Connection)),
        Handler.Logged<Request.Disconnect>((end, asker) => End(end.Id, asker)),
    ];

    private Response.Users List(ClientConnection? own)
    {
        var config = engine.Running.Content.Config;
        return new(
        [
            .. table.List().Select(c => new UserSessionStatus(
                c.Id, c.Caller.User, Roles.Name(UserDirectory.Find(c.Peer, config)?.Role), c.Origin, c.Since,
                Math.Floor(table.IdleFor(c).TotalSeconds), c.Doing, c.Peer.ProcessId, c.UrgentOnly, c == own)),
        ]);
    }

    /// <exception cref="NotFoundException">There is no such session, or below admin it is somebody else's.</exception>
    private Response.Done End(int id, Asker asker)
    {
        if (id == asker.Connection?.Id)
            throw new RefusedException("that is this session itself", "exit leaves it");
        var (user, isAdmin) = (asker.Author.User, asker.Role == UserRole.Admin);
        var there = table.List().FirstOrDefault(c => c.Id == id && (isAdmin || c.Caller.User == user));
        if (there is null || !table.End(id, new Farewell(Idle: false, $"{user} ended this session")))
            throw new NotFoundException(
                isAdmin ? $"there is no session {id}" : $"{user} has no session {id}",
                "show users lists them; an admin may end anybody's");
        return new Response.Done($"session {id} of {there.Caller.User} is ended");
    }
}
