using System.Text;

namespace Router.Bench.MeshMachines;

/// <summary>Cost a spoke over the number of spokes (logarithmic): flat is what is wanted.</summary>
internal static class Plot
{
    private const int Width = 640, Height = 360, Left = 60, Right = 60, Top = 40, Bottom = 50;

    public static string Render(IReadOnlyList<Day.Result> results)
    {
        var (least, most) = (Math.Log10(results[0].Spokes), Math.Log10(results[^1].Spokes));
        var text = new StringBuilder();
        text.AppendLine($"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {Width} {Height}' font-family='sans-serif' font-size='12'>");
        text.AppendLine($"<rect width='{Width}' height='{Height}' fill='white'/>");
        text.AppendLine($"<text x='{Left}' y='20' font-size='14'>24 simulated hours: cost a spoke over the number of spokes</text>");
        Line(results.Select(r => r.MillisecondsPerSpoke).ToList(), "#0b6e4f", "ms CPU", Left - 6, "end");
        Line(results.Select(r => r.BytesPerSpoke / 1024.0).ToList(), "#9a3412", "KiB", Width - Right + 6, "start");
        foreach (var result in results)
            text.AppendLine($"<text x='{X(result.Spokes):0.0}' y='{Height - Bottom + 20}' text-anchor='middle'>{result.Spokes}</text>");
        text.AppendLine($"<path d='M{Left} {Top}V{Height - Bottom}H{Width - Right}V{Top}' fill='none' stroke='#888'/>");
        return text.AppendLine("</svg>").ToString();

        double X(int spokes) => Left + 30 + ((Math.Log10(spokes) - least) / Math.Max(most - least, 0.1) * (Width - Left - Right - 60));

        void Line(List<double> values, string colour, string unit, int axis, string anchor)
        {
            var top = values.Max() * 1.5;
            double Y(double value) => Height - Bottom - (value / top * (Height - Top - Bottom));
            var points = values.Select((value, i) => $"{X(results[i].Spokes):0.0},{Y(value):0.0}");
            text.AppendLine($"<polyline points='{string.Join(' ', points)}' fill='none' stroke='{colour}' stroke-width='2'/>");
            for (var i = 0; i < values.Count; i++)
                text.AppendLine(
                    $"<circle cx='{X(results[i].Spokes):0.0}' cy='{Y(values[i]):0.0}' r='3' fill='{colour}'/><text x='{X(results[i].Spokes):0.0}' y='{Y(values[i]) - 8:0.0}' text-anchor='middle' fill='{colour}'>{values[i]:0.0}</text>");
            text.AppendLine(
                $"<text x='{axis}' y='{Top}' text-anchor='{anchor}' fill='{colour}'>{unit}</text><text x='{axis}' y='{Height - Bottom}' text-anchor='{anchor}' fill='{colour}'>0</text>");
        }
    }
}
