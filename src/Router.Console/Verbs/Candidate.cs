using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Shell;

namespace Router.Console.Verbs;

/// <summary>The candidate as a whole: looking at it, replacing it, giving it up.</summary>
internal static class Candidate
{
    public static readonly Command Show = new(Mode.Configuration, "show", "the candidate, or a part of it", async (call, stopping) =>
    {
        var request = new Request.ShowConfiguration(ConfigurationSource.Candidate, [.. call.Session.EditPath, .. call.Rest("PATH")]);
        call.Session.Output.WriteText((await call.Session.AskAsync<Response.Document>(request, stopping)).Text);
        return ExitCodes.Done;
    })
    { Arguments = [EditVerbs.PresentPath] };

    public static readonly Command Compare = new(
        Mode.Both, "compare", "what the candidate changes; what has changed since a generation, or between two", async (call, stopping) =>
        {
            var request = new Request.Compare(Generation(call, "FROM"), Generation(call, "TO"));
            Differences.Show(call, await call.Session.AskAsync<Response.Difference>(request, stopping));
            return ExitCodes.Done;
        })
    {
        Arguments =
        [
            new Argument("FROM", "a generation of show history", Arity.Optional, CompletionSubject.Generation),
            new Argument("TO", "another, instead of what runs", Arity.Optional, CompletionSubject.Generation),
        ],
        Options = [Option.Json, Differences.Commands],
    };

    public static readonly Command Discard = new(
        Mode.Configuration, "discard", "give up all changes", (call, stopping) => Acts.RunAsync(call, new Request.Discard(), stopping));

    public static readonly Command Rebase = new(
        Mode.Configuration, "rebase", "put your changes on top of what others have committed, also where both changed the same", (call, stopping) =>
            Acts.RunAsync(call, new Request.Rebase(), stopping));

    public static readonly Command Load = new(
        Mode.Configuration, "load", "make a file of the router the candidate", (call, stopping) =>
            Acts.RunAsync(call, new Request.Load(Documents.ReadFile(call.Argument("FILE"))), stopping))
    { Arguments = [new Argument("FILE", "a YAML document")] };

    public static readonly Command Rollback = new(
        Mode.Both, "rollback", "make a generation the candidate; without a number: take back the commit that waits", (call, stopping) =>
            Acts.RunAsync(call, ToGeneration(call), stopping))
    { Arguments = [new Argument("GENERATION", "a number or checkpoint of show history", Arity.Optional, CompletionSubject.Generation)] };

    private static Request.Rollback ToGeneration(Invocation call)
    {
        if (call.OptionalArgument("GENERATION") is not { } text)
            return new Request.Rollback(null);
        if (call.Session.Mode != Mode.Configuration)
            throw new UsageException("rollback GENERATION makes a generation the candidate", "configure, rollback GENERATION, compare, commit");
        return char.IsAsciiDigit(text[0]) ? new Request.Rollback(Numbers.Parse(text, "a generation")) : new Request.Rollback(null, text);
    }

    private static int? Generation(Invocation call, string argument) =>
        call.OptionalArgument(argument) is { } text ? Numbers.Parse(text, "a generation") : null;
}
