using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Shell;

namespace Router.Console.Verbs;

internal static class Leave
{
    public static readonly Command Verb = new(Mode.Configuration, "exit", "go to the top, and from there leave configuration mode", async (call, stopping) =>
    {
        if (call.Session.EditPath.Count > 0)
        {
            call.Session.EditPath = [];
            return ExitCodes.Done;
        }
        var difference = await call.Session.AskAsync<Response.Difference>(new Request.Compare(), stopping);
        if (difference.Lines.Count > 0)
            call.Session.Output.WriteLine(call.Session.Paint.Warn("changes are not committed; they are kept for you (configure, then commit or discard)"));
        call.Session.Mode = Mode.Operational;
        return ExitCodes.Done;
    });
}
