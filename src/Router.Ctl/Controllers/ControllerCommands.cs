using System.CommandLine;
using Router.Api.Controllers;
using Router.Ctl.Cli;

namespace Router.Ctl.Controllers;

/// <summary><c>routerctl controller</c>: for fleets beyond one desk.</summary>
internal static class ControllerCommands
{
    public static Command Create(Terminal terminal) =>
        new Command("controller", "A controller that devices connect to: run it, let devices and operators in, follow rollouts.").With(
            RunVerb.Create("run", "Run a controller: devices ask it for their documents, operators order rollouts."),
            RunVerb.Create(
                "init", "Make its folder with an authority of its own, and nothing else: for several controllers with the same one."),
            EnrolVerb.Create(terminal),
            RevokeVerb.Create(terminal),
            OperatorVerb.Create(terminal),
            RolloutVerbs.Rollouts(terminal),
            RolloutVerbs.Act(terminal, ControllerPaths.Approve, "Let a rollout of somebody else begin."),
            RolloutVerbs.Act(
                terminal, ControllerPaths.Stop,
                "Begin no other device of a rollout; devices that have not applied it get their document of before."),
            AuditVerb.Create(terminal));
}
