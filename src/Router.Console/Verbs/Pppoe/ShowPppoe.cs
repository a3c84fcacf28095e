using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Pppoe;

internal static class ShowPppoe
{
    public static readonly Command Verb = Show.Verb<Response.PppoeLines>(
        "pppoe", "lines by PPPoE: their sessions, and what stood against one", new Request.ShowPppoe(), Render);

    private static IEnumerable<string> Render(Response.PppoeLines lines, Paint paint) => lines.Items.Count == 0
        ? ["there is no line by PPPoE: interfaces NAME pppoe makes one"]
        : Table.Format(
            paint,
            ["LINE", "ON", "USER", "STATE", "FOR", "ADDRESS", "PEER", "MTU", "CONCENTRATOR", "LAST FAILURE"],
            [.. lines.Items.Select(line => (IReadOnlyList<string>)
            [
                line.Name,
                line.On,
                line.User,
                State(line, paint),
                line.ForSeconds is { } seconds ? Humane.Duration(seconds) : "",
                line.Address ?? "",
                line.Peer ?? "",
                line.Mtu is { } mtu ? $"{mtu}" : "",
                line.Concentrator ?? "",
                line.Failure is null ? "" : line.FailedAt is { } at ? $"{Humane.Time(at)} {line.Failure}" : line.Failure,
            ])]);

    private static string State(PppoeStatus line, Paint paint) => line.State switch
    {
        "up" => paint.Good(line.State),
        "waiting" when line.NextInSeconds is { } seconds => paint.Warn($"calls in {Humane.Duration(seconds)}"),
        "calling" or "waiting" => paint.Warn(line.State),
        "stopped" => paint.Bad(line.State),
        _ => paint.Dim(line.State),
    };
}
