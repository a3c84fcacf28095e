using System.Net.Sockets;
using Router.Core.State;
using Router.Core.Uplinks;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;

namespace Router.Features.Routing.Build;

/// <summary>The uplinks of a document on the links of this machine.</summary>
public static class UplinkLines
{
    /// <summary>Without those whose port is not there.</summary>
    public static ValueList<UplinkSettings> Of(RouterConfig config, Topology topology) =>
    [
        .. from uplink in config.Routing.Uplinks
           where config.Interfaces.ContainsKey(uplink.Value.Interface)
           let link = topology.KernelName(uplink.Value.Interface, config.Interfaces[uplink.Value.Interface])
           where link is not null
           select Settings(uplink.Key, link, uplink.Value),
    ];

    /// <summary>The routes of a choice between all of them, where the document alone says the gateways.</summary>
    internal static ValueList<Route> Chosen(RouterConfig config, Topology topology)
    {
        if (config.Routing.Uplinks.Count == 0)
            return [];
        var ways = RouteWays.Of(config).Where(way => way is { IsDefault: true, Vrf: null } && !way.Route.IsDeadEnd).ToList();
        var lines = Of(config, topology).Select(uplink => Standing(uplink, config, ways)).ToList();
        return UplinkRoutes.Of(lines, UplinkChoice.Next(lines, UplinkChoice.Nothing));
    }

    private static UplinkStanding Standing(UplinkSettings uplink, RouterConfig config, List<RouteWay> ways)
    {
        var name = config.Routing.Uplinks[uplink.Name].Interface;
        var path = new UplinkPath(
            config.Interfaces[name].Enabled, Gateway(AddressFamily.InterNetwork), Gateway(AddressFamily.InterNetworkV6),
            [.. config.Interfaces[name].Addresses.Where(address => !address.Address.IsIPv6LinkLocal).Select(a => a.Network).Distinct()]);
        return new UplinkStanding(uplink, path.With(uplink.Gateways), Good: true, Steady: true);

        UplinkGateway? Gateway(AddressFamily family) => ways
            .Where(way => way.Over == name && way.Destination.BaseAddress.AddressFamily == family)
            .Select(way => new UplinkGateway(way.Route.Via)).FirstOrDefault();
    }

    /// <summary>On what came in by the line, and on what has to go by it whatever is chosen.</summary>
    public static uint LineMark(UplinkSettings uplink) => Lines.Marked | UplinkNumbers.LineTable(uplink.Number);

    /// <summary>On what went out by the line, and goes on by it while it is good.</summary>
    public static uint OutwardMark(UplinkSettings uplink) => Lines.Marked | UplinkNumbers.OutwardTable(uplink.Number);

    private static UplinkSettings Settings(string name, string link, UplinkConfig uplink) => new(name, link, UplinkNumbers.Of(name))
    {
        Gateways = uplink.Gateway,
        Probes = uplink.Probe,
        Interval = uplink.Interval ?? UplinkSettings.UsualInterval,
        Failures = uplink.Failures ?? UplinkSettings.UsualFailures,
        Hold = uplink.Hold ?? UplinkSettings.UsualHold,
        Loss = uplink.Loss,
        Delay = uplink.Delay is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
        Priority = uplink.Backup ? UplinkSettings.BackupPriority : uplink.Priority ?? UplinkSettings.UsualPriority,
        Weight = uplink.Weight ?? UplinkSettings.UsualWeight,
    };
}
