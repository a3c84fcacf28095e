using Router.Console.Language;
using Router.Console.Verbs.Configuration;
using Router.Console.Verbs.Dhcp;
using Router.Console.Verbs.Firewall;
using Router.Console.Verbs.Flows;
using Router.Console.Verbs.Frr;
using Router.Console.Verbs.Interfaces;
using Router.Console.Verbs.Mesh;
using Router.Console.Verbs.Operations;
using Router.Console.Verbs.Routes;
using Router.Console.Verbs.Secrets;
using Router.Console.Verbs.Services;
using Router.Console.Verbs.Sessions;
using Router.Console.Verbs.SystemSettings;

namespace Router.Console.Verbs;

/// <summary>All verbs, which the shell is given.</summary>
internal static class Commands
{
    public static readonly Grammar Grammar = new(
    [
        ShowConfiguration.Verb,
        ShowInterfaces.Verb,
        ShowRoutes.Verb,
        ShowFirewall.Verb,
        ShowServices.Verb,
        ShowLeases.Verb,
        ShowSessions.Verb,
        ShowUsers.Verb,
        ShowBgp.Verb,
        ShowLog.Verb,
        ShowSystem.Verb,
        ShowVersion.Verb,
        ShowHistory.Verb,
        ShowDrift.Verb,
        ShowSecrets.Verb,
        SetFileVerbs.Show,
        .. MeshVerbs.All,
        MonitorTraffic.Verb,
        MonitorEvents.Verb,
        Why.Verb,
        Ping.Verb,
        TraceRoute.Verb,
        Modes.Configure,
        .. EditVerbs.All,
        Modes.Edit,
        Modes.Up,
        Modes.Top,
        Candidate.Show,
        Candidate.Compare,
        Commit.Verb,
        CommitFile.Verb,
        Confirm.Verb,
        Rollback.Verb,
        Checkpoints.Make,
        Checkpoints.Delete,
        Candidate.Discard,
        Candidate.Rebase,
        Load.Verb,
        SecretVerbs.Set,
        SecretVerbs.Delete,
        SetFileVerbs.Set,
        SetFileVerbs.Delete,
        RestartService.Verb,
        Disconnect.Verb,
        Power.Reboot,
        Power.PowerOff,
        Run.Verb,
        Run.Do,
        Help.Verb,
        Leave.Verb,
        Leave.Quit,
        Modes.Exit,
        Modes.Quit,
    ],
    new Dictionary<string, string>
    {
        ["show"] = "look at configuration and state",
        ["monitor"] = "watch packets and events as they come",
        ["restart"] = "restart a service",
        ["set"] = "set a secret or a file of addresses",
        ["delete"] = "delete a secret, a file of addresses or the name of a checkpoint",
        ["mesh"] = "act on meshes",
    });
}
