using System.Net;
using Router.Features.Configuration;
using Router.Features.Dnsmasq;
using Router.Features.Interfaces;
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
        text.AddWords(dns.Upstream.Count == 0 ? "resolv-file=/run/router/resolv.conf\n" : "no-resolv\n");
        foreach (var server in dns.Upstream)
            text.Add($"server={server}\n");
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
    }

    /// <summary>The router's own name means its address on the first link that is served.</summary>
    private static void AddOwnName(FileText<DnsmasqText> text, DnsmasqInput input, string? domain)
    {
        var host = input.Config.System.Hostname;
        var link = input.Config.Interfaces
            .Where(i => input.Serves(i.Key, i.Value))
            .Select(i => input.Link(i.Key))
            .FirstOrDefault(n => n is not null);
        if (link is null)
            return;
        text.Add($"interface-name={host},{link}\n");
        if (domain is not null)
            text.Add($"interface-name={host}.{domain},{link}\n");
    }
}
