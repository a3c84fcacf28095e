using System.Net;
using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents;
using Router.Documents.Checks;
using Router.Features.Interfaces;
using Router.Features.Validation;

namespace Router.Features.Dhcp.Checks;

/// <summary>DHCP servers: ranges and leases inside the network of their interface.</summary>
internal sealed class DhcpValidator : SectionValidator
{
    /// <summary>dnsmasq takes no less.</summary>
    private static readonly TimeSpan ShortestLease = TimeSpan.FromMinutes(2);

    public DhcpValidator()
    {
        Check((subject, findings) =>
        {
            foreach (var (name, server) in subject.Config.Services.Dhcp)
                CheckServer(subject, findings, name, server);
        });
    }

    private static void CheckServer(ValidationSubject subject, Findings findings, string name, DhcpServerConfig server)
    {
        string[] path = ["services", "dhcp", name];
        if (server.LeaseTime < ShortestLease)
            findings.Refuse([.. path, "lease-time"], "shorter than the server takes", "at least 2m");
        if (!subject.Config.Interfaces.ContainsKey(name))
        {
            findings.Unknown(path, "interface", name, subject.Config.Interfaces.Keys);
            return;
        }
        var networks = subject.Networks.Where(n => n.Interface == name && !n.Address.IsIPv6).ToList();
        if (networks.Count == 0)
        {
            findings.Refuse(path, $"{name} has no fixed IPv4 address", $"add one at interfaces {ConfigPathOf(name)} addresses");
            return;
        }
        if (server.IsRelay)
        {
            CheckRelay(subject, findings, path, server, networks);
            return;
        }
        if (!server.Ranges.Any() && server.Leases.Count == 0)
            findings.Refuse(path, "hands out nothing", "add range, pools or leases, or relay");
        CheckRanges(findings, path, server, networks);
        CheckPools(findings, path, server);
        CheckClasses(subject, findings, path, server, networks);
        SettingsChecks.Check(subject, findings, path, server.Settings, networks);
        LeaseChecks.Check(subject, findings, [.. path, "leases"], server, networks);
    }

    private static string ConfigPathOf(string name) => ConfigPath.Quote(name);

    private static void CheckRelay(
        ValidationSubject subject, Findings findings, string[] path, DhcpServerConfig server, List<Connected> networks)
    {
        if (server with { Relay = [] } != new DhcpServerConfig())
            findings.Refuse(
                [.. path, "relay"], "the servers that it relays to decide about all else", "leave out what stands beside relay");
        foreach (var address in server.Relay)
        {
            string[] place = [.. path, "relay", $"{address}"];
            if (subject.IsOwn(address) || IPAddress.IsLoopback(address))
                findings.Refuse(place, $"{address} is the router itself", "the address of a server elsewhere");
            else if (subject.WrongHost(address) is { } wrong)
                findings.Refuse(place, $"{address} {wrong}", "the address of a server");
            else if (networks.Exists(n => n.Network.Contains(address)))
                findings.Refuse(place, $"{address} is on the network itself and hears its hosts without a relay", "leave it out");
        }
    }

    private static void CheckRanges(Findings findings, string[] path, DhcpServerConfig server, List<Connected> networks)
    {
        List<(AddressRange Range, string[] Path)> seen = [];
        foreach (var (range, place) in server.Ranges)
        {
            CheckRange(findings, [.. path, .. place], range, networks);
            if (seen.Find(other => Overlap(other.Range, range)) is { Path: not null } first)
                findings.Refuse(
                    [.. path, .. place], $"shares addresses with {string.Join(' ', first.Path)}", "each address is in one range");
            seen.Add((range, place));
        }
    }

    private static void CheckRange(Findings findings, string[] path, AddressRange range, List<Connected> networks)
    {
        if (networks.Find(n => n.Network.Contains(range.First) && n.Network.Contains(range.Last)) is not { } network)
        {
            findings.Refuse(
                path, $"not inside {string.Join(" or ", networks.Select(n => n.Network))}",
                "hosts get addresses of the interface's network");
            return;
        }
        var whole = NetworkScalars.FromPrefix(network.Network);
        (IPAddress Address, string What)[] taken =
        [
            .. networks.Select(n => (n.Address.Address, "the router's own address")),
            (whole.First, "the network's own address"),
            (whole.Last, "the broadcast address"),
        ];
        foreach (var (address, what) in taken)
        {
            if (Contains(range, address))
                findings.Refuse(path, $"{address} in it is {what}", "choose a range without it");
        }
    }

    private static void CheckPools(Findings findings, string[] path, DhcpServerConfig server)
    {
        foreach (var (name, pool) in server.Pools)
        {
            if (pool.LeaseTime < ShortestLease)
                findings.Refuse([.. path, "pools", name, "lease-time"], "shorter than the server takes", "at least 2m");
            if (pool.Class is { } kind && !server.Classes.ContainsKey(kind))
                findings.Unknown([.. path, "pools", name, "class"], "class", kind, server.Classes.Keys);
        }
    }

    private static void CheckClasses(
        ValidationSubject subject, Findings findings, string[] path, DhcpServerConfig server, List<Connected> networks)
    {
        foreach (var (name, kind) in server.Classes)
        {
            string[] place = [.. path, "classes", name];
            if (kind is { Vendor: null, User: null, Macs.Count: 0 })
                findings.Refuse(place, "no host is of it", "add vendor, user or macs");
            SettingsChecks.Check(subject, findings, place, kind.Settings, networks);
        }
    }

    internal static bool Contains(AddressRange range, IPAddress address)
    {
        var bytes = address.GetAddressBytes().AsSpan();
        return bytes.SequenceCompareTo(range.First.GetAddressBytes()) >= 0 && bytes.SequenceCompareTo(range.Last.GetAddressBytes()) <= 0;
    }

    private static bool Overlap(AddressRange one, AddressRange other) =>
        Contains(one, other.First) || Contains(other, one.First);
}
