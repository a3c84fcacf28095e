using Router.Core.Shapes;
using Router.Documents.Shapes;
using Router.Features.Dhcp;
using Router.Features.Dhcpv6;
using Router.Features.Dns;
using Router.Features.DynamicDns;
using Router.Features.FileShares;
using Router.Features.IgmpProxy;
using Router.Features.Lists;
using Router.Features.Mdns;
using Router.Features.Ntp;
using Router.Features.Proxy;
using Router.Features.RouterAdvertisements;
using Router.Features.Ssh;

namespace Router.Features.Services;

internal static class ServicesShape
{
    public static readonly RecordShape<ServicesConfig> Shape = new RecordShape<ServicesConfig>(
            "services", "What the router offers; what is not named does not run.", () => new())
        .With(
            "dhcp", new MapShape<string, DhcpServerConfig>(ZoneShape.Interface, DhcpShape.Shape),
            s => s.Dhcp, (s, v) => s with { Dhcp = v },
            "DHCP servers by interface.")
        .With("dhcpv6", Dhcpv6Shape.Map, s => s.Dhcpv6, (s, v) => s with { Dhcpv6 = v }, "DHCPv6 servers by interface.")
        .With(
            "router-advertisements", RouterAdvertisementShape.Map,
            s => s.RouterAdvertisements, (s, v) => s with { RouterAdvertisements = v },
            "IPv6 addresses for hosts (SLAAC), by interface.")
        .With("dns", DnsShape.Shape, s => s.Dns, (s, v) => s with { Dns = v }, "The resolver.")
        .With("lists", ListsShape.Map, s => s.Lists, (s, v) => s with { Lists = v },
            "Lists of domains and addresses that others keep, by name.")
        .With("dynamic-dns", DynamicDnsShape.Map, s => s.DynamicDns, (s, v) => s with { DynamicDns = v },
            "Names at providers that follow the router's address.")
        .With("ntp", NtpShape.Shape, s => s.Ntp, (s, v) => s with { Ntp = v }, "The time, for hosts.")
        .With("mdns", MdnsShape.Shape, s => s.Mdns, (s, v) => s with { Mdns = v }, "Multicast DNS across zones.")
        .With("igmp-proxy", IgmpProxyShape.Shape, s => s.IgmpProxy, (s, v) => s with { IgmpProxy = v },
            "Multicast of a line (television) for hosts inside.")
        .With("ssh", SshShape.Shape, s => s.Ssh, (s, v) => s with { Ssh = v }, "The console over SSH.")
        .With("proxy", ProxyShape.Shape, s => s.Proxy, (s, v) => s with { Proxy = v }, "The web proxy.")
        .With("files", FilesShape.Shape, s => s.Files, (s, v) => s with { Files = v }, "File shares.");
}
