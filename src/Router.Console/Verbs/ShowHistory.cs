using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;

namespace Router.Console.Verbs;

internal static class ShowHistory
{
    public static readonly Command Verb =
        Show.Verb<Response.History>("history", "confirmed configurations, newest first", new Request.ShowHistory(), Render);

    private static IEnumerable<string> Render(Response.History history, Paint paint) => Table.Format(
        paint,
        ["GENERATION", "WHEN", "WHO", "FROM", "CHECKPOINT", "COMMENT", ""],
        [.. history.Items.Select(g => (IReadOnlyList<string>)
            [$"{g.Number}", Humane.Time(g.At), g.By, g.Origin, g.Checkpoint ?? "", g.Comment ?? "", Marks(g, paint)])]);

    private static string Marks(GenerationStatus generation, Paint paint) => (generation.Running, generation.Startup) switch
    {
        (true, true) => paint.Good("running"),
        (true, false) => paint.Warn("running, does not boot"),
        (false, true) => paint.Warn("boots"),
        _ => "",
    };
}
