using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Ctl.Image;
using Router.Documents;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Image.Boards;
using Router.Image.Boards.Edges;
using Router.Image.Building;
using Router.Image.Building.Edges;

namespace Router.Ctl.Boards;

/// <summary><c>routerctl board check</c>.</summary>
internal static class CheckVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string?>("NAME") { Description = "A board; all of them otherwise.", Arity = ArgumentArity.ZeroOrOne };
        var source = new SourceOptions();
        var json = CommandExtensions.JsonOption();
        return new Command(
            "check",
            "Name what a board asks for and cannot have: modules, packages, firmware files, ports. A line a problem; exit code 1 with any.")
            .With([name.WithBoards(), .. source.All, json])
            .Runs(async (result, stopping) =>
            {
                var repository = Repository.Find();
                var reports = new List<BoardReport>();
                foreach (var board in result.GetValue(name) is { } one ? [one] : BoardFolder.Names(repository))
                {
                    var request = source.Apply(
                        new ImageRequest
                        {
                            Repository = repository,
                            Board = board,
                            Packages = FeaturePackages.Without(BoardFolder.Lacks(repository, board)),
                            Schema = ConfigMigration.Newest,
                            Output = "",
                        }, result);
                    reports.Add(await Failure.TryAsync(() => ProgressDisplay.RunAsync(
                        terminal, step => BoardCheck.RunAsync(request, new ProgressSink(terminal, step), stopping))));
                }
                if (result.GetValue(json))
                    terminal.WriteJson(reports, BoardJson.Default.ListBoardReport);
                else
                    reports.ForEach(report => Print(terminal, report));
                return reports.All(report => report.Problems.Count == 0) ? ExitCode.Done : ExitCode.Input;
            });
    }

    private static void Print(Terminal terminal, BoardReport report)
    {
        foreach (var problem in report.Problems)
            terminal.Out.WriteLine(Text(problem));
        foreach (var note in report.Notes)
            terminal.Out.WriteLine(Text(note with { Message = $"note: {note.Message}" }));
        if (report.Problems.Count == 0)
            terminal.Error.WriteLine($"{report.Board}: good");
    }

    private static string Text(Problem problem) => Printable.Line(problem.ToString(""));
}
