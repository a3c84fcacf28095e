using Router.Api.Contract;
using Router.Daemon.Edges;

namespace Router.Daemon.Status.Operations;

/// <summary>Restarting the machine, and switching it off.</summary>
internal sealed class Power(IOperations operations) : IHandlers
{
    public IEnumerable<Handler> Handlers =>
    [
        Handler.Logged<Request.Reboot>((_, _) => RunAsync(again: true, "the router restarts")),
        Handler.Logged<Request.PowerOff>((_, _) => RunAsync(again: false, "the router switches off")),
    ];

    private async Task<Response> RunAsync(bool again, string done)
    {
        await operations.PowerAsync(again, CancellationToken.None);
        return new Response.Done(done);
    }
}
