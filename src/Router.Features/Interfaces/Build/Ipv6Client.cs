using System.Globalization;
using System.Net;
using Router.Core.State;
using Router.Features.Building;
using Router.Features.Configuration;
using Router.Features.Texts;

namespace Router.Features.Interfaces.Build;

/// <summary>
/// dhcpcd for IPv6 alone: router advertisements, DHCPv6 and prefixes for the networks inside. Its addresses have a lifetime, so they
/// are its own. The identity is made of the hardware address, as nothing that it would keep outlives a boot. When it ends it leaves all as
/// it is: its OpenRC script takes away what has a lifetime, and what the document has made permanent meanwhile stays.
/// </summary>
internal static class Ipv6Client
{
    public const string Name = "dhcpcd";

    public static DesiredService Build(RouterConfig config, Topology topology)
    {
        var clients = config.Interfaces
            .Where(i => i.Value is { Ipv6: not null, Enabled: true } && topology.KernelName(i.Key, i.Value) is not null)
            .Select(i => (i.Key, Link: topology.KernelName(i.Key, i.Value)!, Client: i.Value.Ipv6!)).ToList();
        return new DesiredService
        {
            Name = Name,
            Essential = true,
            Running = clients.Count > 0,
            OnChange = ServiceChange.Restart,
            Owns = ["/etc/dhcpcd.conf"],
            Files = clients.Count > 0 ? [new("/etc/dhcpcd.conf", Text(config, topology, clients))] : [],
            Directories =
            [
                new("/var/lib/dhcpcd", FileModes.AllFolder, "root:root"), new("/run/router/resolv.d", FileModes.AllFolder, "root:root")
            ],
        };
    }

    private static string Text(RouterConfig config, Topology topology, List<(string Name, string Link, Ipv6ClientConfig Client)> clients)
    {
        var inside = clients.ToDictionary(client => client.Name, client => Inside(config, topology, client.Name).ToList());
        var links = clients.Select(c => c.Link).Concat(inside.Values.SelectMany(parts => parts.Select(part => part.Link)));
        var text = new FileText<DhcpcdText>().Add(
            $"""
            allowinterfaces {links}
            ipv6only
            noipv6rs
            noauthrequired
            persistent
            nodev
            duid ll
            option dhcp6_name_servers, dhcp6_domain_search
            script /usr/share/router/dhcpcd.script

            """);
        foreach (var (name, link, client) in clients)
            AddLink(text, link, client, inside[name]);
        return text.ToString();
    }

    /// <summary>An association for addresses is number 1.</summary>
    private static void AddLink(
        FileText<DhcpcdText> text, string link, Ipv6ClientConfig client, List<(string Link, DelegatedPrefixConfig Part)> inside)
    {
        text.Add($"interface {link}\n  ipv6rs\n");
        text.AddWords(!client.Slaac ? "  ipv6ra_noautoconf\n" : client.Privacy ? "  slaac private temporary\n" : "  slaac hwaddr\n");
        if (client.Dhcp)
            text.AddWords("  ia_na 1\n");
        foreach (var (name, prefix) in client.AllPrefixes)
        {
            var parts = inside.Where(inner => inner.Part.Names.Contains(name)).ToList();
            text.Add($"  ia_pd {AssociationNumbers.Of(name)}/{prefix.Hint ?? IPAddress.IPv6Any}/{prefix.Length} ");
            text.Add($"{(parts.Count == 0 ? ["-"] : parts.Select(Part))}\n");
        }
        if (!client.Dns)
            text.AddWords("  env router_dns=no\n");
    }

    private static string Part((string Link, DelegatedPrefixConfig Part) inner) => string.Create(
        CultureInfo.InvariantCulture,
        $"{inner.Link}/{inner.Part.Subnet}/64{(inner.Part.Suffix is null ? "" : $"/{inner.Part.Number}")}");

    private static IEnumerable<(string Link, DelegatedPrefixConfig Part)> Inside(RouterConfig config, Topology topology, string outside) =>
        from entry in config.Interfaces
        where entry.Value.Delegated?.From == outside && entry.Value.Enabled
        let link = topology.KernelName(entry.Key, entry.Value)
        where link is not null
        select (link, entry.Value.Delegated);
}
