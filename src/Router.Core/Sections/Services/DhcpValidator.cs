using System.Net;
using Router.Core.Config.Shapes;
using Router.Core.Config.Validation;
using Router.Core.Sections.Firewall;

namespace Router.Core.Sections.Services;

/// <summary>DHCP servers: ranges and leases inside the network of their interface.</summary>
internal sealed class DhcpValidator : SectionValidator
{
    /// <summary>dnsmasq takes no less.</summary>
    private static readonly TimeSpan ShortestLease = TimeSpan.FromMinutes(2);

    public DhcpValidator()
    {
        Check(RouterAdvertisementConfig.Check);
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
        CheckRange(findings, path, server, networks);
        CheckLeases(findings, path, server, networks);
    }

    private static string ConfigPathOf(string name) => Config.ConfigPath.Quote(name);

    private static void CheckRange(Findings findings, string[] path, DhcpServerConfig server, List<Connected> networks)
    {
        var range = server.Range;
        if (networks.Find(n => n.Network.Contains(range.First) && n.Network.Contains(range.Last)) is not { } network)
        {
            findings.Refuse(
                [.. path, "range"], $"not inside {string.Join(" or ", networks.Select(n => n.Network))}",
                "hosts get addresses of the interface's network");
            return;
        }
        var whole = NetworkScalars.FromPrefix(network.Network);
        (IPAddress Address, string What)[] taken =
        [
            (network.Address.Address, "the router's own address"),
            (whole.First, "the network's own address"),
            (whole.Last, "the broadcast address"),
        ];
        foreach (var (address, what) in taken)
        {
            if (Contains(range, address))
                findings.Refuse([.. path, "range"], $"{address} in it is {what}", "choose a range without it");
        }
    }

    private static void CheckLeases(Findings findings, string[] path, DhcpServerConfig server, List<Connected> networks)
    {
        var macs = new Dictionary<string, string>();
        var addresses = new Dictionary<IPAddress, string>();
        foreach (var (host, lease) in server.Leases)
        {
            string[] at = [.. path, "leases", host];
            if (!networks.Any(n => n.Network.Contains(lease.Address)))
                findings.Refuse(
                    [.. at, "address"], $"{lease.Address} is not inside {string.Join(" or ", networks.Select(n => n.Network))}",
                    "choose an address of the interface's network");
            if (networks.Any(n => n.Address.Address.Equals(lease.Address)))
                findings.Refuse([.. at, "address"], $"{lease.Address} is the router's own address", "choose another");
            if (Contains(server.Range, lease.Address))
                findings.Refuse(
                    [.. at, "address"], $"{lease.Address} is inside the range {server.Range.First}-{server.Range.Last}",
                    "another host may have it already; choose one outside");
            if (!macs.TryAdd(lease.Mac, host))
                findings.Refuse([.. at, "mac"], $"{lease.Mac} is {macs[lease.Mac]} already", "a host has one lease");
            if (!addresses.TryAdd(lease.Address, host))
                findings.Refuse([.. at, "address"], $"{lease.Address} is given to {addresses[lease.Address]} already", "choose another");
        }
    }

    private static bool Contains(AddressRange range, IPAddress address)
    {
        var bytes = address.GetAddressBytes().AsSpan();
        return bytes.SequenceCompareTo(range.First.GetAddressBytes()) >= 0 && bytes.SequenceCompareTo(range.Last.GetAddressBytes()) <= 0;
    }
}
