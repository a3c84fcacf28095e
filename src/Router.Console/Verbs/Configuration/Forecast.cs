using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Sessions;

namespace Router.Console.Verbs.Configuration;

/// <summary>What a commit would do, for <c>--dry-run</c>.</summary>
internal static class Forecast
{
    public static readonly Option DryRun = new("--dry-run", "only say what it would do, and which sessions it would end");

    /// <summary><paramref name="document"/> null: the candidate.</summary>
    public static async Task<int> RunAsync(Invocation call, string? document, CancellationToken stopping)
    {
        var forecast = await call.Session.AskAsync<Response.Forecast>(new Request.DryRun(document), stopping);
        var output = call.Session.Output;
        if (call.Json)
            output.WriteText(ApiJson.Print(forecast));
        else
            output.WriteLines(Render(forecast, call.Session.Paint));
        return ExitCodes.Done;
    }

    /// <summary>Whether the candidate could be committed.</summary>
    public static async Task<int> CheckAsync(Invocation call, CancellationToken stopping)
    {
        var forecast = await call.Session.AskAsync<Response.Forecast>(new Request.DryRun(null), stopping);
        var output = call.Session.Output;
        if (call.Json)
        {
            output.WriteText(ApiJson.Print(forecast));
            return ExitCodes.Done;
        }
        output.WriteLines(forecast.Advice.Select(line => call.Session.Paint.Warn($"note: {line}")));
        output.WriteLine(forecast.Plan.Count == 0
            ? "the candidate is right, and changes nothing"
            : $"the candidate is right: {(forecast.Plan.Count == 1 ? "1 step" : $"{forecast.Plan.Count} steps")} to do (commit --dry-run lists them); nothing was changed");
        return ExitCodes.Done;
    }

    internal static IEnumerable<string> Render(Response.Forecast forecast, Paint paint)
    {
        foreach (var step in forecast.Plan)
            yield return step;
        foreach (var advice in forecast.Advice)
            yield return paint.Warn($"note: {advice}");
        if (forecast.Plan.Count == 0)
        {
            yield return "nothing to change";
            yield break;
        }
        var rows = forecast.Lost
            .Select(s =>
                (IReadOnlyList<string>)[s.Kind, Ends.Of(s.Source, s.SourcePort), Ends.Of(s.Destination, s.DestinationPort), s.Reason])
            .ToList();
        if (rows.Count > 0)
        {
            yield return "";
            foreach (var line in Table.Format(paint, ["ENDS", "FROM", "TO", "BECAUSE"], rows))
                yield return line;
        }
        if (forecast.LostTotal > rows.Count)
            yield return paint.Dim($"{forecast.LostTotal - rows.Count} more");
        yield return "";
        var summary =
            $"{forecast.Plan.Count} steps; {(forecast.LostTotal == 1 ? "1 session ends" : $"{forecast.LostTotal} sessions end")}, {forecast.Kept} stay; nothing was changed";
        yield return forecast.LostTotal > 0 ? paint.Warn(summary) : summary;
    }
}
