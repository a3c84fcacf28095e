using Router.Console.Language;
using Router.Console.Shell;

namespace Router.Console.Verbs;

internal static class Run
{
    public static readonly Command Verb = new(Mode.Configuration, "run", "a command of operational mode", (call, stopping) =>
    {
        var parsed = Commands.Grammar.Parse(Mode.Operational, call.Rest("COMMAND"));
        return parsed.Command == Modes.Configure || parsed.Command == Modes.Exit || parsed.Command == Modes.Quit
            ? throw new UsageException($"run {parsed.Command.Words} makes no sense here", "exit leaves configuration mode")
            : parsed.Command.RunAsync(new Invocation(parsed.Command, call.Session, parsed.Arguments, parsed.Options), stopping);
    })
    { Arguments = [new Argument("COMMAND", "show, ping, monitor, …", Arity.Rest)] };
}
