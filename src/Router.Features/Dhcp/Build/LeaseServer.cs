using System.Net;
using Router.Core.Values;
using Router.Features.Configuration;
using Router.Features.Dnsmasq;
using Router.Features.Interfaces;
using Router.Features.Texts;

namespace Router.Features.Dhcp.Build;

/// <summary>Addresses for hosts, by DHCP.</summary>
internal sealed class LeaseServer : IDnsmasqClient
{
    public bool Serves(RouterConfig config, string name, InterfaceConfig settings) => config.Services.Dhcp.ContainsKey(name);

    public IEnumerable<(string Name, IPAddress Address)> Hosts(RouterConfig config) =>
        config.Services.Dhcp.Values.SelectMany(server => server.Leases).Select(lease => (lease.Key, lease.Value.Address));

    public void Write(FileText<DnsmasqText> text, DnsmasqInput input)
    {
        if (input.Config.Services.Dhcp.Count > 0)
            text.AddWords("dhcp-authoritative\ndhcp-leasefile=/var/lib/misc/dnsmasq.leases\n");
        foreach (var (name, server) in input.Config.Services.Dhcp)
            AddLeases(text, input, name, server);
    }

    private static void AddLeases(FileText<DnsmasqText> text, DnsmasqInput input, string name, DhcpServerConfig server)
    {
        if (input.Link(name) is null)
            return;
        var network = input.Config.Interfaces[name].Addresses.First(a => !a.IsIPv6 && a.Network.Contains(server.Range.First));
        var mask = new InterfaceAddress(IPAddress.Broadcast, network.PrefixLength).Network.BaseAddress;
        text.Add($"dhcp-range={server.Range.First},{server.Range.Last},{mask},{(long)server.LeaseTime.TotalSeconds}\n");
        foreach (var (host, lease) in server.Leases)
        {
            text.Add($"dhcp-host={lease.Mac},{lease.Address}");
            if (!DnsmasqWords.IsWord(host))
                text.Add($",{host}");
            text.AddWords("\n");
        }
    }
}
