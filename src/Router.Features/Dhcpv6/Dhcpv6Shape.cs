using System.Net;
using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.Dhcpv6;

internal static class Dhcpv6Shape
{
    private static readonly ListShape<IPAddress> Addresses = new(Dhcpv6Scalars.Address);

    private static readonly RecordShape<Dhcpv6Lease> Lease = new RecordShape<Dhcpv6Lease>(
            "static lease", "A host that always gets the same suffix.", () => new("", IPAddress.IPv6None))
        .With("duid", Dhcpv6Scalars.Duid, l => l.Duid, (l, v) => l with { Duid = v }, "What the host calls itself (DUID).", required: true)
        .With("address", Dhcpv6Scalars.Suffix, l => l.Address, (l, v) => l with { Address = v },
            "The suffix of its address; the prefix is the interface's.", required: true);

    public static readonly MapShape<string, Dhcpv6Config> Map = new(
        ZoneShape.Interface,
        new RecordShape<Dhcpv6Config>("DHCPv6 server", "Hands out IPv6 addresses on one interface, or relays to who does.", () => new())
            .WithValue("range", Dhcpv6Scalars.SuffixRange, d => d.Range, (d, v) => d with { Range = v },
                "Suffixes handed out; without it, static leases alone get an address.")
            .WithValue("lease-time", Scalars.Duration, d => d.LeaseTime, (d, v) => d with { LeaseTime = v },
                "How long a host keeps its address.")
            .With("dns", Addresses, d => d.Dns, (d, v) => d with { Dns = v },
                "Name servers that hosts are told of; without any, those of the advertisements.")
            .With("search", new ListShape<string>(NameScalars.Domain), d => d.Search, (d, v) => d with { Search = v },
                "Domains that hosts look names without a dot up in.")
            .With("ntp", Addresses, d => d.Ntp, (d, v) => d with { Ntp = v }, "Time servers that hosts are told of.")
            .With("leases", new MapShape<string, Dhcpv6Lease>(NameScalars.Hostname, Lease), d => d.Leases,
                (d, v) => d with { Leases = v }, "Static leases by host name.")
            .With("relay", Addresses, d => d.Relay, (d, v) => d with { Relay = v },
                "Servers elsewhere that requests are handed on to, in place of all else here."));
}
