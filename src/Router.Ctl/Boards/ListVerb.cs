using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Image;
using Router.Image.Building.Edges;

namespace Router.Ctl.Boards;

/// <summary><c>routerctl board list</c>.</summary>
internal static class ListVerb
{
    public static Command Create(Terminal terminal)
    {
        var json = CommandExtensions.JsonOption();
        return new Command("list", "Print the boards, and which of them QEMU can start.")
            .With(json)
            .Runs(result =>
            {
                var repository = Repository.Find();
                var rows = BoardFolder.Names(repository).Select(name => Row(repository, name)).ToList();
                if (result.GetValue(json))
                    terminal.WriteJson(rows, BoardJson.Default.ListBoardRow);
                else
                    rows.ForEach(row => terminal.Out.WriteLine(Printable.Line(Text(row))));
                return ExitCode.Done;
            });
    }

    /// <summary>A profile with problems is a board as well: <c>board check</c> says what is wrong.</summary>
    private static BoardRow Row(string repository, string name)
    {
        try
        {
            var board = BoardFolder.Read(repository, name);
            return new BoardRow(name, board.Architecture, board.Description, board.Machine is not null, IsGood: true);
        }
        catch (ImageException)
        {
            return new BoardRow(name, "", "", Qemu: false, IsGood: false);
        }
    }

    private static string Text(BoardRow row) => row.IsGood
        ? $"{row.Name,-16}{row.Architecture,-10}{(row.Qemu ? "qemu" : "-"),-6}{row.Description}"
        : $"{row.Name,-16}its profile has problems: routerctl board check {row.Name}";
}
