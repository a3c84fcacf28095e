using System.Net;
using Router.Features.Configuration;
using Router.Features.Dnsmasq;
using Router.Features.Interfaces;
using Router.Features.Texts;

namespace Router.Features.Dhcpv6.Build;

/// <summary>
/// Leases of IPv6. The range itself stands with the advertisements of the interface, which say that there is one: hosts ask for no other
/// reason.
/// </summary>
internal sealed class Leases6 : IDnsmasqClient
{
    public bool Serves(RouterConfig config, string name, InterfaceConfig settings) => config.Services.Dhcpv6.ContainsKey(name);

    public void Write(FileText<DnsmasqText> text, DnsmasqInput input)
    {
        var servers = input.Config.Services.Dhcpv6;
        if (servers.Count > 0 && input.Config.Services.Dhcp.Count == 0)
            text.AddWords("dhcp-authoritative\ndhcp-leasefile=/var/lib/misc/dnsmasq.leases\n");
        foreach (var (name, server) in servers)
        {
            if (input.Link(name) is not { } link)
                continue;
            Option(text, link, "dns-server", Bracketed(server.Dns));
            Option(text, link, "domain-search", server.Search);
            Option(text, link, "ntp-server", Bracketed(server.Ntp));
            Option(text, link, "sntp-server", Bracketed(server.Ntp));
            foreach (var (host, lease) in server.Leases)
            {
                text.Add($"dhcp-host=id:{lease.Duid},[{lease.Address}]");
                if (!DnsmasqWords.IsWord(host))
                    text.Add($",{host}");
                text.AddWords("\n");
            }
        }
    }

    /// <summary>Of answers by DHCPv6 alone: the advertisements have their own.</summary>
    private static void Option(FileText<DnsmasqText> text, string link, string name, IEnumerable<string> values)
    {
        if (!values.Any())
            return;
        text.Add($"dhcp-option=tag:{link},tag:dhcpv6,option6:{name}");
        foreach (var value in values)
            text.Add($",{value}");
        text.AddWords("\n");
    }

    private static IEnumerable<string> Bracketed(IEnumerable<IPAddress> addresses) => addresses.Select(address => $"[{address}]");
}
