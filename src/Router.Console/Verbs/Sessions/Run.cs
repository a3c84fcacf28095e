using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;
using Router.Console.Verbs.Configuration;

namespace Router.Console.Verbs.Sessions;

internal static class Run
{
    private static readonly Argument Which = new("COMMAND", "show, ping, monitor, …", Arity.Rest);

    public static readonly Command Verb =
        new(Mode.Configuration, "run", "a command of operational mode: run show routes", RunAsync)
        {
            Arguments = [Which],
            HasViews = true,
            TakesCommand = true
        };

    public static readonly Command Do =
        new(Mode.Configuration, "do", "the same as run", RunAsync) { Arguments = [Which], HasViews = true, TakesCommand = true };

    private static Task<int> RunAsync(Invocation call, CancellationToken stopping)
    {
        var words = call.Rest("COMMAND");
        if (words.Count == 0)
            throw new UsageException($"{call.Command.Words} what?", "a command of operational mode: run show routes");
        var parsed = call.Grammar.Parse(Mode.Operational, words);
        return parsed.Command == Modes.Configure || parsed.Command == Modes.Exit || parsed.Command == Modes.Quit
            ? throw new UsageException($"{call.Command.Words} {parsed.Command.Words} makes no sense here", "exit leaves configuration mode")
            : new Invocation(parsed.Command, call.Grammar, call.Session, parsed.Arguments, parsed.Options) { View = call.View }
                .RunAsync(stopping);
    }
}
