#:property RestorePackagesWithLockFile=false
// dotnet run tests/bench/plot.cs -- TITLE X Y < points.tsv > plot.svg
// Points are lines "series<TAB>x<TAB>y"; both axes are logarithmic. Y names the unit.
using System.Globalization;
using System.Text;

const double Left = 70, Top = 40, Wide = 560, High = 320;
string[] colours = ["#0b6", "#06c", "#c50", "#a0a", "#888", "#c02", "#660", "#099"];
if (args is not [var title, var x, var y])
{
    Console.Error.WriteLine("usage: plot TITLE X Y < points.tsv > plot.svg");
    return 2;
}

var points = Read(Console.In);
if (points.Count == 0)
{
    Console.Error.WriteLine("no points: lines are series<TAB>x<TAB>y");
    return 1;
}
var (xFrom, xTo) = Decades(points.Select(p => p.X));
var (yFrom, yTo) = Decades(points.Select(p => p.Y));
var svg = new StringBuilder();
svg.AppendLine("""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 780 420" font-family="sans-serif" font-size="12">""");
svg.AppendLine("""<rect width="780" height="420" fill="white"/>""");
Text(Left, 22, title, "start", bold: true);
for (var decade = xFrom; decade <= xTo; decade++)
{
    Line(X(Math.Pow(10, decade)), Top, X(Math.Pow(10, decade)), Top + High, "#ddd");
    Text(X(Math.Pow(10, decade)), Top + High + 16, Number(Math.Pow(10, decade)), "middle");
}
for (var decade = yFrom; decade <= yTo; decade++)
{
    Line(Left, Y(Math.Pow(10, decade)), Left + Wide, Y(Math.Pow(10, decade)), "#ddd");
    Text(Left - 6, Y(Math.Pow(10, decade)) + 4, Number(Math.Pow(10, decade)), "end");
}
Text(Left + (Wide / 2), Top + High + 36, x, "middle");
Text(8, Top - 12, y, "start");
foreach (var (index, series) in points.GroupBy(p => p.Series).Index())
{
    var colour = colours[index % colours.Length];
    var path = string.Join(' ', series.OrderBy(p => p.X).Select(p => Invariant($"{X(p.X):0.#},{Y(p.Y):0.#}")));
    svg.AppendLine(Invariant($"""<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>"""));
    foreach (var p in series)
        svg.AppendLine(Invariant($"""<circle cx="{X(p.X):0.#}" cy="{Y(p.Y):0.#}" r="3" fill="{colour}"/>"""));
    var last = series.MaxBy(p => p.X);
    svg.AppendLine(Invariant($"""<rect x="{Left + Wide + 14}" y="{Top + (index * 20)}" width="12" height="12" fill="{colour}"/>"""));
    Text(Left + Wide + 32, Top + (index * 20) + 10, $"{last.Series}: {last.Y.ToString("G3", CultureInfo.InvariantCulture)}", "start");
}
svg.AppendLine("</svg>");
Console.Write(svg);
return 0;

double X(double value) => Left + (Wide * (Math.Log10(value) - xFrom) / Math.Max(1, xTo - xFrom));
double Y(double value) => Top + High - (High * (Math.Log10(value) - yFrom) / Math.Max(1, yTo - yFrom));

void Line(double x1, double y1, double x2, double y2, string colour) =>
    svg.AppendLine(Invariant($"""<line x1="{x1:0.#}" y1="{y1:0.#}" x2="{x2:0.#}" y2="{y2:0.#}" stroke="{colour}"/>"""));

void Text(double atX, double atY, string text, string anchor, bool bold = false) =>
    svg.AppendLine(Invariant(
        $"""<text x="{atX:0.#}" y="{atY:0.#}" text-anchor="{anchor}"{(bold ? " font-weight=\"bold\"" : "")}>{System.Security.SecurityElement.Escape(text)}</text>"""));

static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

static string Number(double value) => value.ToString("#,0.####", CultureInfo.InvariantCulture);

static (int From, int To) Decades(IEnumerable<double> values)
{
    var (least, most) = (values.Min(), values.Max());
    return ((int)Math.Floor(Math.Log10(least)), (int)Math.Ceiling(Math.Log10(most)));
}

static List<(string Series, double X, double Y)> Read(TextReader from)
{
    var points = new List<(string, double, double)>();
    while (from.ReadLine() is { } line)
    {
        if (line.Split('\t') is [var series, var x, var y]
            && double.TryParse(x, CultureInfo.InvariantCulture, out var atX)
            && double.TryParse(y, CultureInfo.InvariantCulture, out var atY) && atX > 0 && atY > 0)
            points.Add((series, atX, atY));
    }
    return points;
}
