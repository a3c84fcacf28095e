using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Locks;

/// <summary>Keep everybody else's commits away for a while.</summary>
internal static class LockVerbs
{
    private static readonly Option Minutes = new("--minutes", "how long it lasts at most", "MINUTES") { Default = "10" };

    public static readonly Command Show = Common.Show.Verb<Response.CommitLock>(
        "lock", "who keeps the commits of all others away, and until when", new Request.ShowLock(), Render);

    public static readonly Command Take = new(
        Mode.Operational, "lock", "keep the commits of all others away: only commit-file --lock NAME goes on", TakeAsync)
    {
        Arguments = [new Argument("NAME", "who holds it, and for what; the same name has it again", Arity.One)],
        Options = [Minutes, Option.Json],
    };

    public static readonly Command End = new(
        Mode.Operational, "unlock", "end a lock", (call, stopping) =>
            Acts.RunAsync(call, new Request.ReleaseLock(call.OptionalArgument("NAME")), stopping))
    {
        Arguments = [new Argument("NAME", "only if it is this one; without: whoever holds it", Arity.Optional)],
        Options = [Option.Json],
    };

    private static async Task<int> TakeAsync(Invocation call, CancellationToken stopping)
    {
        var minutes = call.Option(Minutes.Name) is { } text ? Numbers.Parse(text, "minutes") : int.Parse(Minutes.Default!, null);
        var taken = await call.Session.AskAsync<Response.CommitLock>(new Request.TakeLock(call.Argument("NAME"), minutes), stopping);
        if (call.Json)
            call.Session.Output.WriteText(ApiJson.Print(taken));
        else
            call.Session.Output.WriteLines(Render(taken, call.Session.Paint));
        return ExitCodes.Done;
    }

    private static IEnumerable<string> Render(Response.CommitLock held, Paint paint)
    {
        yield return held is { Name: { } name, Since: { } since, Until: { } until }
            ? $"{paint.Bold(name)} of {held.By}, since {Humane.Time(since)}, until {Humane.Time(until)}"
            : "nobody holds a lock";
    }
}
