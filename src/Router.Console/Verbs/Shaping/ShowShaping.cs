using System.Globalization;
using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Shaping;

internal static class ShowShaping
{
    private const double Mega = 1_000_000;

    public static readonly Command Verb = Show.Verb<Response.Shaping>(
        "shaping", "the pace of lines: rates, drops and delays by class", new Request.ShowShaping(), Render);

    private static IEnumerable<string> Render(Response.Shaping shaping, Paint paint) => shaping.Items.Count == 0
        ? ["nothing is shaped: interfaces NAME shaping says how fast a line is"]
        : Table.Format(
            paint,
            ["INTERFACE", "RATE", "CLASS", "SENT", "PACKETS", "DROPPED", "MARKED", "WAITING", "DELAY", "PEAK"],
            [.. shaping.Items.SelectMany(Rows)]);

    private static IEnumerable<IReadOnlyList<string>> Rows(ShapingStatus line)
    {
        var direction = $"{line.Interface} {line.Direction}";
        if (line.State != "shaped")
            return [[direction, Rate(line.Rate), line.State, "", "", "", "", "", "", ""]];
        return
        [
            [direction, Rate(line.Rate), "", Humane.Bytes(line.SentBytes), $"{line.SentPackets}", $"{line.DroppedPackets}", "",
                Humane.Bytes(line.BacklogBytes), "", ""],
            .. line.Tins.Select(tin => (IReadOnlyList<string>)
            [
                "", Rate(tin.Threshold), tin.Name, Humane.Bytes(tin.SentBytes), $"{tin.SentPackets}", $"{tin.DroppedPackets}",
                $"{tin.MarkedPackets}", Humane.Bytes(tin.BacklogBytes), Delay(tin.AverageDelay), Delay(tin.PeakDelay),
            ]),
        ];
    }

    private static string Rate(long bits) => string.Create(CultureInfo.InvariantCulture, $"{bits / Mega:0.###} Mbit/s");

    private static string Delay(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms");
}
