using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Sessions;

internal static class Disconnect
{
    public static readonly Command Verb = new(
        Mode.Operational, "disconnect", "end a session: one of your own, or as admin anybody's", (call, stopping) =>
            Acts.RunAsync(call, new Request.Disconnect(Numbers.Parse(call.Argument("ID"), "a session")), stopping))
    {
        Arguments = [new Argument("ID", "its number, see show users", Arity.One, CompletionSubject.User)],
        Options = [Option.Json],
    };
}
