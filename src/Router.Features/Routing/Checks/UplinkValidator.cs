using System.Net;
using System.Net.Sockets;
using Router.Core.Uplinks;
using Router.Documents.Checks;
using Router.Features.Building;
using Router.Features.Interfaces;
using Router.Features.SystemSettings;
using Router.Features.Validation;

namespace Router.Features.Routing.Checks;

/// <summary>Uplinks are lines of their own that lead somewhere, and are watched in a way that can succeed.</summary>
internal sealed class UplinkValidator : SectionValidator
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1), LongestInterval = TimeSpan.FromHours(1),
        LongestHold = TimeSpan.FromDays(1);

    public UplinkValidator()
    {
        Check((subject, findings) =>
        {
            foreach (var (name, uplink) in subject.Config.Routing.Uplinks)
            {
                string[] path = ["routing", "uplinks", name];
                Interface(subject, findings, path, name, uplink);
                Gateways(subject, findings, path, uplink);
                Probes(subject, findings, path, uplink);
                Numbers(findings, path, uplink);
            }
        });
        Check(Names);
        Check(ReversePathOfLines);
        Check(TablesOfLines);
    }

    private static void Interface(ValidationSubject subject, Findings findings, string[] path, string name, UplinkConfig uplink)
    {
        string[] at = [.. path, "interface"];
        if (!subject.Config.Interfaces.TryGetValue(uplink.Interface, out var line))
            findings.Unknown(at, "interface", uplink.Interface, subject.Config.Interfaces.Keys);
        else if (line.Kind == InterfaceKind.Loopback)
            findings.Refuse(at, $"{uplink.Interface} leads nowhere", "name the interface of a line");
        else if (line.Vrf is { } vrf)
            findings.Refuse(at, $"{uplink.Interface} is in the VRF {vrf}", "uplinks are chosen for the main table: take it out of the VRF");
        else if (line.Zone is null)
            findings.Refuse(at, $"{uplink.Interface} is in no zone", $"set interfaces {uplink.Interface} zone wan");
        else if (subject.Config.Routing.Uplinks.First(u => u.Value.Interface == uplink.Interface).Key is var first && first != name)
            findings.Refuse(at, $"{uplink.Interface} is the uplink {first} already", "an interface is one uplink");
        else if (uplink.Gateway.Count == 0 && !Learns(line) && !HasDefault(subject, uplink.Interface))
            findings.Refuse(
                path, $"nothing says the gateway of {uplink.Interface}",
                "add gateway, a default route over the interface, or dhcp: true to it");
    }

    private static void Gateways(ValidationSubject subject, Findings findings, string[] path, UplinkConfig uplink)
    {
        path = [.. path, "gateway"];
        foreach (var family in uplink.Gateway.GroupBy(gateway => gateway.AddressFamily).Where(family => family.Count() > 1))
            findings.Refuse(
                path, $"{string.Join(" and ", family)} are of the same family",
                "an uplink has one gateway of each: what has two is two uplinks");
        foreach (var gateway in uplink.Gateway)
        {
            if (subject.IsOwn(gateway, null))
                findings.Refuse(path, $"{gateway} is the router's own address", "name the provider's router");
            else if (subject.WrongHost(gateway, null) is { } wrong)
                findings.Refuse(path, $"{gateway} {wrong}", "name the provider's router");
            else if (subject.NetworkOf(gateway, null) is { } network && network.Interface != uplink.Interface)
                findings.Refuse(path, $"{gateway} is on the network of {network.Interface}", $"name the gateway of {uplink.Interface}");
        }
    }

    private static void Probes(ValidationSubject subject, Findings findings, string[] path, UplinkConfig uplink)
    {
        path = [.. path, "probe"];
        foreach (var probe in uplink.Probe)
        {
            if (subject.IsOwn(probe.Address, null))
                findings.Refuse(path, $"{probe.Address} is the router's own address", "ask somebody outside");
            else if (probe.Address.Equals(IPAddress.Any) || probe.Address.Equals(IPAddress.IPv6Any) || probe.Address.IsIPv6LinkLocal
                || probe.Address.IsIPv6Multicast || IPAddress.IsLoopback(probe.Address)
                || (probe.Address.AddressFamily == AddressFamily.InterNetwork && probe.Address.GetAddressBytes()[0] >= 224))
                findings.Refuse(path, $"{probe.Address} is nobody outside", $"ask somebody outside, for example {ProbeTarget.Example}");
            else if (subject.NetworkOf(probe.Address, null) is { } network && network.Interface != uplink.Interface)
                findings.Refuse(
                    path, $"{probe.Address} is on the network of {network.Interface}, and cannot be asked by {uplink.Interface}",
                    "ask somebody outside");
        }
    }

    private static void Numbers(Findings findings, string[] path, UplinkConfig uplink)
    {
        if (uplink.Interval is { } interval && (interval < ShortestInterval || interval > LongestInterval))
            findings.Refuse([.. path, "interval"], "is too short or too long", "from 1s to 1h");
        if (uplink.Hold is { } hold && hold > LongestHold)
            findings.Refuse([.. path, "hold"], "is too long", "a day at most");
        if (uplink is { Backup: true, Priority: not null })
            findings.Refuse([.. path, "priority"], "a backup comes behind all others", "delete priority or backup");
        foreach (var (key, set) in (IEnumerable<(string, bool)>)
            [("interval", uplink.Interval is not null), ("failures", uplink.Failures is not null), ("loss", uplink.Loss is not null),
                ("delay", uplink.Delay is not null)])
        {
            if (set && uplink.Probe.Count == 0)
                findings.Refuse([.. path, key], "says nothing without probe", $"add probe, or delete {key}");
        }
    }

    /// <summary>Tables and marks are numbered by the names.</summary>
    private static void Names(ValidationSubject subject, Findings findings)
    {
        foreach (var twins in subject.Config.Routing.Uplinks.Keys.GroupBy(UplinkNumbers.Of).Where(twins => twins.Count() > 1))
            findings.Refuse(
                ["routing", "uplinks", twins.Last()], $"{twins.First()} and {twins.Last()} would have the same number in the kernel",
                "choose another name for one of them");
    }

    private static void ReversePathOfLines(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.Routing.Uplinks.Count > 1 && subject.Config.System.Hardening.ReversePath == ReversePath.Strict)
            findings.Refuse(
                ["system", "hardening", "reverse-path"], "what comes in by an uplink that is not the one in use would be dropped",
                "with several uplinks it is loose or off");
    }

    private static void TablesOfLines(ValidationSubject subject, Findings findings)
    {
        if (subject.Config.Routing.Uplinks.Count == 0)
            return;
        foreach (var way in RouteWays.Of(subject.Config)
            .Where(way => way is { IsDefault: true, Vrf: null, Table: Core.State.Route.MainTable }))
        {
            string[] path = ["routes", $"{way.Destination}"];
            if (way.Route.Metric == UplinkRoutes.MetricIPv6)
                findings.Refuse([.. path, "metric"], "uplinks choose with this one", "choose another number, or delete metric");
            if (way.Over is { } over && subject.Config.Routes.ContainsKey(way.Destination)
                && subject.Config.Routing.Uplinks.Values.All(uplink => uplink.Interface != over))
                findings.Advise(
                    path, $"is taken only while no uplink leads anywhere: {over} is none",
                    $"add {over} to routing uplinks, or delete the route");
        }
    }

    private static bool Learns(InterfaceConfig line) => line.LearnsIPv4 || line.Ipv6 is not null;

    private static bool HasDefault(ValidationSubject subject, string name) =>
        RouteWays.Of(subject.Config).Any(way => way is { IsDefault: true, Vrf: null } && !way.Route.IsDeadEnd && way.Over == name);
}
