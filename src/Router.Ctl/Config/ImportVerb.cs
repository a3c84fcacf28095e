using System.CommandLine;
using Router.Core.Boards;
using Router.Ctl.Cli;
using Router.Ctl.Config.Edges;
using Router.Ctl.Importing;
using Router.Ctl.Importing.Edges;
using Router.Ctl.Importing.OpenWrt;

namespace Router.Ctl.Config;

/// <summary><c>config import openwrt DIR|ARCHIVE</c>: somebody else's configuration as a document.</summary>
internal static class ImportVerb
{
    public static Command Create(Terminal terminal) =>
        new Command("import", "Make a document of another product's configuration.").With(OpenWrt(terminal));

    private static Command OpenWrt(Terminal terminal)
    {
        var source = new Argument<string>("DIR|ARCHIVE")
        {
            Description = "A folder with etc/config in it, or a backup of it (.tar.gz, .tar)."
        };
        var board = new Option<string?>("--board")
        {
            Description = "Whose ports the interfaces wan and lan get (@wan, @lan): a board's name, or its board.yaml.",
            HelpName = "BOARD"
        };
        var report = new Option<string?>("--report")
        {
            Description = "The file that the report goes to; without it, standard error.",
            HelpName = "FILE"
        };
        var json = CommandExtensions.JsonOption();
        return new Command(
            "openwrt",
            "Print a document that says what a configuration of OpenWrt (UCI) says, and report of each option what became of it: "
                + "import openwrt backup.tar.gz --board vm-x86_64 --report report.txt > router.yaml")
            .With(source, board, report, json)
            .Runs(result => Run(
                terminal, result.GetRequiredValue(source), result.GetValue(board), result.GetValue(report), result.GetValue(json)));
    }

    private static int Run(Terminal terminal, string source, string? board, string? report, bool json)
    {
        var facts = board is null ? BoardFacts.None : BoardFile.Read(board, terminal);
        var result = OpenWrtImport.Run(OpenWrtSource.Read(source), facts);
        if (json)
            terminal.WriteJson(ImportReport.Json(result), ImportJsonContext.Default.ImportJson);
        else
            terminal.Out.Write(result.Document);
        if (report is not null)
            DocumentFile.Write(report, ImportReport.Text(result));
        else if (!json)
            WriteLines(terminal.Error, ImportReport.Text(result));
        return ExitCode.Done;
    }

    private static void WriteLines(TextWriter writer, string text)
    {
        foreach (var line in text.TrimEnd('\n').Split('\n'))
            writer.WriteLine(Printable.Line(line));
    }
}
