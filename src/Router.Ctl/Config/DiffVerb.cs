using System.CommandLine;
using System.Text.Json.Serialization;
using Router.Ctl.Cli;
using Router.Documents.Editing;

namespace Router.Ctl.Config;

/// <summary><c>config diff BEFORE AFTER</c>.</summary>
internal static class DiffVerb
{
    public static Command Create(Terminal terminal)
    {
        var before = new Argument<string>("BEFORE") { Description = "A document; - is standard input." };
        var after = new Argument<string>("AFTER") { Description = "Another one." };
        var commands =
            new Option<bool>("--commands") { Description = "Print the set and delete commands that lead from one to the other." };
        var json = CommandExtensions.JsonOption();
        return new Command("diff", "Show what differs between two documents.").With(before, after, commands, json)
            .Runs(result =>
            {
                var (a, b) = (Document.ReadText(result.GetRequiredValue(before), terminal),
                    Document.ReadText(result.GetRequiredValue(after), terminal));
                var difference = new Difference(ConfigDiff.Unified(a, b), ConfigDiff.Commands(a, b));
                if (result.GetValue(json))
                    terminal.WriteJson(difference, DiffJson.Default.Difference);
                else
                    Print(terminal, result.GetValue(commands) ? difference.Commands : difference.Lines);
                return ExitCode.Done;
            });
    }

    private static void Print(Terminal terminal, IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
            terminal.Out.WriteLine(Printable.Line(line));
    }
}

/// <summary>Both forms; empty: the documents mean the same.</summary>
internal sealed record Difference(IReadOnlyList<string> Lines, IReadOnlyList<string> Commands);

[JsonSerializable(typeof(Difference))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class DiffJson : JsonSerializerContext;
