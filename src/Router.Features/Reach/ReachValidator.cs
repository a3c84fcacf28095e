using System.Net;
using Router.Core.Values;
using Router.Documents.Checks;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Firewall;
using Router.Features.Interfaces;
using Router.Features.Interfaces.Kinds;
using Router.Features.Interfaces.Kinds.WireGuard;
using Router.Features.Validation;

namespace Router.Features.Reach;

/// <summary>
/// Services that nobody reaches, for want of a policy, a zone with links or a network: not wrong, but silent, so it is told with the line
/// to add. SSH, proxy and file shares open their ports in their zones by themselves, and meshes theirs.
/// </summary>
internal sealed class ReachValidator : SectionValidator
{
    private const ushort DnsPort = 53, DhcpServerPort = 67, DhcpClientPort = 68, NtpPort = 123,
        Dhcpv6ServerPort = 547, Dhcpv6ClientPort = 546;

    public ReachValidator(Func<RouterConfig, IEnumerable<Listener>> listeners)
    {
        Check(Leases);
        Check(Leases6);
        Check(Resolver);
        Check(Advertisements);
        Check((subject, findings) => Listening(subject, listeners(subject.Config), findings));
        Check(Asking);
        Check(Tunnels);
    }

    private static void Leases(ValidationSubject subject, Findings findings)
    {
        var firewall = subject.Config.Firewall;
        foreach (var (name, server) in subject.Config.Services.Dhcp)
        {
            string[] path = ["services", "dhcp", name];
            if (!subject.Config.Interfaces.TryGetValue(name, out var config))
                continue;
            if (!config.Enabled)
                findings.Advise(path, $"{name} is not enabled: nobody asks there", $"delete interfaces {name} enabled");
            if (config.Zone is not { } zone)
                continue;
            // Whoever has no address yet asks with 0.0.0.0.
            if (!RouterReach.MayEnter(firewall, zone, RouterReach.Udp(DhcpServerPort), IPAddress.Any))
                findings.Advise(path, $"zone {zone} may not ask it, so nobody gets a lease", ToRouter(firewall, zone, "dhcp", "dns"));
            else if (!RouterReach.MayLeave(firewall, zone, RouterReach.Udp(DhcpClientPort)))
                findings.Advise(
                    path, $"the router may not answer zone {zone}, so nobody gets a lease", FromRouter(firewall, zone, "dhcp-client"));
            else if (!MayResolve(firewall, zone) && server is { IsRelay: false, Settings.Dns.Count: 0 })
                findings.Advise(
                    path, $"hosts are told to ask this router for names, and zone {zone} may not", ToRouter(firewall, zone, "dns"));
        }
    }

    private static void Leases6(ValidationSubject subject, Findings findings)
    {
        var firewall = subject.Config.Firewall;
        foreach (var name in subject.Config.Services.Dhcpv6.Keys)
        {
            string[] path = ["services", "dhcpv6", name];
            if (!subject.Config.Interfaces.TryGetValue(name, out var config) || config.Zone is not { } zone)
                continue;
            if (!RouterReach.MayEnter(firewall, zone, RouterReach.Udp(Dhcpv6ServerPort)))
                findings.Advise(path, $"zone {zone} may not ask it, so nobody gets a lease", ToRouter(firewall, zone, "dhcpv6"));
            else if (!RouterReach.MayLeave(firewall, zone, RouterReach.Udp(Dhcpv6ClientPort)))
                findings.Advise(
                    path, $"the router may not answer zone {zone}, so nobody gets a lease", FromRouter(firewall, zone, "dhcpv6-client"));
        }
    }

    private static void Advertisements(ValidationSubject subject, Findings findings)
    {
        var firewall = subject.Config.Firewall;
        foreach (var (name, advertisement) in subject.Config.Services.RouterAdvertisements)
        {
            string[] path = ["services", "router-advertisements", name];
            if (!subject.Config.Interfaces.TryGetValue(name, out var config) || config.Zone is not { } zone)
                continue;
            if (!RouterReach.MayLeave(firewall, zone, new ProtocolMatch(TransportProtocol.Icmpv6, null)))
                findings.Advise(path, $"the router may not send them to zone {zone}", FromRouter(firewall, zone, "icmp"));
            else if (!MayResolve(firewall, zone) && advertisement.Dns.Count == 0 && !subject.Config.Services.Dhcp.ContainsKey(name))
                findings.Advise(
                    path, $"hosts are told to ask this router for names, and zone {zone} may not", ToRouter(firewall, zone, "dns"));
        }
    }

    private static bool MayResolve(FirewallConfig firewall, string zone) => RouterReach.MayEnter(firewall, zone, RouterReach.Udp(DnsPort));

    private static void Resolver(ValidationSubject subject, Findings findings)
    {
        var firewall = subject.Config.Firewall;
        if (subject.Config.Services.Dns is null)
            return;
        var inside = subject.Config.Interfaces.Values.Where(i => !i.Loopback).Select(i => i.Zone).OfType<string>().Distinct()
            .Except(firewall.Nat.Masquerade).ToList();
        if (inside.Count > 0 && !inside.Exists(zone => MayResolve(firewall, zone)))
            findings.Advise(["services", "dns"], "no zone may ask it but the router itself", ToRouter(firewall, inside[0], "dns"));
    }

