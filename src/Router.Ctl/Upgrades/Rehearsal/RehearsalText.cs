using System.Globalization;
using System.Text.Json.Serialization;
using Router.Ctl.Cli;
using Router.Documents;
using Router.Fleet.Rehearsals;

namespace Router.Ctl.Upgrades.Rehearsal;

/// <summary>A report as people read it.</summary>
internal static class RehearsalText
{
    /// <summary>Nobody reads more lines than these.</summary>
    private const int Shown = 100;

    public static void Print(Terminal terminal, RehearsalReport report)
    {
        foreach (var finding in report.Findings.Take(Shown))
            terminal.Out.WriteLine(Printable.Line(Line(finding)));
        if (report.Findings.Count > Shown)
            terminal.Out.WriteLine($"and {report.Findings.Count - Shown} more; --json has all");
        foreach (var line in report.NotJudged)
            terminal.Out.WriteLine(Printable.Line($"not judged: {line}"));
        var from = report.From is { } image ? $"{image} -> " : "";
        var how = report.Booted
            ? $"booted in {report.Seconds?.ToString("0.0", CultureInfo.InvariantCulture)} s"
            : "not booted, since that is plain already (--boot does so all the same)";
        terminal.Out.WriteLine(Printable.Line(
            $"{report.Device}: {report.Board} {from}{report.To}, {report.Values} values: {Counts(report)}; {how}"));
    }

    private static string Line(Finding finding)
    {
        var path = finding.Path.Length == 0 ? "(the whole)" : finding.Path;
        // A value of a list is the last word of its path.
        var before = finding.Before is null or "" || path.EndsWith($" {ConfigPath.Quote(finding.Before)}", StringComparison.Ordinal)
            ? ""
            : $": {finding.Before}";
        return finding.Fate switch
        {
            Fate.Changed => $"changed: {path}: {finding.Before ?? "(not there)"} -> {finding.After}",
            Fate.Lost => $"lost: {path}{before}",
            _ => $"refused: {path}{before}: {finding.Reason}",
        };
    }

    private static string Counts(RehearsalReport report)
    {
        var counts = report.Findings.GroupBy(finding => finding.Fate).OrderBy(same => same.Key)
            .Select(same => $"{same.Count()} {same.Key.ToString().ToLowerInvariant()}").ToList();
        return counts.Count == 0 ? "all as before" : string.Join(", ", counts);
    }
}

[JsonSerializable(typeof(RehearsalReport))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class RehearsalJson : JsonSerializerContext;
