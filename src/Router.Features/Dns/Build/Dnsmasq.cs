using System.Net;
using Router.Core.State;
using Router.Core.Values;
using Router.Documents;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Dhcp;
using Router.Features.Interfaces;
using Router.Features.Texts;

namespace Router.Features.Dns.Build;

/// <summary>
/// Leases and names. It always runs: the router resolves its own names through it. Others reach it from interfaces whose zone is
/// not masqueraded, where a policy lets them.
/// </summary>
internal static class Dnsmasq
{
    public const string LeaseFile = "/var/lib/misc/dnsmasq.leases";

    public static DesiredService Build(RouterConfig config, Topology topology) => new()
    {
        Name = "dnsmasq",
        Running = true,
        OnChange = ServiceChange.Restart,
        Check = ["dnsmasq", "--test", "-C", "{0}"],
        Files = [new("/etc/dnsmasq.conf", Text(config, topology)), .. HostsFile(config)],
        Directories = [new("/var/lib/misc", FileModes.AllFolder, "root:root"), new("/run/router", FileModes.AllFolder, "root:root")],
    };

    private static string Text(RouterConfig config, Topology topology)
    {
        var text = new FileText<DnsmasqText>().AddWords(
            """
            user=dnsmasq
            group=dnsmasq
            pid-file=/run/dnsmasq.pid
            bind-dynamic
            domain-needed
            bogus-priv
            no-hosts
            cache-size=1000
            interface=lo

            """);
        AddInterfaces(text, config, topology);
        AddNames(text, config);
        AddOwnName(text, config, topology);
        if (config.Services.Dhcp.Count > 0)
            text.Add($"dhcp-authoritative\ndhcp-leasefile={LeaseFile}\n");
        foreach (var (name, server) in config.Services.Dhcp)
            AddLeases(text, config, topology, name, server);
        AddAdvertisements(text, config, topology);
        return text.ToString();
    }

    private static void AddInterfaces(FileText<DnsmasqText> text, RouterConfig config, Topology topology)
    {
        foreach (var (name, settings) in config.Interfaces)
        {
            if (Serves(config, name, settings) && topology.KernelName(name, settings) is { } kernelName)
                text.Add($"interface={kernelName}\n");
        }
    }

    private static bool Serves(RouterConfig config, string name, InterfaceConfig settings)
    {
        var outside = settings.Zone is null || config.Firewall.Nat.Masquerade.Contains(settings.Zone);
        return !settings.Loopback && (config.Services.Dhcp.ContainsKey(name) || config.Services.RouterAdvertisements.ContainsKey(name)
            || (config.Services.Dns is not null && !outside));
    }

    /// <summary>The router's own name means its address on the first link that is served.</summary>
    private static void AddOwnName(FileText<DnsmasqText> text, RouterConfig config, Topology topology)
    {
        var (host, domain) = (config.System.Hostname, config.Services.Dns?.Domain);
        var link = config.Interfaces
            .Where(i => Serves(config, i.Key, i.Value))
            .Select(i => topology.KernelName(i.Key, i.Value))
            .FirstOrDefault(n => n is not null);
        if (link is null)
            return;
        text.Add($"interface-name={host},{link}\n");
        if (domain is not null)
            text.Add($"interface-name={host}.{domain},{link}\n");
    }

    private static void AddNames(FileText<DnsmasqText> text, RouterConfig config)
    {
        var dns = config.Services.Dns ?? new DnsConfig();
        if (dns.Upstream.Count == 0)
            text.AddWords("resolv-file=/run/router/resolv.conf\n");
        else
            text.AddWords("no-resolv\n");
        foreach (var server in dns.Upstream)
            text.Add($"server={server}\n");
        if (dns.Domain is { } domain)
            text.Add($"domain={domain}\nlocal=/{domain}/\nexpand-hosts\n");
        if (HostsFile(config).Any())
            text.Add($"addn-hosts={DnsmasqNames.HostsFile}\n");
        foreach (var (host, address) in dns.Hosts.Where(h => !DnsmasqNames.IsWord(h.Key)))
        {
            if (dns.Domain is null || host.Contains('.', StringComparison.Ordinal))
                text.Add($"host-record={host},{address}\n");
            else
                text.Add($"host-record={host},{host}.{dns.Domain},{address}\n");
        }
    }

    /// <summary>Of the interface's own networks, with the router's own address as name server.</summary>
    private static void AddAdvertisements(FileText<DnsmasqText> text, RouterConfig config, Topology topology)
    {
        if (config.Services.RouterAdvertisements.Count > 0)
            text.AddWords("enable-ra\n");
        foreach (var (name, advertisement) in config.Services.RouterAdvertisements)
        {
            if (!config.Interfaces.TryGetValue(name, out var settings) || topology.KernelName(name, settings) is not { } link)
                continue;
            var lifetime = (long)advertisement.Lifetime.TotalSeconds;
            text.Add($"dhcp-range=::,constructor:{link},ra-only,64\nra-param={link},{Math.Clamp(lifetime / 3, 4, 600)},{lifetime}\n");
        }
    }

    private static void AddLeases(FileText<DnsmasqText> text, RouterConfig config, Topology topology, string name, DhcpServerConfig server)
    {
        if (!config.Interfaces.TryGetValue(name, out var settings) || topology.KernelName(name, settings) is null)
            return;
        var network = settings.Addresses.First(a => !a.IsIPv6 && a.Network.Contains(server.Range.First));
        var mask = new InterfaceAddress(IPAddress.Broadcast, network.PrefixLength).Network.BaseAddress;
        text.Add($"dhcp-range={server.Range.First},{server.Range.Last},{mask},{(long)server.LeaseTime.TotalSeconds}\n");
        foreach (var (host, lease) in server.Leases)
        {
            text.Add($"dhcp-host={lease.Mac},{lease.Address}");
            if (!DnsmasqNames.IsWord(host))
                text.Add($",{host}");
            text.AddWords("\n");
        }
    }

    /// <summary>None: every name can stand in dnsmasq's own file.</summary>
    private static IEnumerable<ServiceFile> HostsFile(RouterConfig config)
    {
        var leases = config.Services.Dhcp.Values.SelectMany(server => server.Leases)
            .Select(lease => (Name: lease.Key, lease.Value.Address));
        var records = (config.Services.Dns?.Hosts ?? ValueMap<string, IPAddress>.Empty)
            .Select(host => (Name: host.Key, Address: host.Value));
        var hosts = leases.Concat(records);
        var lines = string.Concat(
            hosts.Where(host => DnsmasqNames.IsWord(host.Name)).Select(host => FileText<DnsmasqText>.Of($"{host.Address} {host.Name}\n")));
        return lines.Length == 0 ? [] : [new(DnsmasqNames.HostsFile, lines)];
    }
}
