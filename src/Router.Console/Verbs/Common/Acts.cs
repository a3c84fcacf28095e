using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Sessions;

namespace Router.Console.Verbs.Common;

/// <summary>What the verbs that only do something have in common: one request, and its message if it has one.</summary>
internal static class Acts
{
    public static async Task<int> RunAsync(Invocation call, Request request, CancellationToken stopping)
    {
        var done = await call.Session.AskAsync<Response.Done>(request, stopping);
        if (call.Json)
            call.Session.Output.WriteText(ApiJson.Print(done));
        else if (done.Message.Length > 0)
            call.Session.Output.WriteLine(done.Message);
        return ExitCodes.Done;
    }
}
