using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Shell;

namespace Router.Console.Verbs;

internal static class Commit
{
    public static readonly Command Verb = new(Mode.Configuration, "commit", "apply the candidate", RunAsync)
    {
        Options =
        [
            Option.Json,
            Forecast.DryRun,
            new Option("confirm", "goes back by itself unless confirmed within so many minutes", "MINUTES"),
            new Option("--force", "also when it cuts your own connection"),
            new Option("comment", "a remark for the history", "TEXT"),
        ],
    };

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

    private static async Task<int> RunAsync(Invocation call, CancellationToken stopping)
    {
        if (call.Option("--dry-run") is not null)
            return await Forecast.RunAsync(call, document: null, stopping);
        var minutes = call.Option("confirm") is { } text ? Numbers.Parse(text, "minutes") : (int?)null;
        Show(call, await call.Session.AskAsync<Response.Committed>(new Request.Commit(minutes, call.Option("comment"), call.Option("--force") is not null), stopping));
        return ExitCodes.Done;
    }
}
