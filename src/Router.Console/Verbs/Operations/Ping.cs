using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Operations;

internal static class Ping
{
    private const int UsualCount = 5;

    public static readonly Command Verb = new(Mode.Operational, "ping", "whether a host answers", RunAsync)
    {
        Arguments = [new Argument("HOST", "an address or a name")],
        Options = [Option.Json, new Option("count", $"how often, {UsualCount} unless told", "NUMBER")],
    };

    private static Task<int> RunAsync(Invocation call, CancellationToken stopping)
    {
        var count = call.Option("count") is { } text ? Numbers.Parse(text, "echo requests") : UsualCount;
        return Streams.FollowAsync(call, new Request.Ping(call.Argument("HOST"), count), line => Streams.ShowLine(call, line), stopping);
    }
}
