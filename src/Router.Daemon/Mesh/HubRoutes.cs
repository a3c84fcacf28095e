using System.Net;
using Router.Core.State;
using Router.Documents;
using Router.Mesh.Ports;

namespace Router.Daemon.Mesh;

/// <summary>
/// The routes of one mesh by the hub that is in use. They stay by the last one when none is: it may carry packets still while its
/// daemon restarts, and another hub takes them over once it is registered.
/// </summary>
/// <param name="complain">Hears of what the kernel refuses.</param>
internal sealed class HubRoutes(IMeshLink link, Action<Exception> complain)
{
    private ValueList<HubRoute> routes = [];
    private IPAddress? hub;

    /// <summary>What a daemon before this one left stands until a hub is known, unless nobody wants it any more.</summary>
    public void Start(ValueList<HubRoute> wanted)
    {
        routes = wanted;
        Try(() =>
        {
            foreach (var route in link.ReadHubRoutes().Except(wanted))
                link.RemoveHubRoute(route);
        });
    }

    public void Change(ValueList<HubRoute> wanted)
    {
        foreach (var route in routes.Except(wanted))
            Try(() => link.RemoveHubRoute(route));
        var added = wanted.Except(routes).ToList();
        routes = wanted;
        Set(added);
    }

    public void Prefer(IPAddress? overlay)
    {
        if (overlay is null || overlay.Equals(hub))
            return;
        hub = overlay;
        Set(routes);
    }

    private void Set(IEnumerable<HubRoute> these)
    {
        if (hub is null)
            return;
        foreach (var route in these)
            Try(() => link.SetHubRoute(route, hub));
    }

    private void Try(Action what)
    {
        try
        {
            what();
        }
        catch (Exception exception)
        {
            complain(exception);
        }
    }
}
