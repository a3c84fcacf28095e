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
        // As for a relay of IPv4, which says so itself.
        if (servers.Values.Any(server => server.IsRelay) && !input.Config.Services.Dhcp.Values.Any(server => server.IsRelay))
            text.AddWords("interface=/*\n");
        foreach (var (name, server) in servers)
        {
            if (input.Link(name) is not { } link)
                continue;
            if (server.IsRelay)
                AddRelay(text, input, name, server);
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

    /// <summary>By the first address of the interface, at which the servers answer.</summary>
    private static void AddRelay(FileText<DnsmasqText> text, DnsmasqInput input, string name, Dhcpv6Config relay)
    {
        var own = input.Config.Interfaces[name].Addresses.First(a => a.IsIPv6 && !a.Address.IsIPv6LinkLocal).Address;
        foreach (var server in relay.Relay)
            text.Add($"dhcp-relay={own},{server}\n");
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
