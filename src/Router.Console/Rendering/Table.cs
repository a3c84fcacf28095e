using System.Text;

namespace Router.Console.Rendering;

/// <summary>
/// Columns as wide as their widest cell, two blanks between them. A column that is empty in every row is left out; without
/// rows there is a word that says so.
/// </summary>
internal static class Table
{
    public static IEnumerable<string> Format(Paint paint, IReadOnlyList<string> titles, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Count == 0)
        {
            yield return paint.Dim("none");
            yield break;
        }
        var shown = Enumerable.Range(0, titles.Count).Where(column => rows.Any(row => row[column].Length > 0)).ToList();
        var widths = shown.ToDictionary(column => column, column => rows.Select(row => TextWidth.Of(row[column])).Append(TextWidth.Of(titles[column])).Max());
        yield return Line(titles.Select(paint.Bold).ToList());
        foreach (var row in rows)
            yield return Line(row);

        string Line(IReadOnlyList<string> cells)
        {
            var line = new StringBuilder();
            foreach (var column in shown)
                line.Append(cells[column]).Append(' ', widths[column] - TextWidth.Of(cells[column]) + 2);
            return line.ToString().TrimEnd();
        }
    }
}
