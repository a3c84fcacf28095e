using Router.Api.Contract;

namespace Router.Daemon.Status.Controllers;

/// <summary>The request for how it stands with the controller.</summary>
internal sealed class ControllerRequests(ControllerAgent agent) : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowController>((_, _) => agent.Status)];
}
