using System.Net;
using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.Dhcp;

internal static class DhcpShape
{
    private static readonly ScalarShape<string> Name = Scalars.Text("name", "phones", check: CarriedName.Check);

    private static readonly RecordShape<StaticLease> Lease = new RecordShape<StaticLease>(
            "static lease", "A host that always gets the same address.", () => new(null, IPAddress.None))
        .With("mac", NetworkScalars.Mac, l => l.Mac, (l, v) => l with { Mac = v }, "The host's hardware address.")
        .With("client-id", DhcpScalars.ClientId, l => l.ClientId, (l, v) => l with { ClientId = v },
            "What the host calls itself (option 61), beside its hardware address or in its place.")
        .With("address", NetworkScalars.AddressV4, l => l.Address, (l, v) => l with { Address = v }, "The address it gets.",
            required: true);

    private static readonly RecordShape<DhcpPool> Pool = new RecordShape<DhcpPool>(
            "pool", "Addresses beside those of the range.", () => new() { Range = default })
        .WithValue("range", NetworkScalars.LeaseRange, p => p.Range, (p, v) => p with { Range = v },
            "Addresses handed out, inside a network of the interface.", required: true)
        .WithValue("lease-time", Scalars.Duration, p => p.LeaseTime, (p, v) => p with { LeaseTime = v },
            "How long a host keeps its address; without it, as long as the server says.")
        .With("class", Name, p => p.Class, (p, v) => p with { Class = v }, "Only hosts of this class get one, and get theirs here first.");

    private static readonly RecordShape<DhcpClass> Class = HostSettingsShape.AddTo(
        new RecordShape<DhcpClass>("class", "A kind of hosts, known by any of its signs, and what they are told.", () => new())
            .With("vendor", DhcpScalars.ClassText, c => c.Vendor, (c, v) => c with { Vendor = v },
                "A part of the vendor class (option 60).")
            .With("user", DhcpScalars.ClassText, c => c.User, (c, v) => c with { User = v }, "A part of the user class (option 77).")
            .With("macs", new ListShape<string>(DhcpScalars.MacPattern), c => c.Macs, (c, v) => c with { Macs = v },
                "Hardware addresses, * for any byte."),
        c => c.Settings, (c, v) => c with { Settings = v });

    public static readonly RecordShape<DhcpServerConfig> Shape = HostSettingsShape.AddTo(
        new RecordShape<DhcpServerConfig>("DHCP server", "Hands out addresses on one interface, or relays to who does.", () => new())
            .WithValue("range", NetworkScalars.LeaseRange, d => d.Range, (d, v) => d with { Range = v },
                "Addresses handed out, inside the interface's network.")
            .WithValue("lease-time", Scalars.Duration, d => d.LeaseTime, (d, v) => d with { LeaseTime = v },
                "How long a host keeps its address.")
            .With("leases", new MapShape<string, StaticLease>(NameScalars.Hostname, Lease), d => d.Leases,
                (d, v) => d with { Leases = v }, "Static leases by host name.")
            .With("pools", new MapShape<string, DhcpPool>(Name, Pool), d => d.Pools, (d, v) => d with { Pools = v },
                "More ranges, by the name you give them.")
            .With("classes", new MapShape<string, DhcpClass>(Name, Class), d => d.Classes, (d, v) => d with { Classes = v },
                "Kinds of hosts, by the name you give them.")
            .With("relay", new ListShape<IPAddress>(NetworkScalars.AddressV4), d => d.Relay, (d, v) => d with { Relay = v },
                "Servers elsewhere that requests are handed on to, in place of all else here."),
        d => d.Settings, (d, v) => d with { Settings = v });
}
