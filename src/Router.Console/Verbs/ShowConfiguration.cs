using Router.Api.Contract;
using Router.Console.Language;

namespace Router.Console.Verbs;

internal static class ShowConfiguration
{
    public static readonly Command Verb =
        Show.Verb<Response.Document>("configuration", "the running configuration, or a part of it", Request, (document, _) => document.Text.TrimEnd('\n').Split('\n')) with
        {
            Arguments = [new Argument("PATH", "a part of it: interfaces lan", Arity.Rest, CompletionSubject.Present)],
            Options = [Option.Json, new Option("--startup", "the one that boots"), new Option("--generation", "one of the history", "NUMBER")],
        };

    private static Request Request(Invocation call)
    {
        var path = call.Rest("PATH");
        return call.Option("--generation") is { } number
            ? new Request.ShowConfiguration(ConfigurationSource.Generation, path, Numbers.Parse(number, "a generation"))
            : new Request.ShowConfiguration(
                call.Option("--startup") is null ? ConfigurationSource.Running : ConfigurationSource.Startup, path);
    }
}
