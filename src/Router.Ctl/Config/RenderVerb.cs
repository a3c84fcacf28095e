using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Router.Core.Boards;
using Router.Core.Plans;
using Router.Core.State;
using Router.Ctl.Cli;
using Router.Ctl.Config.Edges;
using Router.Features.Configuration;

namespace Router.Ctl.Config;

/// <summary><c>config render FILE</c>: what a router makes of a document.</summary>
internal static class RenderVerb
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The configuration; - is standard input." };
        var board = new Option<string?>("--board")
        {
            Description = "Whose ports the roles (@wan, @lan) are: a board's name, or its board.yaml.",
            HelpName = "BOARD"
        };
        var format = new Option<string>("--format")
        {
            Description = "plan: the steps on an empty router; nft: the firewall; files: what services read; json: everything.",
            DefaultValueFactory = _ => "plan",
        };
        format.AcceptOnlyFromAmong("plan", "nft", "json", "files");
        return new Command("render", "Show what a router makes of a document, without one.").With(file, board, format)
            .Runs(result => Run(terminal, result.GetRequiredValue(file), result.GetValue(board), result.GetRequiredValue(format)));
    }

    private static int Run(Terminal terminal, string file, string? boardName, string format)
    {
        var board = boardName is null ? BoardFacts.None : BoardFile.Read(boardName, terminal);
        var around = boardName is null ? Surroundings.None : new Surroundings(board);
        var reading = Document.ReadGood(file, terminal, around);
        var built = Blueprint.Build(reading.Config, board);
        if (built.State is not { } state)
            throw Failure.Input(
                Document.Words(file, built.Problems),
                boardName is null ? "where ports go by their role, name the board: --board vm-x86_64" : null);
        switch (format)
        {
            case "plan":
                terminal.Out.Write(PlanText.Render(Blueprint.Plan(state, reading.Config, board)));
                break;
            case "nft":
                terminal.Out.Write(state.Ruleset.ToText());
                break;
            case "files":
                PrintFiles(terminal, state);
                break;
            case "json":
                terminal.WriteJson(RenderedState.Of(state, Blueprint.Plan(state, reading.Config, board)), RenderJson.Default.RenderedState);
                break;
            default:
                throw new UnreachableException();
        }
        return ExitCode.Done;
    }

    private static void PrintFiles(Terminal terminal, DesiredState state)
    {
        foreach (var (service, file) in state.Services.SelectMany(s => s.Files.Select(f => (s.Name, f))))
        {
            var mode = Convert.ToString(file.Mode, 8).PadLeft(4, '0');
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"==> {file.Path} ({mode} {file.Owner}, {service}) <=="));
            terminal.Out.WriteLine(file.Secret ? "(secret)\n" : file.Content);
        }
    }
}
