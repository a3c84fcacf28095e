using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Services;

internal static class RestartService
{
    public static readonly Command Verb = new(
        Mode.Operational, "restart service", "stop a service and start it again", (call, stopping) =>
            Acts.RunAsync(call, new Request.RestartService(call.Argument("NAME")), stopping))
    {
        Arguments = [new Argument("NAME", "the service", Arity.One, CompletionSubject.Service)],
        Options = [Option.Json],
    };
}
