using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Sessions;

namespace Router.Console.Verbs.Configuration;

/// <summary>Two configurations side by side.</summary>
internal static class Differences
{
    public static readonly Option Commands = new("commands", "as one would type it");

    public static async Task<int> RunAsync(Invocation call, Request.Compare request, CancellationToken stopping)
    {
        Show(call, await call.Session.AskAsync<Response.Difference>(request, stopping));
        return ExitCodes.Done;
    }

    private static void Show(Invocation call, Response.Difference difference)
    {
        var output = call.Session.Output;
        if (call.Json)
            output.WriteText(ApiJson.Print(difference));
        else
            output.WriteLines(
                [.. Changes(difference, call), .. (difference.Notes ?? []).Select(note => call.Session.Paint.Warn($"note: {note}"))]);
    }

    private static IEnumerable<string> Changes(Response.Difference difference, Invocation call) => difference switch
    {
        { Lines.Count: 0 } => ["no changes"],
        _ when call.Option(Commands.Name) is null => difference.Lines.Select(line => Colour(line, call.Session.Paint)),
        { Commands.Count: 0 } => ["remarks only; compare shows them"],
        _ => difference.Commands,
    };

    private static string Colour(string line, Paint paint) => line switch
    {
        ['+', ..] => paint.Good(line),
        ['-', ..] => paint.Bad(line),
        ['@', ..] => paint.Dim(line),
        _ => line,
    };
}
