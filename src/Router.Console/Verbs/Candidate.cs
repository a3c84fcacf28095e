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
        Mode.Configuration, "compare", "what the candidate changes in the running configuration", async (call, stopping) =>
        {
            var difference = await call.Session.AskAsync<Response.Difference>(new Request.Compare(), stopping);
            if (difference.Lines.Count == 0)
                call.Session.Output.WriteLine("no changes");
            call.Session.Output.WriteLines(call.Option("commands") is null
                ? difference.Lines.Select(line => Colour(line, call.Session.Paint))
                : difference.Commands);
            return ExitCodes.Done;
        })
    { Options = [new Option("commands", "as one would type it")] };

    public static readonly Command Discard = new(
        Mode.Configuration, "discard", "give up all changes", (call, stopping) => Acts.RunAsync(call, new Request.Discard(), stopping));

    public static readonly Command Rebase = new(
        Mode.Configuration, "rebase", "do your changes again on what others have committed", (call, stopping) =>
            Acts.RunAsync(call, new Request.Rebase(), stopping));

    public static readonly Command Load = new(
        Mode.Configuration, "load", "make a file of the router the candidate", (call, stopping) =>
            Acts.RunAsync(call, new Request.Load(Documents.ReadFile(call.Argument("FILE"))), stopping))
    { Arguments = [new Argument("FILE", "a YAML document")] };

    public static readonly Command Rollback = new(
        Mode.Both, "rollback", "make a generation the candidate; without a number: take back the commit that waits", (call, stopping) =>
            Acts.RunAsync(call, new Request.Rollback(Number(call)), stopping))
    { Arguments = [new Argument("NUMBER", "a generation of show history", Arity.Optional, CompletionSubject.Generation)] };

    private static int? Number(Invocation call)
    {
        if (call.OptionalArgument("NUMBER") is not { } text)
            return null;
        return call.Session.Mode == Mode.Configuration
            ? Numbers.Parse(text, "a generation")
            : throw new UsageException("rollback NUMBER makes a generation the candidate", "configure, rollback NUMBER, compare, commit");
    }

    private static string Colour(string line, Paint paint) => line switch
    {
        ['+', ..] => paint.Good(line),
        ['-', ..] => paint.Bad(line),
        ['@', ..] => paint.Dim(line),
        _ => line,
    };
}
