using Router.Console.Language;
using Router.Console.Verbs.Backups;
using Router.Console.Verbs.Configuration;
using Router.Console.Verbs.Controllers;
using Router.Console.Verbs.Dhcp;
using Router.Console.Verbs.Dns;
using Router.Console.Verbs.Firewall;
using Router.Console.Verbs.Flows;
using Router.Console.Verbs.Frr;
using Router.Console.Verbs.Interfaces;
using Router.Console.Verbs.Lists;
using Router.Console.Verbs.Locks;
using Router.Console.Verbs.Mappings;
using Router.Console.Verbs.Mesh;
using Router.Console.Verbs.Operations;
using Router.Console.Verbs.Pppoe;
using Router.Console.Verbs.Routes;
using Router.Console.Verbs.Secrets;
using Router.Console.Verbs.Services;
using Router.Console.Verbs.Sessions;
using Router.Console.Verbs.Shaping;
using Router.Console.Verbs.Statements;
using Router.Console.Verbs.SystemSettings;
using Router.Console.Verbs.Upgrades;
using Router.Console.Verbs.Uplinks;

namespace Router.Console.Verbs;

/// <summary>All verbs, which the shell is given.</summary>
internal static class Commands
{
    public static readonly Grammar Grammar = new(
    [
        ShowConfiguration.Verb,
        ShowInterfaces.Verb,
        ShowRoutes.Verb,
        ShowPppoe.Verb,
        ShowUplinks.Verb,
        ShowMappings.Verb,
        ShowShaping.Verb,
        ShowFirewall.Verb,
        ShowServices.Verb,
        ShowLeases.Verb,
        ShowDns.Verb,
        ListVerbs.Show,
        ShowSessions.Verb,
        ShowUsers.Verb,
        ShowBgp.Verb,
        ShowLog.Verb,
        ShowSystem.Verb,
        ShowVersion.Verb,
        ShowStatement.Verb,
        ShowController.Verb,
        LockVerbs.Show,
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
        LockVerbs.Take,
        LockVerbs.End,
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
        ShowBackup.Verb,
        MakeBackup.Verb,
        Restore.Verb,
        SlotVerbs.Slots,
        SlotVerbs.Upgrade,
        SlotVerbs.RollBack,
        SlotVerbs.Verify,
        Upgrade.Verb,
        RestartService.Verb,
        ListVerbs.Fetch,
        Disconnect.Verb,
        Power.Reboot,
        Power.PowerOff,
        Power.FactoryReset,
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
        ["verify"] = "hold the image against its hashes",
        ["rollback"] = "go back: to what ran before a commit that waits, or to the image in the other slot",
    });
}
