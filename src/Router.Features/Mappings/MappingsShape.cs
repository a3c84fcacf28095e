using Router.Core.Shapes;
using Router.Core.Values;
using Router.Documents.Shapes;
using Router.Features.Firewall;

namespace Router.Features.Mappings;

internal static class MappingsShape
{
    private const int MostPerHost = 256, Most = 4096;

    public static readonly RecordShape<MappingsConfig> Shape = new RecordShape<MappingsConfig>(
            "port mappings", "Hosts ask for ports of the outer address, each for itself and for a time.", () => new())
        .With("zones", ZoneShape.Zones, m => m.Zones, (m, v) => m with { Zones = v }, "Whose hosts may ask.")
        .With("uplink", ZoneShape.Interface, m => m.Uplink, (m, v) => m with { Uplink = v },
            "The interface outside; not needed where a single one is in masqueraded zones.")
        .WithValue("pcp", Scalars.Switch, m => m.Pcp, (m, v) => m with { Pcp = v }, "They ask by PCP and NAT-PMP.")
        .WithValue("upnp", Scalars.Switch, m => m.Upnp, (m, v) => m with { Upnp = v },
            "They ask by UPnP as well, of an Internet gateway device.")
        .WithValue("ports", FirewallScalars.Ports, m => m.Ports, (m, v) => m with { Ports = v },
            "The only ones that may be asked for, outside and at the host.")
        .WithValue("per-host", Scalars.Number(1, MostPerHost, example: "32"), m => m.PerHost, (m, v) => m with { PerHost = v },
            "So many at once for one host.")
        .WithValue("total", Scalars.Number(1, Most, example: "512"), m => m.Total, (m, v) => m with { Total = v },
            "So many at once for all hosts together.")
        .WithValue("lifetime", Scalars.Duration, m => m.Lifetime, (m, v) => m with { Lifetime = v },
            "The longest, from 2m to 7d; whoever wants one without an end gets this too, and has to ask again.")
        .With("hosts", new ListShape<AddressRange>(NetworkScalars.Range), m => m.Hosts, (m, v) => m with { Hosts = v },
            "The only ones that may ask; without any, whoever is on a network of the zones' interfaces.");
}
