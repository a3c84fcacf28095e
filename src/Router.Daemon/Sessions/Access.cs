using Router.Api.Contract;
using Router.Features.SystemSettings;

namespace Router.Daemon.Sessions;

/// <summary>The role that each request needs.</summary>
internal static class Access
{
    public static UserRole Needed(Request request) => request switch
    {
        Request.Hello or Request.ShowVersion or Request.ShowSystem or Request.ShowInterfaces or Request.ShowRoutes or
        Request.ShowFirewall or Request.ShowServices or Request.ShowLog or Request.ShowLeases or Request.ShowSessions or Request.ShowBgp or
        Request.ShowConfiguration or Request.ShowHistory or Request.ShowDrift or Request.Complete or Request.MonitorEvents or
        Request.ShowMesh or Request.ShowMeshPath or Request.ShowUsers or Request.Disconnect => UserRole.View,
        Request.RestartService or Request.MonitorTraffic or Request.Ping or Request.TraceRoute or Request.Why or
        Request.MonitorMesh or Request.PurgeMesh => UserRole.Operate,
        // What is not listed is for those who may do all: a request that is forgotten here stays shut.
        _ => UserRole.Admin,
    };

    /// <summary>
    /// What is answered over a connection beyond the user's share too: what saves a commit that waits, and what makes room for others.
    /// </summary>
    public static bool IsUrgent(Request request) => request is
        Request.Hello or Request.ShowVersion or Request.Confirm or Request.Rollback { Generation: null, Name: null } or Request.ShowUsers
            or Request.Disconnect or
            Request.Complete { Subject: CompletionSubject.User };

    public static bool Allows(UserRole role, Request request) => role >= Needed(request);
}
