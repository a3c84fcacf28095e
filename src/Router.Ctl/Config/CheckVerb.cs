using System.CommandLine;
using System.Text.Json.Serialization;
using Router.Ctl.Cli;
using Router.Documents;

namespace Router.Ctl.Config;

/// <summary><c>config check FILE...</c>.</summary>
internal static class CheckVerb
{
    /// <summary>Nobody reads more lines than these of one file.</summary>
    private const int Shown = 100;

    public static Command Create(Terminal terminal)
    {
        var files =
            new Argument<string[]>("FILE") { Description = "Configurations; - is standard input.", Arity = ArgumentArity.OneOrMore };
        var json = CommandExtensions.JsonOption();
        return new Command(
            "check",
            "Check documents: FILE:LINE:COLUMN: PATH: message, a line a problem. A note is about what is allowed but probably not meant.")
            .With(files, json)
            .Runs(result => Run(terminal, result.GetRequiredValue(files), result.GetValue(json)));
    }

    private static int Run(Terminal terminal, string[] files, bool json)
    {
        var checks = files.Select(file => Check(file, terminal)).ToList();
        if (json)
            terminal.WriteJson(checks, CheckJson.Default.ListFileCheck);
        else
            checks.ForEach(check => Print(terminal, check));
        return checks.All(c => c.Problems.Count == 0) ? ExitCode.Done : ExitCode.Input;
    }

    private static FileCheck Check(string file, Terminal terminal)
    {
        var reading = Document.Read(file, terminal);
        return new FileCheck(file, reading.Problems, reading.Problems.Count == 0 ? reading.Advice : []);
    }

    private static void Print(Terminal terminal, FileCheck check)
    {
        Print(terminal, check.File, check.Problems, "problems");
        Print(terminal, check.File, [.. check.Advice.Select(note => note with { Message = $"note: {note.Message}" })], "notes");
        if (check.Problems.Count == 0 && terminal.Interactive)
            terminal.Error.WriteLine($"{check.File}: good");
    }

    private static void Print(Terminal terminal, string file, IReadOnlyList<Problem> found, string what)
    {
        foreach (var one in found.Take(Shown))
            terminal.Out.WriteLine(Printable.Line(one.ToString(file)));
        if (found.Count > Shown)
            terminal.Out.WriteLine($"{file}: and {found.Count - Shown} {what} more, {found.Count} in all");
    }
}

/// <summary>A file with all its problems; none: it is good. <paramref name="Advice"/>: what a router would remark at the commit.</summary>
internal sealed record FileCheck(string File, IReadOnlyList<Problem> Problems, IReadOnlyList<Problem> Advice);

[JsonSerializable(typeof(List<FileCheck>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class CheckJson : JsonSerializerContext;
