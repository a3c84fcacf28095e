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

    private static IEnumerable<string> Render(Response.History history, Paint paint) => Table.Format(
        paint,
        ["GENERATION", "WHEN", "WHO", "FROM", "CHECKPOINT", "COMMENT", ""],
        [
            .. history.Items.Select(g => (g.At, Row(g, paint))).Concat((history.Attempts ?? []).Select(a => (a.At, Row(a, paint))))
                .OrderByDescending(row => row.At).Select(row => row.Item2),
        ]);

    private static IReadOnlyList<string> Row(GenerationStatus g, Paint paint) =>
        [$"{g.Number}", Humane.Time(g.At), g.By, g.Origin, g.Checkpoint ?? "", g.Comment ?? "", Marks(g, paint)];

    private static IReadOnlyList<string> Row(AttemptStatus a, Paint paint) =>
    [
        "-", Humane.Time(a.At), a.By, a.Origin, "", a.Comment ?? "",
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
