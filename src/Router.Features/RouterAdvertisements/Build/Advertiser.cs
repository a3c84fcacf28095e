using Router.Features.Configuration;
using Router.Features.Dnsmasq;
using Router.Features.Interfaces;
using Router.Features.Texts;

namespace Router.Features.RouterAdvertisements.Build;

/// <summary>Advertisements of the interface's own networks, with the router's own address as name server.</summary>
internal sealed class Advertiser : IDnsmasqClient
{
    public bool Serves(RouterConfig config, string name, InterfaceConfig settings) =>
        config.Services.RouterAdvertisements.ContainsKey(name);

    public void Write(FileText<DnsmasqText> text, DnsmasqInput input)
    {
        var advertisements = input.Config.Services.RouterAdvertisements;
        if (advertisements.Count > 0)
            text.AddWords("enable-ra\n");
        foreach (var (name, advertisement) in advertisements)
        {
            if (input.Link(name) is not { } link)
                continue;
            var lifetime = (long)advertisement.Lifetime.TotalSeconds;
            text.Add($"dhcp-range=::,constructor:{link},ra-only,64\nra-param={link},{Math.Clamp(lifetime / 3, 4, 600)},{lifetime}\n");
        }
    }
}