    private static void Listening(ValidationSubject subject, IEnumerable<Listener> listeners, Findings findings)
    {
        var (services, interfaces) = (subject.Config.Services, subject.Config.Interfaces.Values);
        foreach (var listener in listeners)
        {
            foreach (var zone in listener.Zones.Distinct())
            {
                var members = interfaces.Where(i => i.Zone == zone).ToList();
                if (members.Count > 0 && members.TrueForAll(i => !i.Enabled) && subject.Config.Mesh.All(m => m.Value.ZoneOr(m.Key) != zone))
                    findings.Advise(
                        ["services", listener.Name], $"no interface of zone {zone} is enabled", "enable one, or leave the zone out");
            }
        }
        if (services.Files is { Zones.Count: 0 } files && !ListeningZones.Of(subject.Config, files).Any())
            findings.Advise(["services", "files"], "listens in no zone: there is none that is not masqueraded", "add zones");
        if (services.Proxy is { Allow.Count: 0, Zones.Count: > 0 } proxy
            && !interfaces.Any(i => i.Zone is { } zone && proxy.Zones.Contains(zone) && i.Addresses.Count > 0))
            findings.Advise(
                ["services", "proxy"], "no interface of its zones has a fixed address, so no network may use it",
                "add allow: the networks that may");
    }

    /// <summary>Outside, where servers are asked: zones that are masqueraded or have a given address; all where there are none.</summary>
    private static void Asking(ValidationSubject subject, Findings findings)
    {
        var firewall = subject.Config.Firewall;
        var outside = subject.Config.Interfaces.Values
            .Where(i => i.LearnsIPv4 || i.Ipv6 is not null || (i.Zone is { } z && firewall.Nat.Masquerade.Contains(z)))
            .Select(i => i.Zone).OfType<string>().Distinct().ToList();
        if (outside.Count == 0)
            return;
        if (subject.Config.System.Ntp.Count > 0 && !outside.Exists(zone => RouterReach.MayLeave(firewall, zone, RouterReach.Udp(NtpPort))))
            findings.Advise(
                ["system", "ntp"], $"the router may not ask servers in zone {outside[0]}", FromRouter(firewall, outside[0], "ntp"));
        if (subject.Config.Services.Dns is not null
            && !outside.Exists(zone => RouterReach.MayLeave(firewall, zone, RouterReach.Udp(DnsPort))))
            findings.Advise(
                ["services", "dns"], $"the router may not ask servers in zone {outside[0]}", FromRouter(firewall, outside[0], "dns"));
    }

    /// <summary>Tunnels that others begin.</summary>
    private static void Tunnels(ValidationSubject subject, Findings findings)
    {
        var firewall = subject.Config.Firewall;
        var links = subject.Config.Interfaces.Values.Where(i => !i.Loopback && i.Zone is not null).GroupBy(i => i.Zone!)
            .OrderByDescending(zone => firewall.Nat.Masquerade.Contains(zone.Key)).ToDictionary(zone => zone.Key, zone => zone.Count());
        foreach (var (name, config) in subject.Config.Interfaces)
        {
            if (CalledPort(config) is not { } called)
                continue;
            // What comes out of the tunnel is no way into it.
            var others = links.Where(zone => zone.Value > (zone.Key == config.Zone ? 1 : 0)).Select(zone => zone.Key).ToList();
            if (others.Count > 0 && !others.Exists(zone => RouterReach.MayEnter(firewall, zone, RouterReach.Udp(called))))
                findings.Advise(
                    ["interfaces", name, config.Virtual.Keys.First()], $"no zone may reach UDP port {called}, so nobody who calls is heard",
                    ToRouter(firewall, others[0], $"udp/{called}"));
        }
    }

    /// <summary>The UDP port at which others begin a tunnel; null: it is none, or calls itself.</summary>
    private static ushort? CalledPort(InterfaceConfig config) => config.Made switch
    {
        WireGuardConfig { Port: { } own } wireGuard when wireGuard.Peers.Values.Any(peer => peer.Endpoint is null) => own,
        VxlanConfig vxlan => vxlan.Port,
        _ => null,
    };

    private static string ToRouter(FirewallConfig firewall, string zone, params string[] services) =>
        Line(firewall, new ZonePair(zone, FirewallConfig.RouterZone), services);

    private static string FromRouter(FirewallConfig firewall, string zone, params string[] services) =>
        Line(firewall, new ZonePair(FirewallConfig.RouterZone, zone), services);

    /// <summary>The policy as it would stand in the document, with what it lists already.</summary>
    private static string Line(FirewallConfig firewall, ZonePair pair, string[] services)
    {
        var there = firewall.Policies.TryGetValue(pair, out var policy) ? policy.Services.Select(s => s.Name) : [];
        return $"at firewall policies write {pair}: [{string.Join(", ", there.Concat(services).Distinct())}]";
    }
}
