using System.Globalization;
using System.Net;
using System.Text;
using Router.Ctl.Cli;
using Router.Ctl.Push;

namespace Router.Ctl.Fleets;

/// <summary>A push as one page that needs nothing besides: each device with what changed on it.</summary>
internal static class HtmlReport
{
    private const string Style = """
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 70em; margin: 2em auto; padding: 0 1em; color: #222; background: #fff }
        table { border-collapse: collapse; width: 100% }
        th, td { text-align: left; padding: .3em .8em .3em 0; border-bottom: 1px solid #ddd; vertical-align: top }
        .good { color: #17692c } .bad { color: #a5171b } pre { background: #f6f6f6; padding: .6em; overflow-x: auto; margin: .4em 0 }
        ins { color: #17692c; text-decoration: none } del { color: #a5171b; text-decoration: none } summary { cursor: pointer }
        """;

    public static string Of(FleetResult result)
    {
        var page = new StringBuilder();
        var started = result.Started.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>fleet push ").Append(started)
            .Append("</title>\n<style>\n").Append(Style).Append("\n</style>\n<h1>Fleet push</h1>\n")
            .Append("<p>").Append(Text($"{started}, by {result.By}{(result.Id is { } id ? $", {id}" : ", a dry run")}")).Append("</p>\n")
            .Append("<p>").Append(Text(OutcomeWords.Sum(result.Reports))).Append("</p>\n");
        if (result.Halted is { } halted)
            page.Append("<p class=\"bad\">").Append(Text($"Halted: {halted}")).Append("</p>\n");
        page.Append("<table>\n<tr><th>Device<th>Result<th>Generation<th>Seconds<th>Detail\n");
        foreach (var device in result.Devices)
            Row(page, device);
        return page.Append("</table>\n</html>\n").ToString();
    }

    private static void Row(StringBuilder page, DeviceResult device)
    {
        var report = device.Report;
        page.Append("<tr><td>").Append(Text(report.Device))
            .Append("<td class=\"").Append(report.Good ? "good" : "bad").Append("\">").Append(Text(OutcomeWords.Of(report.Outcome)))
            .Append("<td>").Append(report.Generation?.ToString(CultureInfo.InvariantCulture) ?? "")
            .Append("<td>").Append(report.Seconds.ToString("0.0", CultureInfo.InvariantCulture))
            .Append("<td>").Append(Text(report.Detail));
        foreach (var problem in report.Problems)
            page.Append("<br>").Append(Text(problem.ToString(report.Device)));
        foreach (var note in report.Notes)
            page.Append("<br>note: ").Append(Text(note));
        if (device.Changes.Count > 0)
        {
            page.Append("<details><summary>").Append(Changed(device.Changes)).Append("</summary><pre>");
            foreach (var line in device.Changes)
                page.Append(Line(line)).Append('\n');
            page.Append("</pre></details>");
        }
        page.Append('\n');
    }

    private static string Changed(IReadOnlyList<string> changes) =>
        $"{changes.Count(line => line.StartsWith('+'))} lines more, {changes.Count(line => line.StartsWith('-'))} lines less";

    private static string Line(string line) => line switch
    {
        ['+', ..] => $"<ins>{Text(line)}</ins>",
        ['-', ..] => $"<del>{Text(line)}</del>",
        _ => Text(line),
    };

    private static string Text(string text) => WebUtility.HtmlEncode(Printable.Line(text));
}
