using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Operations;

internal static class MonitorEvents
{
    public static readonly Command Verb = new(Mode.Operational, "monitor events", "what happens: commits, links, services", RunAsync)
    {
        Options = [Option.Json],
    };

    private static Task<int> RunAsync(Invocation call, CancellationToken stopping) => Streams.FollowAsync(
        call,
        new Request.MonitorEvents(),
        response =>
        {
            if (response is Response.Event happened)
                call.Session.Output.WriteLine($"{Humane.Time(happened.Time)} {call.Session.Paint.Bold(happened.Subject)}: {happened.Text}");
        },
        stopping);
}
