using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Rendering;
using Router.Console.Verbs.Common;

namespace Router.Console.Verbs.Flows;

internal static class ShowSessions
{
    public static readonly Command Verb =
        Show.Verb<Response.Sessions>("sessions", "flows that connection tracking knows", new Request.ShowSessions(), Render);

    private static IEnumerable<string> Render(Response.Sessions sessions, Paint paint)
    {
        var rows = sessions.Items.Select(s => (IReadOnlyList<string>)
        [
            s.Protocol,
            Ends.Of(s.Source, s.SourcePort),
            Ends.Of(s.Destination, s.DestinationPort),
            s.State ?? "",
            Humane.Duration(s.ExpiresSeconds),
        ]).ToList();
        foreach (var line in Table.Format(paint, ["PROTOCOL", "SOURCE", "DESTINATION", "STATE", "EXPIRES"], rows))
            yield return line;
        if (sessions.Total > sessions.Items.Count)
            yield return paint.Dim($"{sessions.Total - sessions.Items.Count} more");
    }
}
