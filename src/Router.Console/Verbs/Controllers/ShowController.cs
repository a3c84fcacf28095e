using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Controllers;

internal static class ShowController
{
    public static readonly Command Verb = Show.Verb<Response.Controller>(
        "controller", "the controller that decides what this router runs, and what became of that", new Request.ShowController(), Render);

    private static IEnumerable<string> Render(Response.Controller controller, Paint paint)
    {
        if (controller.Urls.Count == 0)
        {
            yield return "there is none: set system controller urls https://HOST:8443";
            yield break;
        }
        yield return $"controller: {controller.Url ?? string.Join(", ", controller.Urls)}";
        yield return $"reached:    {(controller.Reached is { } at ? Humane.Time(at) : "not since routerd runs")}";
        var revision = controller.Revision == 0 ? "nothing was given yet" : $"revision {controller.Revision}, {controller.Outcome}";
        yield return $"document:   {revision}";
        if (controller.Detail.Length > 0)
            yield return paint.Bad($"            {controller.Detail}");
        if (controller.Failure is { } failure)
        {
            var again = controller.Again is { } next ? $"; tried again at {Humane.Time(next)}" : "";
            yield return paint.Bad($"failed:     {failure}{again}");
        }
    }
}
