using System.Net;
using System.Net.Sockets;
using Router.Features.Configuration;
using Router.Features.Dnsmasq;
using Router.Features.Interfaces;
using Router.Features.Lists;
using Router.Features.Texts;

namespace Router.Features.Dns.Build;

/// <summary>Names, for the router itself and, with <c>services dns</c>, for the zones that are not masqueraded.</summary>
internal sealed class Resolver : IDnsmasqClient
{
    public bool Serves(RouterConfig config, string name, InterfaceConfig settings) =>
        config.Services.Dns is not null && settings.Zone is { } zone && !config.Firewall.Nat.Masquerade.Contains(zone);

    public IEnumerable<(string Name, IPAddress Address)> Hosts(RouterConfig config) =>
        config.Services.Dns?.Hosts.Select(host => (host.Key, host.Value)) ?? [];

    public void Write(FileText<DnsmasqText> text, DnsmasqInput input)
    {
        var dns = input.Config.Services.Dns ?? new DnsConfig();
        text.AddWords(dns.Upstream.Count == 0 && !dns.IsRelayed ? "resolv-file=/run/router/resolv.conf\n" : "no-resolv\n");
        if (dns.IsRelayed)
            text.AddWords($"server={DnsConfig.RelayServer}\n");
        foreach (var server in dns.Upstream.Where(server => !dns.IsRelayed))
            text.Add($"server={server.Address}\n");
        foreach (var (name, servers) in dns.Domains)
            AddDomain(text, name, servers);
        if (dns.Domain is { } domain)
            text.Add($"domain={domain}\nlocal=/{domain}/\nexpand-hosts\n");
        if (input.HasHostsFile)
            text.AddWords($"addn-hosts={DnsmasqWords.HostsFile}\n");
        foreach (var (host, address) in dns.Hosts.Where(h => !DnsmasqWords.IsWord(h.Key)))
        {
            if (dns.Domain is null || host.Contains('.', StringComparison.Ordinal))
                text.Add($"host-record={host},{address}\n");
            else
                text.Add($"host-record={host},{host}.{dns.Domain},{address}\n");
        }
        AddOwnName(text, input, dns.Domain);
        RecordLines.Write(text, dns);
        if (input.Config.Services.Dns is not null)
            AddProtection(text, dns);
        if (dns.Block.Count > 0)
            text.AddWords($"servers-file={BlockFile.Path}\n");
    }

    private static void AddDomain(FileText<DnsmasqText> text, string name, IEnumerable<IPAddress> servers)
    {
        if (!servers.Any())
            text.Add($"local=/{name}/\n");
        foreach (var server in servers)
            text.Add($"server=/{name}/{server}\n");
    }

    /// <summary>
    /// A name of somebody else that means an address inside lets a browser's page there reach what is inside. Servers inside, and those of
    /// a domain of its own, answer with such addresses on purpose.
    /// </summary>
    private static void AddProtection(FileText<DnsmasqText> text, DnsConfig dns)
    {
        if (!(dns.RebindProtection ?? !dns.Upstream.Any(server => IsInside(server.Address))))
            return;
        // Lists of senders of spam answer with addresses of the loopback.
        text.AddWords("stop-dns-rebind\nrebind-localhost-ok\n");
        foreach (var domain in dns.RebindExceptions.Concat(dns.Domains.Keys).Distinct(StringComparer.OrdinalIgnoreCase))
            text.Add($"rebind-domain-ok=/{domain}/\n");
    }

    /// <summary>RFC 1918, 6598, 3927 and 4193; link-local addresses.</summary>
    private static bool IsInside(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal
        : Inside.Any(network => network.Contains(address));

    private static readonly IPNetwork[] Inside =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("169.254.0.0/16"),
    ];

    /// <summary>The router's own name means its address on the first link that is served.</summary>
    private static void AddOwnName(FileText<DnsmasqText> text, DnsmasqInput input, string? domain)
    {
        var host = input.Config.System.Hostname;
        if (input.Served is not [var link, ..])
            return;
        text.Add($"interface-name={host},{link}\n");
        if (domain is not null)
            text.Add($"interface-name={host}.{domain},{link}\n");
    }
}
