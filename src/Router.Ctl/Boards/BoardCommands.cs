using System.CommandLine;
using Router.Ctl.Cli;

namespace Router.Ctl.Boards;

/// <summary><c>routerctl board</c>.</summary>
internal static class BoardCommands
{
    public static Command Create(Terminal terminal) =>
        new Command("board", "Boards: the folders of boards/, a kind of device each.").With(
            ListVerb.Create(terminal), CheckVerb.Create(terminal), NewVerb.Create(terminal));
}
