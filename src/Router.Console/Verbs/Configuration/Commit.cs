using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Rendering;
using Router.Console.Sessions;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Configuration;

internal static class Commit
{
    public static readonly Option Confirm =
        new("confirm", $"goes back by itself unless confirmed within so many minutes, {UsualMinutes} unless told", "MINUTES")
        {
            Default = UsualMinutes,
            OtherNames = ["confirmed", "--confirm"]
        };

    public static readonly Option Comment = new("comment", "a remark for the history", "TEXT") { OtherNames = ["--comment"] };

    public static readonly Option Force = new("--force", "also when it cuts your own connection");

    private static readonly Option Check = new("check", "only say whether it could be committed");

    private static readonly Option Quit = new("and-quit", "and leave configuration mode");

    public static readonly Command Verb = new(Mode.Configuration, "commit", "apply the candidate", RunAsync)
    {
        Options =
        [
            Option.Json,
            Forecast.DryRun,
            Check,
            Confirm,
            Force,
            Comment,
            Quit,
        ],
    };

    /// <summary>Minutes to wait for a confirmation when none are said, as Junos waits.</summary>
    private const string UsualMinutes = "10";

    /// <summary>What a commit did, and what is still to be done.</summary>
    public static void Show(Invocation call, Response.Committed committed)
    {
        var output = call.Session.Output;
        if (call.Json)
        {
            output.WriteText(ApiJson.Print(committed));
            return;
        }
        output.WriteLines(committed.Plan);
        output.WriteLines(committed.Advice.Select(line => call.Session.Paint.Warn($"note: {line}")));
        output.WriteLine(committed switch
        {
            { ConfirmBefore: { } before } =>
                call.Session.Paint.Warn($"applied; goes back by itself at {Humane.Time(before)} unless you \"confirm\""),
            { Confirmed: true, Generation: { } generation } => call.Session.Paint.Good($"confirmed as generation {generation}"),
            { Generation: { } generation, Plan.Count: 0 } => $"generation {generation}: nothing had to be done",
            { Generation: { } generation } => call.Session.Paint.Good($"committed as generation {generation}"),
            _ => "nothing to change",
        });
    }

    /// <summary>Null: it is not to be confirmed.</summary>
    /// <exception cref="UsageException">No number of minutes.</exception>
    public static int? Minutes(Invocation call, string option = "confirm") =>
        call.Option(option) is { } text ? Numbers.Parse(text, "minutes") : null;

    private static async Task<int> RunAsync(Invocation call, CancellationToken stopping)
    {
        if (call.Option(Check.Name) is not null)
            return await Forecast.CheckAsync(call, stopping);
        if (call.Option(Forecast.DryRun.Name) is not null)
            return await Forecast.RunAsync(call, document: null, stopping);
        Show(
            call,
            await call.Session.AskAsync<Response.Committed>(
                new Request.Commit(Minutes(call), call.Option(Comment.Name), call.Option(Force.Name) is not null), stopping));
        if (call.Option(Quit.Name) is not null)
            Leave.Go(call.Session);
        return ExitCodes.Done;
    }
}
