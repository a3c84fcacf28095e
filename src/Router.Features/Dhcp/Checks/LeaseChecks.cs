using System.Net;
using Router.Documents.Checks;
using Router.Features.Interfaces;
using Router.Features.Validation;

namespace Router.Features.Dhcp.Checks;

/// <summary>Static leases of a DHCP server: addresses that a host of its networks can have, each once, and each host once.</summary>
internal static class LeaseChecks
{
    public static void Check(ValidationSubject subject, Findings findings, string[] path, DhcpServerConfig server, List<Connected> networks)
    {
        var macs = new Dictionary<string, string>();
        var ids = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var addresses = new Dictionary<IPAddress, string>();
        foreach (var (host, lease) in server.Leases)
        {
            Address(subject, findings, [.. path, host, "address"], server, lease.Address, networks);
            if (lease is { Mac: null, ClientId: null })
                findings.Refuse([.. path, host], "no host is known by it", "add mac or client-id");
            if (lease.ClientId is { } id && !ids.TryAdd(id, host))
                findings.Refuse([.. path, host, "client-id"], $"{id} is {ids[id]} already", "a host has one lease");
            if (lease.Mac is not null && !macs.TryAdd(lease.Mac, host))
                findings.Refuse([.. path, host, "mac"], $"{lease.Mac} is {macs[lease.Mac]} already", "a host has one lease");
            if (!addresses.TryAdd(lease.Address, host))
                findings.Refuse(
                    [.. path, host, "address"], $"{lease.Address} is given to {addresses[lease.Address]} already", "choose another");
        }
    }

    private static void Address(
        ValidationSubject subject, Findings findings, string[] path, DhcpServerConfig server, IPAddress address, List<Connected> networks)
    {
        if (networks.Find(n => n.Network.Contains(address)) is not { } network)
            findings.Refuse(
                path, $"{address} is not inside {string.Join(" or ", networks.Select(n => n.Network))}",
                "choose an address of the interface's network");
        else if (HostAddresses.Wrong(address, network.Network) is { } wrong)
            findings.Refuse(path, $"{address} {wrong}", "choose an address of a host");
        if (subject.IsOwn(address, networks[0].Config.Vrf))
            findings.Refuse(path, $"{address} is the router's own address", "choose another");
        foreach (var (range, _) in server.Ranges.Where(r => DhcpValidator.Contains(r.Range, address)))
            findings.Refuse(
                path, $"{address} is inside the range {range.First}-{range.Last}",
                "another host may have it already; choose one outside");
    }
}
