using System.Globalization;
using System.Text.Json.Serialization;
using Router.Ctl.Cli;
using Router.Fleet.Push;

namespace Router.Ctl.Push;

/// <summary>What happened to each device, and how many fared how.</summary>
internal static class PushTable
{
    private const int ShownProblems = 10;

    public static void Print(Terminal terminal, IReadOnlyList<PushReport> reports)
    {
        var name = Math.Max("DEVICE".Length, reports.Max(r => r.Device.Length));
        var outcome = Math.Max("RESULT".Length, reports.Max(r => OutcomeWords.Of(r.Outcome).Length));
        terminal.Out.WriteLine($"{"DEVICE".PadRight(name)}  {"RESULT".PadRight(outcome)}  {"GEN",4}  {"SECONDS",7}  DETAIL");
        foreach (var report in reports)
        {
            var generation = report.Generation?.ToString(CultureInfo.InvariantCulture) ?? "-";
            var (words, seconds) = (OutcomeWords.Of(report.Outcome), report.Seconds.ToString("0.0", CultureInfo.InvariantCulture));
            terminal.Out.WriteLine(Printable.Line(
                $"{report.Device.PadRight(name)}  {words.PadRight(outcome)}  {generation,4}  {seconds,7}  {report.Detail}"));
            foreach (var problem in report.Problems.Take(ShownProblems))
                terminal.Out.WriteLine(Printable.Line($"  {problem.ToString(report.Device)}"));
            if (report.Problems.Count > ShownProblems)
                terminal.Out.WriteLine($"  and {report.Problems.Count - ShownProblems} problems more");
            foreach (var note in report.Notes.Take(ShownProblems))
                terminal.Out.WriteLine(Printable.Line($"  note: {note}"));
            if (report.Notes.Count > ShownProblems)
                terminal.Out.WriteLine($"  and {report.Notes.Count - ShownProblems} notes more");
        }
        terminal.Out.WriteLine(OutcomeWords.Sum(reports));
    }
}

[JsonSerializable(typeof(IReadOnlyList<PushReport>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class PushJson : JsonSerializerContext;
