using System.Collections.Frozen;
using System.Globalization;
using Router.Core.Values;

namespace Router.Features.Firewall;

/// <summary>Well-known services by name (IANA's registry where it has the name). Servers' side only.</summary>
public static class ServiceCatalog
{
    /// <summary>Name, protocols, and what it is.</summary>
    public static IReadOnlyList<(string Name, string Help)> All { get; }

    private static readonly FrozenDictionary<string, ServiceMatch> ByName;

    static ServiceCatalog()
    {
        (string Name, string Wire, string Help)[] known =
        [
            ("6in4", "protocol/41", "IPv6 in IPv4, as of tunnel brokers and 6rd"),
            ("bgp", "tcp/179", "Border Gateway Protocol"),
            ("dhcp", "udp/67", "addresses for hosts (server)"),
            ("dhcp-client", "udp/68", "answers of a DHCP server"),
            ("dhcpv6", "udp/547", "addresses for hosts, IPv6 (server)"),
            ("dhcpv6-client", "udp/546", "answers of a DHCPv6 server"),
            ("dns", "udp/53 tcp/53", "names to addresses"),
            ("dns-tls", "tcp/853", "DNS over TLS"),
            ("esp", "esp", "IPsec payload"),
            ("ftp", "tcp/21", "file transfer (control connection)"),
            ("gre", "gre", "Generic Routing Encapsulation"),
            ("http", "tcp/80", "web"),
            ("https", "tcp/443 udp/443", "web over TLS and QUIC"),
            ("icmp", "icmp icmpv6", "all of ICMP and ICMPv6"),
            ("igmp", "protocol/2", "groups of multicast, IPv4"),
            ("ike", "udp/500 udp/4500", "IPsec key exchange, NAT traversal too"),
            ("imap", "tcp/143", "mail boxes"),
            ("imaps", "tcp/993", "mail boxes over TLS"),
            ("ipip", "protocol/4", "IPv4 in IP, as of IPIP and DS-Lite"),
            ("ipp", "tcp/631", "printing"),
            ("iperf", "tcp/5201 udp/5201", "throughput tests"),
            ("l2tp", "udp/1701 protocol/115", "Layer 2 Tunneling Protocol"),
            ("ldap", "tcp/389", "directory"),
            ("ldaps", "tcp/636", "directory over TLS"),
            ("mdns", "udp/5353", "multicast DNS"),
            ("mqtt", "tcp/1883", "messages of things"),
            ("mysql", "tcp/3306", "MySQL and MariaDB"),
            ("nfs", "tcp/2049", "file shares of Unix"),
            ("ntp", "udp/123", "time"),
            ("openvpn", "udp/1194 tcp/1194", "OpenVPN"),
            ("ospf", "protocol/89", "Open Shortest Path First"),
            ("ping", "icmp icmpv6", "reachability; the same as icmp"),
            ("postgres", "tcp/5432", "PostgreSQL"),
            ("proxy", "tcp/3128", "the web proxy at its usual port"),
            ("radius", "udp/1812-1813", "authentication and accounting"),
            ("rdp", "tcp/3389 udp/3389", "remote desktop"),
            ("sip", "udp/5060 tcp/5060", "telephony (signalling)"),
            ("smb", "tcp/445", "file shares"),
            ("smtp", "tcp/25", "mail between servers"),
            ("snmp", "udp/161", "monitoring"),
            ("snmp-trap", "udp/162", "messages of monitored devices"),
            ("ssh", "tcp/22", "secure shell"),
            ("submission", "tcp/587 tcp/465", "mail from clients"),
            ("syslog", "udp/514 tcp/514", "log messages"),
            ("tcp", "tcp", "all of TCP"),
            ("telnet", "tcp/23", "unencrypted shell"),
            ("tftp", "udp/69", "trivial file transfer"),
            ("udp", "udp", "all of UDP"),
            ("vnc", "tcp/5900-5999", "remote screen"),
            ("vrrp", "protocol/112", "Virtual Router Redundancy Protocol"),
            ("vxlan", "udp/4789", "Ethernet over UDP"),
            ("wireguard", "udp/51820", "WireGuard at its usual port"),
        ];
        All = [.. known.Select(k => (k.Name, $"{k.Help} ({k.Wire.Replace(" ", ", ", StringComparison.Ordinal)})"))];
        ByName = known.ToFrozenDictionary(k => k.Name, k => new ServiceMatch(k.Name, [.. k.Wire.Split(' ').Select(Protocol)]));
    }

    /// <summary>Null: not a name of the catalog.</summary>
    public static ServiceMatch? Find(string name) => ByName.GetValueOrDefault(name);

    private static ProtocolMatch Protocol(string wire)
    {
        var parts = wire.Split('/');
        if (parts[0] == "protocol")
            return new ProtocolMatch((TransportProtocol)byte.Parse(parts[1], CultureInfo.InvariantCulture), null);
        PortRange? ports = parts.Length > 1 && PortRange.TryParse(parts[1], out var range) ? range : null;
        return new ProtocolMatch(parts[0] switch
        {
            "tcp" => TransportProtocol.Tcp,
            "udp" => TransportProtocol.Udp,
            "icmp" => TransportProtocol.Icmp,
            "icmpv6" => TransportProtocol.Icmpv6,
            "gre" => TransportProtocol.Gre,
            _ => TransportProtocol.Esp,
        }, ports);
    }
}
