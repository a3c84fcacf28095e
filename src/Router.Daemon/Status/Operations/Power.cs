using Router.Api.Contract;
using Router.Daemon.Edges;
using Router.Daemon.Engine;

namespace Router.Daemon.Status.Operations;

/// <summary>Restarting the machine, also as something else than it was, and switching it off.</summary>
internal sealed class Power(IOperations operations) : IHandlers
{
    public IEnumerable<Handler> Handlers =>
    [
        Handler.Logged<Request.Reboot>((reboot, _) => RebootAsync(reboot.Mode)),
        Handler.Logged<Request.PowerOff>((_, _) => RunAsync(again: false, "the router switches off")),
        Handler.Logged<Request.FactoryReset>((_, _) => ResetAsync()),
    ];

    private async Task<Response> RebootAsync(string? mode)
    {
        if (mode is not (null or "ram" or "failsafe"))
            throw new RefusedException($"there is no mode {mode}", "a boot can be ram or failsafe");
        if (mode is not null)
            await operations.ChooseModeAsync(mode, CancellationToken.None);
        return await RunAsync(again: true, mode is null ? "the router restarts" : $"the router restarts, {mode} this once");
    }

    private async Task<Response> ResetAsync()
    {
        await operations.MarkForResetAsync(CancellationToken.None);
        return await RunAsync(again: true, "the router restarts and erases all that was configured");
    }

    private async Task<Response> RunAsync(bool again, string done)
    {
        await operations.PowerAsync(again, CancellationToken.None);
        return new Response.Done(done);
    }
}
