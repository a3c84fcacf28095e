using Router.Ctl.Cli;

namespace Router.Ctl.Fleets;

/// <summary>Columns under their names, as wide as they have to be.</summary>
internal static class Table
{
    public static void Print(Terminal terminal, IReadOnlyList<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        foreach (var row in rows)
            terminal.Out.WriteLine(Printable.Line(string.Join("  ", row.Zip(widths, (cell, width) => cell.PadRight(width))).TrimEnd()));
    }
}
