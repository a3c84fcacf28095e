using System.Net;
using Router.Core.Shapes;
using Router.Documents.Shapes;

namespace Router.Features.Dns;

internal static class DnsShape
{
    public static readonly RecordShape<DnsConfig> Shape = new RecordShape<DnsConfig>(
            "DNS", "A forwarding resolver in the zones that have a policy to reach it.", () => new())
        .With("upstream", new ListShape<IPAddress>(NetworkScalars.Address), d => d.Upstream, (d, v) => d with { Upstream = v },
            "Servers asked; without any, those that DHCP gave.")
        .With("domain", NameScalars.Domain, d => d.Domain, (d, v) => d with { Domain = v }, "The local domain; names of leases live in it.")
        .With("hosts", new MapShape<string, IPAddress>(NameScalars.Hostname, NetworkScalars.Address), d => d.Hosts,
            (d, v) => d with { Hosts = v }, "Own names: host to address.");
}
