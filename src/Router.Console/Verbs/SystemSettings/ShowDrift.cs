using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.SystemSettings;

internal static class ShowDrift
{
    public static readonly Command Verb =
        Show.Verb<Response.Drift>("drift", "what others changed since the last commit", new Request.ShowDrift(), Render);

    private static IEnumerable<string> Render(Response.Drift drift, Paint paint)
    {
        if (drift.At is not { } at)
            yield return "not looked at yet: the router is starting";
        else if (drift.Items.Count == 0)
            yield return $"all is as configured (last change seen {Humane.Time(at)})";
        foreach (var item in drift.Items)
            yield return paint.Warn(item);
        foreach (var waits in drift.Waiting)
            yield return waits;
        if (drift.Items.Count > 0)
            yield return paint.Dim(drift.Heals
                ? "system drift heal: it is made as configured again"
                : "commit makes it as configured; set system drift heal does so at once");
    }
}
