using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Shell;

namespace Router.Console.Verbs;

internal static class Confirm
{
    public static readonly Command Verb = new(
        Mode.Both, "confirm", "keep the commit that waits for it", async (call, stopping) =>
        {
            Commit.Show(call, await call.Session.AskAsync<Response.Committed>(new Request.Confirm(), stopping));
            return ExitCodes.Done;
        })
    { Options = [Option.Json] };
}
