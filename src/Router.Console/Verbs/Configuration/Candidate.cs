using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Configuration;

/// <summary>The candidate as a whole: looking at it, giving it up.</summary>
internal static class Candidate
{
    public static readonly Command Show = new(Mode.Configuration, "show", "the candidate, or a part of it", async (call, stopping) =>
    {
        IReadOnlyList<string> path = [.. call.Session.EditPath, .. call.Rest("PATH")];
        if (call.View is View.Compare compare)
            return await Differences.RunAsync(
                call, new Request.Compare(Back: compare.Back, Candidate: compare.Back is not null, Path: path), stopping);
        var request = new Request.ShowConfiguration(ConfigurationSource.Candidate, path, Commands: call.View is View.Commands);
        call.Session.Output.WriteText((await call.Session.AskAsync<Response.Document>(request, stopping)).Text);
        return ExitCodes.Done;
    })
    { Arguments = [EditVerbs.PresentPath], HasViews = true };

    public static readonly Command Compare = new(
        Mode.Both,
        "compare",
        "what the candidate changes; what has changed since a generation, or between two; compare rollback N: since N commits ago",
        (call, stopping) =>
            Differences.RunAsync(call, Between(call), stopping))
    {
        Synopsis = "[FROM [TO] | rollback N]",
        Arguments =
        [
            new Argument("FROM", "a generation of show history; 0 is the empty one", Arity.Optional, CompletionSubject.Generation)
            {
                Words = [("rollback", "since so many commits ago: compare rollback 1")],
            },
            new Argument("TO", "another, instead of what runs", Arity.Optional, CompletionSubject.Generation),
        ],
        Options = [Option.Json, Differences.Commands],
    };

    public static readonly Command Discard = new(
        Mode.Configuration, "discard", "give up all changes", (call, stopping) => Acts.RunAsync(call, new Request.Discard(), stopping));

    public static readonly Command Rebase = new(
        Mode.Configuration,
        "rebase",
        "put your changes on top of what others have committed, also where both changed the same",
        (call, stopping) =>
            Acts.RunAsync(call, new Request.Rebase(), stopping));

    private static Request.Compare Between(Invocation call)
    {
        var (from, to) = (call.OptionalArgument("FROM"), call.OptionalArgument("TO"));
        if (from is "rollback")
        {
            return to is null
                ? throw new UsageException("compare rollback wants a number", "compare rollback 1: since the commit before")
                : new Request.Compare(Back: Numbers.Parse(to, "commits", least: 0), Candidate: call.Session.Mode == Mode.Configuration);
        }
        return new Request.Compare(Generation(from), Generation(to));
    }

    private static int? Generation(string? text) => text is null ? null : Numbers.Parse(text, "a generation", least: 0);
}
