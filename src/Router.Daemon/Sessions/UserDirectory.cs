using Router.Api.Edges;
using Router.Api.Limits;
using Router.Features.Configuration;
using Router.Features.SystemSettings;

namespace Router.Daemon.Sessions;

/// <summary>Who a process's user is to this router. The kernel gives the user id; the running configuration says the rest.</summary>
internal static class UserDirectory
{
    /// <summary>The super-user of the machine: the serial console and the daemon's own scripts.</summary>
    public const uint Root = 0;

    /// <summary>Null: no user of this router, so nobody who may ask anything.</summary>
    public static User? Find(PeerCredentials peer, RouterConfig config)
    {
        if (peer.UserId == Root)
            return new User("root", UserRole.Admin);
        foreach (var (name, user) in config.System.Users)
        {
            if (UserIds.Of(name) == peer.UserId)
                return new User(name, user.Role);
        }
        return null;
    }
}

internal sealed record User(string Name, UserRole Role)
{
    public Caller Caller(PeerCredentials peer) => new(
        Name, peer.UserId == UserDirectory.Root ? CallerRank.Root : Role == UserRole.Admin ? CallerRank.Admin : CallerRank.Guest);
}

/// <summary>Roles as documents write them.</summary>
internal static class Roles
{
    /// <summary>Null: a user that is no more.</summary>
    public static string Name(UserRole? role) => role?.ToString().ToLowerInvariant() ?? "none";
}
