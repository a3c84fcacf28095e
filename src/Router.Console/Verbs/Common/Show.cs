using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Sessions;

namespace Router.Console.Verbs.Common;

/// <summary>What all <c>show</c> verbs have in common: one request, its answer as JSON or as lines.</summary>
internal static class Show
{
    public static Command Verb<T>(string what, string help, Request request, Func<T, Paint, IEnumerable<string>> render)
        where T : Response => Verb(what, help, _ => request, render);

    public static Command Verb<T>(
        string what, string help, Func<Invocation, Request> request, Func<T, Paint, IEnumerable<string>> render)
        where T : Response => Verb(what, help, request, (_, answer) => answer, render);

    /// <summary><paramref name="pick"/> takes of the answer what was asked for by name.</summary>
    public static Command Verb<T>(
        string what, string help, Request request, Func<Invocation, T, T> pick, Func<T, Paint, IEnumerable<string>> render)
        where T : Response => Verb(what, help, _ => request, pick, render);

    private static Command Verb<T>(
        string what, string help, Func<Invocation, Request> request,
        Func<Invocation, T, T> pick, Func<T, Paint, IEnumerable<string>> render)
        where T : Response => new(Mode.Operational, $"show {what}", help, async (call, stopping) =>
    {
        var answer = pick(call, await call.Session.AskAsync<T>(request(call), stopping));
        if (call.Json)
            call.Session.Output.WriteText(ApiJson.Print(answer));
        else
            call.Session.Output.WriteLines(render(answer, call.Session.Paint));
        return ExitCodes.Done;
    })
        { Options = [Option.Json] };
}
