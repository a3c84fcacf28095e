using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Sessions;

namespace Router.Console.Verbs.Configuration;

internal static class Confirm
{
    public static readonly Command Verb = new(
        Mode.Both, "confirm", "keep the commit that waits for it", async (call, stopping) =>
        {
            var confirmed = await call.Session.AskAsync<Response.Committed>(new Request.Confirm(), stopping);
            if (call.Json)
                call.Session.Output.WriteText(ApiJson.Print(confirmed));
            else
                call.Session.Output.WriteLine(call.Session.Paint.Good($"confirmed as generation {confirmed.Generation}"));
            return ExitCodes.Done;
        })
    { Options = [Option.Json] };
}
