using Router.Api.Contract;
using Router.Daemon.Edges;
using Router.Daemon.Engine;

namespace Router.Daemon.Status.Services;

/// <summary>Stops a service and starts it again, between commits.</summary>
internal sealed class ServiceRestart(ConfigurationEngine engine, ServiceReader services, IOperations operations, EventHub events)
    : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Logged<Request.RestartService>((restart, asker) => RunAsync(restart.Name, asker))];

    /// <exception cref="NotFoundException">There is none of that name.</exception>
    /// <exception cref="Core.Edges.ApplyException">It does not start.</exception>
    private async Task<Response> RunAsync(string name, Asker asker)
    {
        Named.Check("service", name, await services.NamesAsync(CancellationToken.None), "show services lists them");
        await engine.BetweenCommitsAsync(async stopping =>
        {
            await operations.RestartAsync(name, stopping);
            return true;
        });
        events.Publish("service", $"{name} restarted by {asker.Author.User}");
        return new Response.Done($"{name} is restarted");
    }
}
