using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Routes;

internal static class ShowRoutes
{
    public static readonly Command Verb =
        Show.Verb<Response.Routes>("routes", "the kernel's main routing table", new Request.ShowRoutes(), Render);

    private static IEnumerable<string> Render(Response.Routes routes, Paint paint) => Table.Format(
        paint,
        ["DESTINATION", "VIA", "INTERFACE", "PROTOCOL", "METRIC", "SOURCE"],
        [.. routes.Items.Select(r => (IReadOnlyList<string>)
        [
            r.Destination,
            r.Kind == "unicast" ? r.Via ?? "" : r.Kind,
            r.Interface is null ? r.Device ?? "" : r.Interface == r.Device ? r.Interface : $"{r.Interface} ({r.Device})",
            r.Protocol,
            r.Metric is { } metric ? $"{metric}" : "",
            r.Source ?? "",
        ])]);
}
