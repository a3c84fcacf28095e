using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Configuration;

/// <summary>Going between the modes and about in the configuration.</summary>
internal static class Modes
{
    public static readonly Command Configure = new(Mode.Operational, "configure", "enter configuration mode", async (call, stopping) =>
    {
        call.Session.Mode = Mode.Configuration;
        call.Session.EditPath = [];
        var difference = await call.Session.AskAsync<Response.Difference>(new Request.Compare(), stopping);
        if (difference.Lines.Count > 0)
        {
            var changes = difference.Commands.Count > 0 ? $"{difference.Commands.Count}" : "remarks only";
            call.Session.Output.WriteLine(call.Session.Paint.Warn(
                $"your candidate has changes of before that are not committed ({changes}): compare, commit or discard"));
        }
        call.Session.Output.WriteLines((difference.Notes ?? []).Select(note => call.Session.Paint.Warn($"note: {note}")));
        return ExitCodes.Done;
    });

    public static readonly Command Edit = new(
        Mode.Configuration, "edit", "go down to a part of the configuration", async (call, stopping) =>
        {
            var words = call.Rest("PATH");
            if (words.Count == 0)
                throw new UsageException("edit what?", "edit PATH; top goes up to the whole configuration");
            IReadOnlyList<string> path = [.. call.Session.EditPath, .. words];
            var code = await Acts.RunAsync(call, new Request.Enter(path), stopping);
            call.Session.EditPath = path;
            return code;
        })
    { Arguments = [EditVerbs.PresentPath] };

    public static readonly Command Up = new(Mode.Configuration, "up", "go up by one word, or by so many", (call, _) =>
    {
        var count = call.OptionalArgument("COUNT") is { } text ? Numbers.Parse(text, "words") : 1;
        call.Session.EditPath = [.. call.Session.EditPath.SkipLast(count)];
        return Task.FromResult(ExitCodes.Done);
    })
    { Arguments = [new Argument("COUNT", "how many words", Arity.Optional)] };

    public static readonly Command Top = new(Mode.Configuration, "top", "go up to the whole configuration", (call, _) =>
    {
        call.Session.EditPath = [];
        return Task.FromResult(ExitCodes.Done);
    });

    public static readonly Command Exit = new(Mode.Operational, "exit", "leave", (call, _) =>
    {
        call.Session.Ended = true;
        return Task.FromResult(ExitCodes.Done);
    });

    public static readonly Command Quit = new(Mode.Operational, "quit", "leave", Exit.RunAsync);
}
