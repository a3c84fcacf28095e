using Router.Api.Contract;
using Router.Daemon.Edges;
using Router.Daemon.Status.Interfaces;

namespace Router.Daemon.Status.Routes;

/// <summary>The kernel's main table, with the admin's names of interfaces.</summary>
internal sealed class RouteReader(InterfaceReader interfaces) : IHandlers
{
    public IEnumerable<Handler> Handlers => [Handler.Of<Request.ShowRoutes>(async (_, _) => await ReadAsync())];

    public async Task<Response.Routes> ReadAsync()
    {
        var names = await interfaces.NamesByDeviceAsync(CancellationToken.None);
        var routes = new List<RouteStatus>();
        foreach (var version6 in (bool[])[false, true])
            routes.AddRange(RouteList.Parse(await RouteTable.ReadAsync(version6, CancellationToken.None), version6, names));
        return new Response.Routes(routes);
    }
}
