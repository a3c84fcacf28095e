using System.Text;
using Router.Core.Sections;
using Router.Core.Sections.Services;
using Router.Core.State;

namespace Router.Core.Services;

/// <summary>
/// Leases and names. It always runs: the router resolves its own names through it. Others reach it from interfaces whose zone is
/// not masqueraded, where a policy lets them.
/// </summary>
internal static class Dnsmasq
{
    public const string LeaseFile = "/var/lib/misc/dnsmasq.leases";
    private const int Open = 493;

    public static DesiredService Build(RouterConfig config, Topology topology) => new()
    {
        Name = "dnsmasq",
        Running = true,
        OnChange = ServiceChange.Restart,
        Check = ["dnsmasq", "--test", "-C", "{0}"],
        Files = [new("/etc/dnsmasq.conf", Text(config, topology))],
        Directories = [new("/var/lib/misc", Open, "root:root"), new("/run/router", Open, "root:root")],
    };

    private static string Text(RouterConfig config, Topology topology)
    {
        var text = new StringBuilder(
            $"""
            user=dnsmasq
            group=dnsmasq
            pid-file=/run/dnsmasq.pid
            bind-dynamic
            domain-needed
            bogus-priv
            no-hosts
            interface=lo

            """);
        AppendInterfaces(text, config, topology);
        AppendNames(text, config);
        if (config.Services.Dhcp.Count > 0)
            text.Append($"dhcp-authoritative\ndhcp-leasefile={LeaseFile}\n");
        foreach (var (name, server) in config.Services.Dhcp)
            AppendLeases(text, config, topology, name, server);
        return text.ToString();
    }

    private static void AppendInterfaces(StringBuilder text, RouterConfig config, Topology topology)
    {
        foreach (var (name, settings) in config.Interfaces)
        {
            var outside = settings.Zone is null || config.Firewall.Nat.Masquerade.Contains(settings.Zone);
            var serves = config.Services.Dhcp.ContainsKey(name) || (config.Services.Dns is not null && !outside);
            if (serves && topology.KernelName(name, settings) is { } kernelName && kernelName != "lo")
                text.Append($"interface={kernelName}\n");
        }
    }

    private static void AppendNames(StringBuilder text, RouterConfig config)
    {
        var dns = config.Services.Dns ?? new DnsConfig();
        if (dns.Upstream.Count == 0)
            text.Append("resolv-file=/run/router/resolv.conf\n");
        else
            text.Append("no-resolv\n");
        foreach (var server in dns.Upstream)
            text.Append($"server={server}\n");
        if (dns.Domain is { } domain)
            text.Append($"domain={domain}\nlocal=/{domain}/\nexpand-hosts\n");
        foreach (var (host, address) in dns.Hosts)
            text.Append($"host-record={host}{(dns.Domain is null || host.Contains('.', StringComparison.Ordinal) ? "" : $",{host}.{dns.Domain}")},{address}\n");
    }

    private static void AppendLeases(StringBuilder text, RouterConfig config, Topology topology, string name, DhcpServerConfig server)
    {
        if (!config.Interfaces.TryGetValue(name, out var settings) || topology.KernelName(name, settings) is not { } kernelName)
            return;
        var network = settings.Addresses.First(a => !a.IsIPv6 && a.Network.Contains(server.Range.First));
        var mask = new System.Net.IPAddress(BitConverter.GetBytes(System.Net.IPAddress.HostToNetworkOrder((int)(network.PrefixLength == 0 ? 0 : uint.MaxValue << (32 - network.PrefixLength)))));
        text.Append($"dhcp-range=interface:{kernelName},{server.Range.First},{server.Range.Last},{mask},{(long)server.LeaseTime.TotalSeconds}\n");
        foreach (var (host, lease) in server.Leases)
            text.Append($"dhcp-host={lease.Mac},{lease.Address},{host}\n");
    }
}
