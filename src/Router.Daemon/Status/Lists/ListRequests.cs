using Router.Api.Contract;

namespace Router.Daemon.Status.Lists;

/// <summary>Lists that others keep, for who wants to look or not to wait.</summary>
internal sealed class ListRequests(ListKeeper keeper) : IHandlers
{
    public IEnumerable<Handler> Handlers =>
    [
        Handler.Of<Request.ShowLists>((_, _) => keeper.Status),
        Handler.Logged<Request.FetchLists>(async (fetch, _) => await keeper.FetchAsync(fetch.Name, fetch.Shrunk)),
    ];
}
