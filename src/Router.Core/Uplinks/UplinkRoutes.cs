using System.Net;
using Router.Core.State;
using Router.Documents;

namespace Router.Core.Uplinks;

/// <summary>The routes that a choice of uplinks means.</summary>
public static class UplinkRoutes
{
    /// <summary>The routing protocol number of these routes: none of a document's, so that no commit touches them.</summary>
    public const byte Protocol = 87;

    /// <summary>Before every default route of the document, of leases and of advertisements. Of IPv4 it is 0.</summary>
    public const uint MetricIPv6 = 1;

    /// <summary>Of the document's own default routes beside uplinks, where it says none: they are for when nothing chooses.</summary>
    public const uint MetricBehind = 1024;

    private static readonly IPNetwork AllIPv4 = new(IPAddress.Any, 0), AllIPv6 = new(IPAddress.IPv6Any, 0);

    public static ValueList<Route> Of(IReadOnlyCollection<UplinkStanding> lines, UplinkChoice choice)
    {
        var routes = new List<Route>();
        foreach (var ipv6 in new[] { false, true })
        {
            foreach (var line in lines.Where(line => line.Path.Up))
                routes.AddRange(Of(line, choice.Usable.Contains(line.Settings.Name), ipv6));
            var chosen = lines.Where(line => choice.Of(ipv6).Contains(line.Settings.Name) && line.Path.Of(ipv6) is not null).ToList();
            if (chosen.Count > 0)
                routes.Add(Chosen(chosen, ipv6));
        }
        return [.. routes];
    }

    private static IEnumerable<Route> Of(UplinkStanding line, bool usable, bool ipv6)
    {
        var table = UplinkNumbers.LineTable(line.Settings.Number);
        foreach (var network in line.Path.Networks.Where(n => n.BaseAddress.AddressFamily == All(ipv6).BaseAddress.AddressFamily))
            yield return new Route(network, null, line.Settings.Link, Metric: Metric(ipv6), Table: table);
        if (line.Path.Of(ipv6) is not { } gateway)
            yield break;
        yield return Default(line, gateway, ipv6, table);
        if (usable)
            yield return Default(line, gateway, ipv6, UplinkNumbers.OutwardTable(line.Settings.Number));
    }

    private static Route Chosen(List<UplinkStanding> chosen, bool ipv6) => chosen is [var only]
        ? Default(only, only.Path.Of(ipv6)!, ipv6, Route.MainTable)
        : new Route(All(ipv6), null, null, Metric: Metric(ipv6))
        {
            NextHops = Route.InOrder(chosen.Select(line => new NextHop(
                line.Path.Of(ipv6)!.Address, line.Settings.Link, line.Settings.Weight)
            {
                OnLink = line.Path.Of(ipv6)!.Address is not null,
            })),
        };

    private static Route Default(UplinkStanding line, UplinkGateway gateway, bool ipv6, uint table) =>
        new(All(ipv6), gateway.Address, line.Settings.Link, Metric: Metric(ipv6), Table: table) { OnLink = gateway.Address is not null };

    private static uint? Metric(bool ipv6) => ipv6 ? MetricIPv6 : null;

    private static IPNetwork All(bool ipv6) => ipv6 ? AllIPv6 : AllIPv4;
}
