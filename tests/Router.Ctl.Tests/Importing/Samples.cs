using System.Text;
using Router.Ctl.Importing.OpenWrt;
using Router.Ctl.Importing.Uci;

namespace Router.Ctl.Tests.Importing;

/// <summary>Configurations in the manner of a home router with guests and a tunnel, one of a switch's time, and one with a bridge of
/// VLANs.</summary>
internal static class Samples
{
    /// <summary>Neither of the keys opens anything.</summary>
    public const string PrivateKey = "aGVsbG9oZWxsb2hlbGxvaGVsbG9oZWxsb2hlbGxvaGU=",
        SharedKey = "c2hhcmVkc2hhcmVkc2hhcmVkc2hhcmVkc2hhcmVkc2g=";

    public static readonly (string Name, string Text)[] Home =
    [
        ("network", """
            config interface 'loopback'
              option device 'lo'
              option proto 'static'
              option ipaddr '127.0.0.1'
              option netmask '255.0.0.0'

            config globals 'globals'
              option ula_prefix 'fd12:3456:789a::/48'

            config device
              option name 'br-lan'
              option type 'bridge'
              list ports 'lan1'
              list ports 'lan2'

            config interface 'lan'
              option device 'br-lan'
              option proto 'static'
              option ipaddr '192.168.1.1'
              option netmask '255.255.255.0'
              option ip6assign '60'

            config device
              option name 'wan'
              option macaddr '02:00:00:00:00:01'

            config interface 'wan'
              option device 'wan'
              option proto 'dhcp'
              option peerdns '0'
              list dns '9.9.9.9'

            config interface 'wan6'
              option device 'wan'
              option proto 'dhcpv6'
              option reqprefix 'auto'

            config interface 'guest'
              option device 'lan3.30'
              option proto 'static'
              list ipaddr '10.30.0.1/24'

            config interface 'wg0'
              option proto 'wireguard'
              option private_key 'aGVsbG9oZWxsb2hlbGxvaGVsbG9oZWxsb2hlbGxvaGU='
              option listen_port '51820'
              list addresses '10.9.0.1/24'

            config wireguard_wg0
              option description 'anna'
              option public_key 'xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg='
              option preshared_key 'c2hhcmVkc2hhcmVkc2hhcmVkc2hhcmVkc2hhcmVkc2g='
              list allowed_ips '10.9.0.2/32'
              option route_allowed_ips '1'
              option persistent_keepalive '25'

            config route
              option interface 'lan'
              option target '10.20.0.0'
              option netmask '255.255.0.0'
              option gateway '192.168.1.2'

            config rule
              option in 'guest'
              option lookup '100'
              option priority '30'

            config route
              option interface 'wan'
              option target '0.0.0.0/0'
              option gateway '203.0.113.1'
              option table '100'
            """),
        ("firewall", """
            config defaults
              option syn_flood 1
              option input REJECT
              option output ACCEPT
              option forward REJECT
              option flow_offloading '1'

            config zone
              option name lan
              list   network 'lan'
              option input ACCEPT
              option output ACCEPT
              option forward ACCEPT

            config zone
              option name wan
              list   network 'wan'
              list   network 'wan6'
              option input REJECT
              option output ACCEPT
              option forward DROP
              option masq 1
              option mtu_fix 1

            config zone
              option name guest
              option network 'guest wg0'
              option input DROP
              option output ACCEPT
              option forward REJECT

            config forwarding
              option src lan
              option dest wan

            config forwarding
              option src guest
              option dest wan

            config rule
              option name Allow-DHCP-Renew
              option src wan
              option proto udp
              option dest_port 68
              option target ACCEPT
              option family ipv4

            config rule
              option name Allow-Ping
              option src wan
              option proto icmp
              option icmp_type echo-request
              option family ipv4
              option target ACCEPT

            config rule
              option name Allow-ICMPv6-Input
              option src wan
              option proto icmp
              list icmp_type echo-reply
              list icmp_type destination-unreachable
              list icmp_type router-solicitation
              option limit 1000/sec
              option family ipv6
              option target ACCEPT

            config rule
              option name 'Allow-IPSec-ESP'
              option src wan
              option dest lan
              option proto esp
              option target ACCEPT

            config rule
              option name 'guest dns'
              option src guest
              option dest_port '53'
              option target ACCEPT

            config rule
              option name 'blocked'
              option src '*'
              option ipset 'bad'
              option dest '*'
              option proto all
              option target DROP

            config rule
              option name 'no mac'
              option src lan
              option dest wan
              option src_mac '00:11:22:33:44:55'
              option target REJECT

            config ipset
              option name bad
              option match src_net
              list entry 198.51.100.0/24

            config redirect
              option name 'web'
              option src wan
              option src_dport 8080
              option proto tcp
              option dest lan
              option dest_ip 192.168.1.10
              option dest_port 80

            config include
              option path /etc/firewall.user
            """),
        ("dhcp", """
            config dnsmasq
              option domainneeded '1'
              option local '/lan/'
              option domain 'lan'
              option rebind_protection '1'
              list server '/corp.example/10.20.0.53'
              list address '/cloud.example/192.168.1.10'

            config dhcp 'lan'
              option interface 'lan'
              option start '100'
              option limit '150'
              option leasetime '12h'
              option dhcpv4 'server'
              option dhcpv6 'server'
              option ra 'server'
              list ra_flags 'managed-config'
              list ra_flags 'other-config'
              list dhcp_option '42,192.168.1.1'

            config dhcp 'wan'
              option interface 'wan'
              option ignore '1'

            config host
              option name 'nas'
              option mac '52:54:00:AA:BB:CC'
              option ip '192.168.1.5'

            config domain
              option name 'printer'
              option ip '192.168.1.9'
            """),
        ("system", """
            config system
              option hostname 'OpenWrt'
              option zonename 'Europe/Oslo'
              option timezone 'CET-1CEST,M3.5.0,M10.5.0/3'

            config timeserver 'ntp'
              option enabled '1'
              list server '0.pool.ntp.org'
            """),
        ("dropbear", """
            config dropbear
              option PasswordAuth 'on'
              option Port '22'
            """),
    ];

