using System.Net;
using Router.Core.Shapes;
using Router.Documents.Shapes;
using Router.Features.Dhcpv6;

namespace Router.Features.RouterAdvertisements;

internal static class RouterAdvertisementShape
{
    private const int LeastMtu = 1280, MostMtu = 65535;

    private static readonly ScalarShape<RouterPreference> Preference = Scalars.Choice(
        "preference",
        ("medium", RouterPreference.Medium, "as other routers"),
        ("low", RouterPreference.Low, "where there is no other router"),
        ("high", RouterPreference.High, "before other routers"));

    private static readonly RecordShape<PrefixConfig> Prefix = new RecordShape<PrefixConfig>(
            "prefix", "How long hosts use a prefix of the interface.", () => new())
        .WithValue("valid", Scalars.Duration, p => p.Valid, (p, v) => p with { Valid = v },
            "How long hosts use addresses of it without hearing of it again.")
        .WithValue("deprecated", Scalars.Switch, p => p.Deprecated, (p, v) => p with { Deprecated = v },
            "Hosts begin nothing new with it: its preferred lifetime is zero.");

    public static readonly MapShape<string, RouterAdvertisementConfig> Map = new(
        ZoneShape.Interface,
        new RecordShape<RouterAdvertisementConfig>(
            "router advertisements", "Hosts make IPv6 addresses of their own (SLAAC), with this router and its resolver.", () => new())
            .WithValue("lifetime", Scalars.Duration, r => r.Lifetime, (r, v) => r with { Lifetime = v },
                "How long hosts keep this router without hearing of it again; 0s: it is no default router.")
            .WithValue("interval", Scalars.Duration, r => r.Interval, (r, v) => r with { Interval = v },
                "How often they hear of it; without it, three times in a lifetime, and each 10 minutes at least.")
            .WithValue("preference", Preference, r => r.Preference, (r, v) => r with { Preference = v }, "Among several routers.")
            .WithValue("mtu", Scalars.Number(LeastMtu, MostMtu, "bytes", "1492"), r => r.Mtu, (r, v) => r with { Mtu = v },
                "The largest packet of the link; without it none is told.")
            .WithValue("managed", Scalars.Switch, r => r.Managed, (r, v) => r with { Managed = v },
                "Hosts ask DHCPv6 for addresses; without it, where services dhcpv6 has some.")
            .WithValue("other", Scalars.Switch, r => r.Other, (r, v) => r with { Other = v },
                "Hosts ask DHCPv6 for settings alone.")
            .WithValue("autonomous", Scalars.Switch, r => r.Autonomous, (r, v) => r with { Autonomous = v },
                "Hosts make addresses of their own; false: those of DHCPv6 alone.")
            .With("dns", new ListShape<IPAddress>(Dhcpv6Scalars.Address), r => r.Dns, (r, v) => r with { Dns = v },
                "Name servers that hosts are told of (RDNSS); without any, this router.")
            .With("search", new ListShape<string>(NameScalars.Domain), r => r.Search, (r, v) => r with { Search = v },
                "Domains that hosts look names without a dot up in (DNSSL).")
            .With("prefixes", new MapShape<IPNetwork, PrefixConfig>(NetworkScalars.Prefix, Prefix), r => r.Prefixes,
                (r, v) => r with { Prefixes = v }, "Prefixes of the interface that differ from its others."));
}
