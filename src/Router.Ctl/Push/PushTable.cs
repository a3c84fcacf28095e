using System.Globalization;
using System.Text.Json.Serialization;
using Router.Ctl.Cli;
using Router.Fleet.Push;

namespace Router.Ctl.Push;

/// <summary>What happened to each device, and how many fared how.</summary>
internal static class PushTable
{
    private const int ShownProblems = 10;

    public static void Print(Terminal terminal, IReadOnlyList<DeviceReport> reports)
    {
        var name = Math.Max("DEVICE".Length, reports.Max(r => r.Device.Length));
        var outcome = Math.Max("RESULT".Length, reports.Max(r => Words(r.Outcome).Length));
        terminal.Out.WriteLine($"{"DEVICE".PadRight(name)}  {"RESULT".PadRight(outcome)}  {"GEN",4}  {"SECONDS",7}  DETAIL");
        foreach (var report in reports)
        {
            var generation = report.Generation?.ToString(CultureInfo.InvariantCulture) ?? "-";
            terminal.Out.WriteLine(Printable.Line(
                $"{report.Device.PadRight(name)}  {Words(report.Outcome).PadRight(outcome)}  {generation,4}  {report.Seconds.ToString("0.0", CultureInfo.InvariantCulture),7}  {report.Detail}"));
            foreach (var problem in report.Problems.Take(ShownProblems))
                terminal.Out.WriteLine(Printable.Line($"  {problem.ToString(report.Device)}"));
            if (report.Problems.Count > ShownProblems)
                terminal.Out.WriteLine($"  and {report.Problems.Count - ShownProblems} problems more");
            foreach (var note in report.Notes.Take(ShownProblems))
                terminal.Out.WriteLine(Printable.Line($"  note: {note}"));
            if (report.Notes.Count > ShownProblems)
                terminal.Out.WriteLine($"  and {report.Notes.Count - ShownProblems} notes more");
        }
        var counts = reports.GroupBy(r => r.Outcome).OrderBy(g => g.Key).Select(g => $"{g.Count()} {Words(g.Key)}");
        terminal.Out.WriteLine($"{(reports.Count == 1 ? "1 device" : $"{reports.Count} devices")}: {string.Join(", ", counts)}");
    }

    public static string Words(PushOutcome outcome) => outcome switch
    {
        PushOutcome.CutOff => "cut off",
        PushOutcome.HostKey => "host key refused",
        PushOutcome.Login => "login refused",
        _ => outcome.ToString().ToLowerInvariant(),
    };
}

[JsonSerializable(typeof(IReadOnlyList<DeviceReport>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class PushJson : JsonSerializerContext;
