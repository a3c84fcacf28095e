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
        var servers = input.Config.Services.Dhcp;
        if (servers.Count > 0)
            text.AddWords("dhcp-authoritative\ndhcp-leasefile=/var/lib/misc/dnsmasq.leases\n");
        // dnsmasq hears DHCP on one link alone where it serves one, and then no answer of a server elsewhere. No link has this name.
        if (servers.Values.Any(server => server.IsRelay))
            text.AddWords("interface=/*\n");
        HostAnswers.WriteMachines(text, servers.Values
            .SelectMany(server => server.Classes.Values.Select(kind => kind.Settings).Prepend(server.Settings))
            .Select(settings => settings.Boot).OfType<BootConfig>());
        foreach (var (name, server) in servers)
        {
            if (input.Link(name) is not { } link)
                continue;
            if (server.IsRelay)
                AddRelay(text, input, name, server);
            else
                AddServer(text, input, name, link, server);
        }
    }

    /// <summary>By the first address of the interface, at which the servers answer.</summary>
    private static void AddRelay(FileText<DnsmasqText> text, DnsmasqInput input, string name, DhcpServerConfig relay)
    {
        var own = input.Config.Interfaces[name].Addresses.First(a => !a.IsIPv6).Address;
        foreach (var server in relay.Relay)
            text.Add($"dhcp-relay={own},{server}\n");
    }

    private static void AddServer(FileText<DnsmasqText> text, DnsmasqInput input, string name, string link, DhcpServerConfig server)
    {
        var networks = input.Config.Interfaces[name].Addresses.Where(a => !a.IsIPv6).ToList();
        if (server.Range is { } range)
            text.Add($"dhcp-range={range.First},{range.Last},{Mask(networks, range)},{Seconds(server.LeaseTime)}\n");
        foreach (var pool in server.Pools.Values)
        {
            if (pool.Class is { } only)
                text.Add($"dhcp-range=tag:{name}/{only},");
            else
                text.AddWords("dhcp-range=");
            text.Add($"{pool.Range.First},{pool.Range.Last},{Mask(networks, pool.Range)},{Seconds(pool.LeaseTime ?? server.LeaseTime)}\n");
        }
        if (!server.Ranges.Any())
        {
            foreach (var network in networks)
                text.Add($"dhcp-range={network.Network.BaseAddress},static,{Mask(network)},{Seconds(server.LeaseTime)}\n");
        }
        if (server.Settings.Domain is { } domain)
        {
            foreach (var network in networks)
                text.Add($"domain={domain},{network.Network}\n");
        }
        HostAnswers.Write(text, FileText<DnsmasqText>.Of($"tag:{link}"), server.Settings, domain: false);
        foreach (var (kind, settings) in server.Classes)
            AddClass(text, FileText<DnsmasqText>.Of($"{name}/{kind}"), link, settings);
        foreach (var (host, lease) in server.Leases)
            AddLease(text, host, lease);
    }

    private static void AddClass(FileText<DnsmasqText> text, string tag, string link, DhcpClass kind)
    {
        if (kind.Vendor is { } vendor)
            text.AddWords($"dhcp-vendorclass=set:{tag},").AddWords(FileText<DnsmasqQuoted>.Of($"\"{vendor}\"\n"));
        if (kind.User is { } user)
            text.AddWords($"dhcp-userclass=set:{tag},").AddWords(FileText<DnsmasqQuoted>.Of($"\"{user}\"\n"));
        foreach (var mac in kind.Macs)
            text.Add($"dhcp-mac=set:{tag},{mac}\n");
        HostAnswers.Write(text, FileText<DnsmasqLine>.Of($"tag:{link},tag:{tag}"), kind.Settings, domain: true);
    }

    private static void AddLease(FileText<DnsmasqText> text, string host, StaticLease lease)
    {
        text.AddWords("dhcp-host=");
        if (lease.ClientId is { } id)
            text.Add($"id:{id},");
        if (lease.Mac is { } mac)
            text.Add($"{mac},");
        text.Add($"{lease.Address}");
        if (!DnsmasqWords.IsWord(host))
            text.Add($",{host}");
        text.AddWords("\n");
    }

    private static long Seconds(TimeSpan time) => (long)time.TotalSeconds;

    private static IPAddress Mask(List<InterfaceAddress> networks, AddressRange range) =>
        Mask(networks.First(a => a.IsBeside(range.First)));

    private static IPAddress Mask(InterfaceAddress network) =>
        new InterfaceAddress(IPAddress.Broadcast, network.PrefixLength).Network.BaseAddress;
}
