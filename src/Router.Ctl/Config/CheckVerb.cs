using System.CommandLine;
using System.Text.Json.Serialization;
using Router.Core.Problems;
using Router.Ctl.Cli;

namespace Router.Ctl.Config;

/// <summary><c>config check FILE...</c>.</summary>
internal static class CheckVerb
{
    /// <summary>Nobody reads more lines than these of one file.</summary>
    private const int Shown = 100;

    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE") { Description = "Configurations; - is standard input.", Arity = ArgumentArity.OneOrMore };
        var json = CommandExtensions.JsonOption();
        return new Command("check", "Check documents: FILE:LINE:COLUMN: PATH: message, a line a problem.")
            .With(files, json)
            .Runs(result => Run(terminal, result.GetRequiredValue(files), result.GetValue(json)));
    }

    private static int Run(Terminal terminal, string[] files, bool json)
    {
        var checks = files.Select(file => new FileCheck(file, Document.Read(file, terminal).Problems)).ToList();
        if (json)
            terminal.WriteJson(checks, CheckJson.Default.ListFileCheck);
        else
            checks.ForEach(check => Print(terminal, check));
        return checks.All(c => c.Problems.Count == 0) ? ExitCode.Done : ExitCode.Input;
    }

    private static void Print(Terminal terminal, FileCheck check)
    {
        foreach (var problem in check.Problems.Take(Shown))
            terminal.Out.WriteLine(Printable.Line(problem.ToString(check.File)));
        if (check.Problems.Count > Shown)
            terminal.Out.WriteLine($"{check.File}: and {check.Problems.Count - Shown} problems more, {check.Problems.Count} in all");
        if (check.Problems.Count == 0 && terminal.Interactive)
            terminal.Error.WriteLine($"{check.File}: good");
    }
}

/// <summary>A file with all its problems; none: it is good.</summary>
internal sealed record FileCheck(string File, IReadOnlyList<Problem> Problems);

[JsonSerializable(typeof(List<FileCheck>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class CheckJson : JsonSerializerContext;
