using Router.Api.Contract;
using Router.Features.SystemSettings;

namespace Router.Daemon.Sessions;

/// <summary>
/// The role that each request needs: what the contract says beside it, as the daemon itself was built with it. Nothing that a client
/// sends is asked.
/// </summary>
internal static class Access
{
    public static UserRole Needed(Request request) => request.Needed switch
    {
        Role.View => UserRole.View,
        Role.Operate => UserRole.Operate,
        _ => UserRole.Admin,
    };

    public static bool Allows(UserRole role, Request request) => role >= Needed(request);
}
