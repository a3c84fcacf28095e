using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Image.Boards.Edges;

namespace Router.Ctl.Boards;

/// <summary><c>routerctl board new</c>.</summary>
internal static class NewVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "Of the board and its folder." };
        var from = new Option<string>("--from")
        {
            Description = "The board whose profile, modules and files it begins with.",
            HelpName = "BOARD",
            DefaultValueFactory = _ => "pc-x86_64",
        };
        return new Command("new", "Make a board's folder, which can be built as it is, from another board's.")
            .With(name, from.WithBoards())
            .Runs((result, _) =>
            {
                var (board, other) = (result.GetRequiredValue(name), result.GetRequiredValue(from));
                var files = Failure.Try(() => BoardFiles.Make(Repository.Find(), board, other));
                foreach (var file in files)
                    terminal.Out.WriteLine(file);
                terminal.Error.WriteLine(
                    $"next: change what differs from {other}, then 'routerctl board check {board}' and './build.sh image {board}'");
                return Task.FromResult(ExitCode.Done);
            });
    }
}
