using System.CommandLine;
using Router.Ctl.Cli;

namespace Router.Ctl.Fleets;

/// <summary><c>routerctl fleet</c>: many routers from files.</summary>
internal static class FleetCommands
{
    public static Command Create(Terminal terminal) =>
        new Command("fleet", "Many routers from one inventory: check, show, compare and push their documents.").With(
            CheckVerb.Create(terminal),
            ListVerb.Create(terminal),
            RenderVerb.Create(terminal),
            DiffVerb.Create(terminal),
            StatusVerb.Create(terminal),
            DriftVerb.Create(terminal),
            FleetPushCommand.Create(terminal),
            FleetUpgradeCommand.Create(terminal),
            FleetRunVerb.Create(terminal),
            FleetBackupVerb.Create(terminal),
            AuditVerb.Create(terminal));
}
