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
        // Lists may have tens of thousands of rows.
        var shown = Enumerable.Range(0, titles.Count).Where(column => rows.Any(row => row[column].Length > 0)).ToArray();
        var widths = Array.ConvertAll(
            shown,
            column => rows.Max(row => TextWidth.Of(row[column])) is var widest && TextWidth.Of(titles[column]) is var title
                && title > widest
                ? title
                : widest);
        var line = new StringBuilder();
        yield return Line(titles.Select(paint.Bold).ToList());
        foreach (var row in rows)
            yield return Line(row);

        string Line(IReadOnlyList<string> cells)
        {
            line.Clear();
            var blanks = 0;
            for (var i = 0; i < shown.Length; i++)
            {
                var cell = cells[shown[i]];
                if (cell.Length > 0)
                    line.Append(' ', blanks).Append(cell);
                blanks = (cell.Length > 0 ? 0 : blanks) + widths[i] - TextWidth.Of(cell) + 2;
            }
            return line.ToString();
        }
    }
}
