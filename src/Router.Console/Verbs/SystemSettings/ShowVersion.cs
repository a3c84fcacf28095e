using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.SystemSettings;

internal static class ShowVersion
{
    public static readonly Command Verb =
        Show.Verb<Response.Version>("version", "product, image, kernel and running configuration", new Request.ShowVersion(), Render);

    private static IEnumerable<string> Render(Response.Version version, Paint paint)
    {
        yield return $"router {paint.Bold(version.Product)} on {version.Hostname}";
        yield return $"board:          {version.Board}";
        yield return $"image:          {version.Image ?? "none"} (source {version.Source})";
        yield return $"kernel:         {version.Kernel}";
        yield return $"up:             {Humane.Duration(version.UptimeSeconds)}";
        yield return $"state:          {State(version, paint)}";
        yield return $"configuration:  {Configuration(version.Configuration)}";
        foreach (var note in version.Configuration.Notes)
            yield return paint.Warn($"note: {note}");
    }

    private static string State(Response.Version version, Paint paint) => version switch
    {
        { Ready: false } => paint.Warn("network is starting"),
        { ServicesReady: false } => paint.Warn("network is ready, services are starting"),
        _ => paint.Good("ready"),
    };

    private static string Configuration(RunningStatus running) => running switch
    {
        { ConfirmBefore: { } before } => $"by {running.By}, not confirmed: goes back at {Humane.Time(before)}",
        { Generation: { } number } =>
            $"generation {number} by {running.By}{(running.At is { } at ? $" at {Humane.Time(at)}" : "")}{(running.Comment is { } why ? $": {why}" : "")}",
        { By: "startup" } => "the document it was first booted with",
        { By: "failsafe" } => "failsafe: none is applied",
        _ => "empty",
    };
}
