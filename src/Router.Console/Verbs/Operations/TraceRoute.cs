using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Operations;

internal static class TraceRoute
{
    public static readonly Command Verb = new(Mode.Operational, "traceroute", "the way to a host", RunAsync)
    {
        Arguments = [new Argument("HOST", "an address or a name")],
        Options = [Option.Json],
    };

    private static Task<int> RunAsync(Invocation call, CancellationToken stopping) =>
        Streams.FollowAsync(call, new Request.TraceRoute(call.Argument("HOST")), line => Streams.ShowLine(call, line), stopping);
}
