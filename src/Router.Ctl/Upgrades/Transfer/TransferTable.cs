using System.Globalization;
using System.Text.Json.Serialization;
using Router.Ctl.Cli;
using Router.Ctl.Push;
using Router.Fleet.Upgrades;

namespace Router.Ctl.Upgrades.Transfer;

/// <summary>What happened to each device, and how many fared how.</summary>
internal static class TransferTable
{
    public static void Print(Terminal terminal, IReadOnlyList<UpgradeReport> reports)
    {
        var name = Math.Max("DEVICE".Length, reports.Max(r => r.Device.Length));
        var outcome = Math.Max("RESULT".Length, reports.Max(r => OutcomeWords.Of(r.Outcome).Length));
        terminal.Out.WriteLine($"{"DEVICE".PadRight(name)}  {"RESULT".PadRight(outcome)}  {"SENT",10}  {"SECONDS",7}  DETAIL");
        foreach (var report in reports)
        {
            var seconds = report.Seconds.ToString("0.0", CultureInfo.InvariantCulture);
            var (sent, words) = (ByteSize.ToText(report.Sent), OutcomeWords.Of(report.Outcome));
            terminal.Out.WriteLine(Printable.Line(
                $"{report.Device.PadRight(name)}  {words.PadRight(outcome)}  {sent,10}  {seconds,7}  {report.Detail}"));
            foreach (var reason in report.Reasons)
                terminal.Out.WriteLine(Printable.Line($"  {reason}"));
        }
        terminal.Out.WriteLine(OutcomeWords.Sum(reports));
    }
}

[JsonSerializable(typeof(IReadOnlyList<UpgradeReport>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
internal sealed partial class TransferJson : JsonSerializerContext;
