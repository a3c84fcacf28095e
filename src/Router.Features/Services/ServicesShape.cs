using Router.Core.Shapes;
using Router.Documents.Shapes;
using Router.Features.Dhcp;
using Router.Features.Dns;
using Router.Features.FileShares;
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
        .With(
            "router-advertisements", RouterAdvertisementConfig.Map,
            s => s.RouterAdvertisements, (s, v) => s with { RouterAdvertisements = v },
            "IPv6 addresses for hosts (SLAAC), by interface.")
        .With("dns", DnsShape.Shape, s => s.Dns, (s, v) => s with { Dns = v }, "The resolver.")
        .With("ssh", SshShape.Shape, s => s.Ssh, (s, v) => s with { Ssh = v }, "The console over SSH.")
        .With("proxy", ProxyShape.Shape, s => s.Proxy, (s, v) => s with { Proxy = v }, "The web proxy.")
        .With("files", FilesShape.Shape, s => s.Files, (s, v) => s with { Files = v }, "File shares.");
}
