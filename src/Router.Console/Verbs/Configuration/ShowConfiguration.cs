using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Configuration;

internal static class ShowConfiguration
{
    private static readonly Command Plain =
        Show.Verb<Response.Document>(
            "configuration",
            "the running configuration, or a part of it",
            Request,
            (document, _) => document.Text.TrimEnd('\n').Split('\n'));

    public static readonly Command Verb = Plain with
    {
        RunAsync = (call, stopping) => call.View is View.Compare compare
            ? Differences.RunAsync(call, new Request.Compare(Back: compare.Back ?? 1, Path: call.Rest("PATH")), stopping)
            : Plain.RunAsync(call, stopping),
        Arguments = [new Argument("PATH", "a part of it: interfaces lan", Arity.Rest, CompletionSubject.Present)],
        Options = [Option.Json, new Option("--startup", "the one that boots"), new Option("--generation", "one of the history", "NUMBER")],
        HasViews = true,
    };

    private static Request Request(Invocation call)
    {
        var (path, commands) = (call.Rest("PATH"), call.View is View.Commands);
        return call.Option("--generation") is { } number
            ? new Request.ShowConfiguration(ConfigurationSource.Generation, path, Numbers.Parse(number, "a generation"), commands)
            : new Request.ShowConfiguration(
                call.Option("--startup") is null ? ConfigurationSource.Running : ConfigurationSource.Startup, path, Commands: commands);
    }
}
