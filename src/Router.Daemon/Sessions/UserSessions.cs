using Router.Api.Contract;
using Router.Api.Limits;
using Router.Daemon.Engine;
using Router.Features.SystemSettings;

namespace Router.Daemon.Sessions;

/// <summary>The requests about who is connected.</summary>
internal static class UserSessions
{
    public static Response.Users List(ConnectionTable table, ClientConnection? own, Func<ClientConnection, User?> userOf) => new(
    [
        .. table.List().Select(c => new UserSessionStatus(
            c.Id, c.Caller.User, Roles.Name(userOf(c)?.Role), c.Origin, c.Since,
            Math.Floor(table.IdleFor(c).TotalSeconds), c.Doing, c.Peer.ProcessId, c.UrgentOnly, c == own)),
    ]);

    /// <exception cref="NotFoundException">There is no such session, or below admin it is somebody else's.</exception>
    public static Response End(int id, ConnectionTable table, ClientConnection? own, User user)
    {
        if (id == own?.Id)
            throw new RefusedException("that is this session itself", "exit leaves it");
        var there = table.List().FirstOrDefault(c => c.Id == id && (user.Role == UserRole.Admin || c.Caller.User == user.Name));
        if (there is null || !table.End(id, new Farewell(Idle: false, $"{user.Name} ended this session")))
            throw new NotFoundException(
                user.Role == UserRole.Admin ? $"there is no session {id}" : $"{user.Name} has no session {id}",
                "show users lists them; an admin may end anybody's");
        return new Response.Done($"session {id} of {there.Caller.User} is ended");
    }
}