    /// <summary>Old style: a switch, interfaces that are bridges themselves, a line by PPPoE.</summary>
    public static readonly (string Name, string Text)[] Switch =
    [
        ("network", """
            config interface loopback
              option ifname lo
              option proto static
            config interface lan
              option ifname eth0.1
              option type bridge
              option proto static
              option ipaddr 192.168.1.1
              option netmask 255.255.255.0
            config interface wan
              option ifname eth0.2
              option proto pppoe
              option username me@isp.example
              option password opensesame
            config switch
              option name switch0
              option reset 1
            config switch_vlan
              option device switch0
              option vlan 1
              option ports '0 1 2 3 6t'
            """),
        ("wireless", """
            config wifi-iface
              option ssid home
              option key correcthorse
            """),
    ];

    public static readonly (string Name, string Text)[] Vlans =
    [
        ("network", """
            config device
              option name br0
              option type bridge
              list ports lan1
              list ports lan2
            config bridge-vlan
              option device br0
              option vlan 10
              list ports 'lan1:u*'
              list ports 'lan2:t'
            config bridge-vlan
              option device br0
              option vlan 20
              list ports 'lan2:t'
            config interface office
              option device br0.10
              option proto static
              option ipaddr 10.10.0.1/24
            config interface phones
              option device br0.20
              option proto static
              option ipaddr 10.20.0.1
              option netmask 255.255.255.0
            """),
        ("firewall", """
            config defaults
              option forward DROP
            config zone
              option name office
              option network 'office'
              option input ACCEPT
            config zone
              option name router
              option network 'phones'
              option input ACCEPT
            """),
    ];

    public static OpenWrtFiles Files(IEnumerable<(string Name, string Text)> files, params string[] keys) =>
        new([.. files.Select(file => UciText.Read(file.Name, Encoding.UTF8.GetBytes(file.Text)))], keys);
}
