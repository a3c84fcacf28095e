using System.Net;
using Router.Core.Values;
using Router.Documents;
using Router.Documents.Checks;
using Router.Features.Interfaces;
using Router.Features.Validation;

namespace Router.Features.Dhcpv6.Checks;

/// <summary>DHCPv6 servers: on an interface that says so in its advertisements, each lease once.</summary>
internal sealed class Dhcpv6Validator : SectionValidator
{
    private static readonly TimeSpan ShortestLease = TimeSpan.FromMinutes(2);

    public Dhcpv6Validator() => Check((subject, findings) =>
    {
        foreach (var (name, server) in subject.Config.Services.Dhcpv6)
            CheckServer(subject, findings, name, server);
    });

    private static void CheckServer(ValidationSubject subject, Findings findings, string name, Dhcpv6Config server)
    {
        string[] path = ["services", "dhcpv6", name];
        if (!subject.Config.Interfaces.TryGetValue(name, out var config))
        {
            findings.Unknown(path, "interface", name, subject.Config.Interfaces.Keys);
            return;
        }
        if (!subject.Config.Services.RouterAdvertisements.ContainsKey(name))
            findings.Refuse(
                path, "hosts ask for addresses where an advertisement says so, and there is none",
                $"add services router-advertisements {name}");
        if (server.IsRelay)
        {
            CheckRelay(subject, findings, path, server, config);
            return;
        }
        if (server.LeaseTime < ShortestLease)
            findings.Refuse([.. path, "lease-time"], "shorter than the server takes", "at least 2m");
        if (server.Range is null && server.Leases.Count == 0)
            findings.Refuse(path, "hands out nothing", "add range or leases, or relay");
        foreach (var (key, addresses) in new[] { ("dns", server.Dns), ("ntp", server.Ntp) })
        {
            foreach (var address in addresses)
            {
                var wrong = IPAddress.IsLoopback(address) ? "is the host itself" : subject.WrongHost(address);
                if (wrong is not null)
                    findings.Refuse([.. path, key, $"{address}"], $"{address} {wrong}", "the address of a server");
            }
        }
        // An address of the router whose prefix is longer or given from outside is not known here.
        var own = config.Addresses.Where(a => a is { IsIPv6: true, PrefixLength: 64 }).Select(a => Suffix(a.Address)).ToHashSet();
        CheckLeases(findings, path, server, own);
    }

    private static void CheckRelay(
        ValidationSubject subject, Findings findings, string[] path, Dhcpv6Config server, InterfaceConfig config)
    {
        if (server with { Relay = [] } != new Dhcpv6Config())
            findings.Refuse(
                [.. path, "relay"], "the servers that it relays to decide about all else", "leave out what stands beside relay");
        if (!config.Addresses.Any(a => a.IsIPv6 && !a.Address.IsIPv6LinkLocal))
            findings.Refuse(
                [.. path, "relay"], $"{path[^1]} has no fixed IPv6 address, at which the servers answer",
                $"add one at interfaces {ConfigPath.Quote(path[^1])} addresses");
        foreach (var address in server.Relay)
        {
            string[] place = [.. path, "relay", $"{address}"];
            if (subject.IsOwn(address) || IPAddress.IsLoopback(address))
                findings.Refuse(place, $"{address} is the router itself", "the address of a server elsewhere");
            else if (address.IsIPv6LinkLocal)
                findings.Refuse(place, $"{address} is an address of one link alone", "an address that is reached from everywhere");
            else if (subject.WrongHost(address) is { } wrong)
                findings.Refuse(place, $"{address} {wrong}", "the address of a server");
            else if (config.Addresses.Any(a => a.IsIPv6 && a.Network.Contains(address)))
                findings.Refuse(place, $"{address} is on the network itself and hears its hosts without a relay", "leave it out");
        }
    }

    private static void CheckLeases(Findings findings, string[] path, Dhcpv6Config server, HashSet<IPAddress> own)
    {
        var duids = new Dictionary<string, string>();
        var addresses = new Dictionary<IPAddress, string>();
        if (server.Range is { } range && own.FirstOrDefault(a => Inside(range, a)) is { } taken)
            findings.Refuse([.. path, "range"], $"{taken} in it is the router's own suffix", "choose a range without it");
        foreach (var (host, lease) in server.Leases)
        {
            string[] place = [.. path, "leases", host];
            if (!duids.TryAdd(lease.Duid, host))
                findings.Refuse([.. place, "duid"], $"{lease.Duid} is {duids[lease.Duid]} already", "a host has one lease");
            if (!addresses.TryAdd(lease.Address, host))
                findings.Refuse(
                    [.. place, "address"], $"{lease.Address} is given to {addresses[lease.Address]} already", "choose another");
            if (own.Contains(lease.Address))
                findings.Refuse([.. place, "address"], $"{lease.Address} is the router's own suffix", "choose another");
            if (server.Range is { } handed && Inside(handed, lease.Address))
                findings.Refuse(
                    [.. place, "address"], $"{lease.Address} is inside the range {handed.First}-{handed.Last}",
                    "another host may have it already; choose one outside");
        }
    }

    private static bool Inside(AddressRange range, IPAddress address) =>
        range.First.Number() <= address.Number() && address.Number() <= range.Last.Number();

    private static IPAddress Suffix(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(0, 8).Clear();
        return new IPAddress(bytes);
    }
}
