using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Configuration;

internal static class ShowHistory
{
    public static readonly Command Verb =
        Show.Verb<Response.History>(
            "history", "confirmed configurations, and commits that nobody confirmed, newest first", new Request.ShowHistory(), Render);

    private static IEnumerable<string> Render(Response.History history, Paint paint)
    {
        // None: what runs waits for its confirmation, and the newest ran before it.
        var running = history.Items.ToList().FindIndex(generation => generation.Running);
        return Table.Format(
            paint,
            ["ROLLBACK", "GENERATION", "WHEN", "WHO", "FROM", "CHECKPOINT", "COMMENT", ""],
            [
                .. history.Items.Select((g, place) => (g.At, Row(g, place - running, paint)))
                    .Concat((history.Attempts ?? []).Select(a => (a.At, Row(a, paint))))
                    .OrderByDescending(row => row.At).Select(row => row.Item2),
            ]);
    }

    /// <param name="g">The generation.</param>
    /// <param name="back">What rollback calls it: counted back from what runs; below 0 it has no such number.</param>
    /// <param name="paint">For its marks.</param>
    private static IReadOnlyList<string> Row(GenerationStatus g, int back, Paint paint) =>
    [
        back < 0 ? "" : $"{back}", $"{g.Number}", Humane.Time(g.At), g.By, g.Origin, g.Checkpoint ?? "", g.Comment ?? "", Marks(g, paint)
    ];

    private static IReadOnlyList<string> Row(AttemptStatus a, Paint paint) =>
    [
        "", "-", Humane.Time(a.At), a.By, a.Origin, "", a.Comment ?? "",
        paint.Warn(a.Why is { } why
            ? $"went back at {Humane.Time(a.Until)}: {why}"
            : $"runs, goes back at {Humane.Time(a.Until)} unless confirmed"),
    ];

    private static string Marks(GenerationStatus generation, Paint paint) => (generation.Running, generation.Startup) switch
    {
        (true, true) => paint.Good("running"),
        (true, false) => paint.Warn("running, does not boot"),
        (false, true) => paint.Warn("boots"),
        _ => "",
    };
}
