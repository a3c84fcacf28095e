using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Upgrades.Rehearsal.Edges;
using Router.Ctl.Upgrades.Transfer;

namespace Router.Ctl.Upgrades;

/// <summary><c>routerctl upgrade</c>.</summary>
internal static class UpgradeCommands
{
    public static Command Create(Terminal terminal) =>
        TransferCommand.Create(terminal).With(RehearseCommand.Create(terminal));
}
