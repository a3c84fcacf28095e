using System.Net;
using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.Dhcp;

internal static class DhcpShape
{
    private static readonly RecordShape<StaticLease> Lease = new RecordShape<StaticLease>(
            "static lease", "A host that always gets the same address.", () => new("", IPAddress.None))
        .With("mac", NetworkScalars.Mac, l => l.Mac, (l, v) => l with { Mac = v }, "The host's hardware address.", required: true)
        .With("address", NetworkScalars.AddressV4, l => l.Address, (l, v) => l with { Address = v }, "The address it gets.",
            required: true);

    public static readonly RecordShape<DhcpServerConfig> Shape = new RecordShape<DhcpServerConfig>(
            "DHCP server", "Hands out addresses on one interface.", () => new() { Range = default })
        .WithValue("range", NetworkScalars.LeaseRange, d => d.Range, (d, v) => d with { Range = v },
            "Addresses handed out, inside the interface's network.", required: true)
        .WithValue("lease-time", Scalars.Duration, d => d.LeaseTime, (d, v) => d with { LeaseTime = v },
            "How long a host keeps its address.")
        .With("leases", new MapShape<string, StaticLease>(NameScalars.Hostname, Lease), d => d.Leases,
            (d, v) => d with { Leases = v }, "Static leases by host name.");
}
