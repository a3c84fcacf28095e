using System.Net;
using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents;
using Router.Documents.Checks;
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
        CheckRange(findings, path, server, networks);
        LeaseChecks.Check(subject, findings, [.. path, "leases"], server, networks);
    }

    private static string ConfigPathOf(string name) => ConfigPath.Quote(name);

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
            .. networks.Select(n => (n.Address.Address, "the router's own address")),
            (whole.First, "the network's own address"),
            (whole.Last, "the broadcast address"),
        ];
        foreach (var (address, what) in taken)
        {
            if (Contains(range, address))
                findings.Refuse([.. path, "range"], $"{address} in it is {what}", "choose a range without it");
        }
    }

    internal static bool Contains(AddressRange range, IPAddress address)
    {
        var bytes = address.GetAddressBytes().AsSpan();
        return bytes.SequenceCompareTo(range.First.GetAddressBytes()) >= 0 && bytes.SequenceCompareTo(range.Last.GetAddressBytes()) <= 0;
    }
}
