using Router.Api.Contract;
using Router.Linux.Edges.Netlink;

namespace Router.Daemon.Status.Flows;

/// <summary>What connection tracking knows.</summary>
internal sealed class SessionReader : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowSessions>((_, _) => SessionList.Of(SessionTable.Read()))];
}
