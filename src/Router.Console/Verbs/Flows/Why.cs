using Router.Api.Contract;
using Router.Console.Language;
using Router.Console.Lines;
using Router.Console.Sessions;
using Router.Core.Flows;

namespace Router.Console.Verbs.Flows;

internal static class Why
{
    public static readonly Command Verb = new(
        Mode.Operational, "why", "what becomes of a flow, and which lines of the configuration make it so", RunAsync)
    {
        Arguments = [new Argument("FLOW", Flow.Grammar, Arity.Rest)],
        Options = [Option.Json],
    };

    private static async Task<int> RunAsync(Invocation call, CancellationToken stopping)
    {
        var words = call.Rest("FLOW");
        if (Flow.Parse(words, out var problem) is null)
            throw new UsageException(problem, "such as: why tcp 10.0.0.5:1234 -> 192.0.2.1:443 from lan");
        var answer = await call.Session.AskAsync<Response.Flow>(new Request.Why(words), stopping);
        if (call.Json)
            call.Session.Output.WriteText(ApiJson.Print(answer));
        else
            call.Session.Output.WriteLines(FlowText.Render(answer.Answer));
        return ExitCodes.Done;
    }
}
