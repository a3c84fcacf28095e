using System.CommandLine;
using System.Text.Json.Serialization;
using Router.Ctl.Cli;
using Router.Documents.Help;
using Router.Features.Configuration;

namespace Router.Ctl.Config;

/// <summary><c>config explain PATH</c>.</summary>
internal static class ExplainVerb
{
    public static Command Create(Terminal terminal)
    {
        var path = new Argument<string[]>("WORD")
        {
            Description = "The path, a word an argument; none: the whole document.",
            Arity = ArgumentArity.ZeroOrMore
        };
        var json = CommandExtensions.JsonOption();
        return new Command("explain", "Say what may stand at a path: explain interfaces lan mtu").With(path, json)
            .Runs(result => Run(terminal, result.GetValue(path) ?? [], result.GetValue(json)));
    }

    private static int Run(Terminal terminal, string[] path, bool json)
    {
        var (explanation, problem) = ConfigExplain.Explain(path);
        if (explanation is null)
            throw Failure.Input(Printable.Line($"{problem!.Value.Path}: {problem.Value.Message}"), problem.Value.Hint);
        if (json)
            terminal.WriteJson(explanation, ExplainJson.Default.Explanation);
        else
            terminal.Out.WriteLine(explanation.ToText().TrimEnd());
        return ExitCode.Done;
    }
}

[JsonSerializable(typeof(Explanation))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class ExplainJson : JsonSerializerContext;
