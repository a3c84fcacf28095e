using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;

namespace Router.Console.Verbs.Configuration;

internal static class Leave
{
    private const string AtOnce = "configuration-mode";

    private static readonly Argument Where =
        new("configuration-mode", "leave it at once", Arity.Optional) { Words = [(AtOnce, "leave it at once")] };

    public static readonly Command Verb =
        new(Mode.Configuration, "exit", "go to the top, and from there leave configuration mode", RunAsync) { Arguments = [Where] };

    public static readonly Command Quit = new(Mode.Configuration, "quit", "the same as exit", RunAsync) { Arguments = [Where] };

    public static void Go(Session session) => (session.Mode, session.EditPath) = (Mode.Operational, []);

    private static async Task<int> RunAsync(Invocation call, CancellationToken stopping)
    {
        var where = call.OptionalArgument(Where.Name);
        if (where is not null && where != AtOnce)
            throw new UsageException(
                $"\"{where}\" is too much",
                Habits.Find(call.Grammar, Mode.Configuration, [call.Command.Words, where]) ?? $"usage: {call.Command.Usage}");
        if (call.Session.EditPath.Count > 0 && where is null)
        {
            call.Session.EditPath = [];
            return ExitCodes.Done;
        }
        var difference = await call.Session.AskAsync<Response.Difference>(new Request.Compare(), stopping);
        if (difference.Lines.Count > 0)
            call.Session.Output.WriteLine(
                call.Session.Paint.Warn("changes are not committed; they are kept for you (configure, then commit or discard)"));
        Go(call.Session);
        return ExitCodes.Done;
    }
}
