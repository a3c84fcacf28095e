using System.CommandLine;
using System.Globalization;
using Router.Core.Boards;
using Router.Ctl.Cli;
using Router.Image.Audit;
using Router.Image.Audit.Edges;

namespace Router.Ctl.Image;

/// <summary><c>routerctl image audit</c>.</summary>
internal static class AuditVerb
{
    public static Command Create(Terminal terminal)
    {
        var place = new Argument<string>("IMAGE|TREE") { Description = $"{ImageArgument.Words}, or a folder that is a root tree." };
        var json = CommandExtensions.JsonOption();
        return new Command(
            "audit", "Look for weak programs and dangerous files in an image; exit code 1 where the board does not let all of them pass.")
            .With(place, json)
            .Runs(async (result, stopping) =>
            {
                var report = await ImageArgument.ReadAsync(
                    result.GetRequiredValue(place), image => ImageAudit.RunAsync(image, stopping), orTree: true);
                if (result.GetValue(json))
                    terminal.WriteJson(AuditJson.Of(report), ImageJson.Default.AuditJson);
                else
                    Print(terminal, report);
                return report.IsClean ? ExitCode.Done : ExitCode.Input;
            });
    }

    private static void Print(Terminal terminal, AuditReport report)
    {
        terminal.Out.WriteLine($"{"property",-16}{"files",7}{"good",7}{"bad",7}{"allowed",9}{"unknown",9}");
        foreach (var row in report.Properties)
        {
            terminal.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{HardeningWords.Of(row.Property),-16}{row.Files,7}{row.Good,7}{row.Bad,7}{row.Allowed,9}{row.Unknown,9}"));
        }
        foreach (var finding in report.Violations)
            terminal.Out.WriteLine(Printable.Line(finding.ToText()));
        foreach (var idle in report.Idle)
            terminal.Error.WriteLine(Printable.Line($"warning: {idle}"));
    }
}
