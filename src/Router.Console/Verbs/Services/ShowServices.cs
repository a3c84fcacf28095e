using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Services;

internal static class ShowServices
{
    public static readonly Command Verb =
        Show.Verb<Response.Services>("services", "services: what runs, and why what does not", new Request.ShowServices(), Render);

    private static IEnumerable<string> Render(Response.Services services, Paint paint) => Table.Format(
        paint,
        ["SERVICE", "STATE", "PID", "FOR", "REASON"],
        [.. services.Items.Select(s => (IReadOnlyList<string>)
        [
            s.Name,
            State(s, paint),
            s.ProcessId is { } pid ? $"{pid}" : "",
            s.ForSeconds is { } seconds ? Humane.Duration(seconds) : "",
            s.Reason ?? "",
        ])]);

    private static string State(ServiceStatus service, Paint paint) => (service.Wanted, service.Running) switch
    {
        (true, true) => paint.Good("running"),
        (true, false) => paint.Bad("failed"),
        (false, true) => paint.Warn("running, not wanted"),
        _ => paint.Dim("off"),
    };
}
