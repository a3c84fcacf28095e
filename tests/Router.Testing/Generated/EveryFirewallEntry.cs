namespace Router.Testing.Generated;

/// <summary>
/// Each kind of entry of <c>firewall</c> for both families, with two lines and a VRF, over the ports <c>eth0</c> to <c>eth3</c>.
/// </summary>
public static class EveryFirewallEntry
{
    public const string Document = """
        version: 2
        system: { time-zone: Europe/Oslo }
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [203.0.113.2/24, "2001:db8:1::2/64"] }
          wan2: { device: eth1, zone: wan2, addresses: [198.51.100.2/24] }
          lan: { device: eth2, zone: lan, addresses: [10.1.0.1/24, 10.1.1.1/24, "2001:db8:10::1/64"] }
          guests: { vlan: 7, on: lan, zone: lan, addresses: [10.7.0.1/24] }
          shop: { device: eth3, zone: shop, vrf: till, addresses: [10.9.0.1/24] }
          both: { vlan: 8, on: lan, zone: shop, addresses: [10.8.0.1/24] }
        routes:
          0.0.0.0/0: { via: 203.0.113.1 }
          10.20.0.0/16: { via: 10.1.0.2 }
        routing:
          tables: { isp2: { id: 102, routes: { 0.0.0.0/0: { via: 198.51.100.1 } } } }
          vrfs: { till: { id: 11 }, spare: { id: 12 } }
        services:
          ssh: { zones: [lan, shop] }
        firewall:
          sets:
            office: [198.51.100.0/24, 198.51.100.200-198.51.101.7, "2001:db8:99::/48"]
            hosts: [192.0.2.5, 192.0.2.9]
            none: []
          services:
            tv: [udp/3478-3497, tcp/5222-5224, ospf]
          policies:
            lan -> wan: accept
            lan -> lan: accept
            lan -> router: [dns, dhcp, ping]
            shop -> wan: [https, gre, "@tv", icmp/echo-request, icmpv6/128]
            shop -> router: reject
            wan -> router: drop
            router -> wan: [dns, esp]
            router -> lan: accept
          rules:
            - { name: say yes, from: wan, to: router, source: ["@office", "192.0.2.0/24", "2001:db8:7::1"], service: ssh }
            - { name: costs $5, from: wan, to: lan, source: "@hosts", destination: ["10.1.0.9", "@office"], action: reject, log: true }
            - { name: few, from: wan, to: router, service: ping, limit: 10/minute, count: true }
            - { name: few each, from: wan, service: [tcp/8000-8080, esp], limit: 3/hour, limit-per: source, log: true }
            - { name: few of four, to: router, source: 192.0.2.77, limit: 1/day, limit-per: source }
            - { name: nobody, from: wan, source: "@none", action: drop }
            - { name: a, from: shop, to: wan, destination: 192.0.2.1, service: http }
            - { name: b, from: shop, to: wan, destination: 192.0.2.2, service: http }
            - { name: out, from: router, to: wan, service: [smtp, gre], action: drop }
            - { name: watch, from: wan, service: ["@tv", vrrp, protocol/41, icmp/echo-request, icmp/13, icmpv6/packet-too-big] }
            - { name: one type, source: ["192.0.2.0/24", "2001:db8:7::1"], service: icmp/echo-request }
            - { name: from below, from: lan, service: [dns, tcp/22], source-port: [1-1023, 5000], action: drop }
            - { name: from low ports, from: lan, source-port: 1024-2047 }
            - { name: from one port, from: wan, source-port: 53, service: udp }
            - { name: children, from: lan, to: wan, mac: ["52:54:00:12:34:56", "52:54:00:12:34:57"], time: "21:00-07:00", days: [mon, tue], action: drop }
            - { name: one card, from: lan, mac: "52:54:00:12:34:58", source: 10.1.0.9, time: "08:00-16:30" }
            - { name: sundays, from: wan, to: router, days: sun }
            - { name: at most, from: wan, to: lan, limit: 5/second, connections: 20 }
            - { name: at most each, to: lan, source: 192.0.2.0/24, limit: 5/second, limit-per: source, connections: 3 }
            - { name: some lines, to: lan, action: reject, log: true, log-prefix: many, log-limit: 10/minute, count: true }
            - { name: web server, from: wan, destination: ["lan::80", "guests::8:81"], service: https }
            - { name: one host, source: ["lan::5", 10.1.0.5], to: router, action: drop }
            - { name: everything, action: drop }
          marks:
            - { name: mail, from: lan, source: "10.1.0.0/24", service: smtp, mark: 7 }
            - { name: a host's, source: "lan::9", service: icmp/echo-request, mark: 9 }
            - { name: shop's, from: shop, destination: "@office", mark: 8 }
          mss: { wan2: 1440, shop: 1300 }
          helpers: [ftp, sip]
          fast-path: hardware
          nat:
            masquerade: [wan, wan2]
            masquerade-options:
              wan: { source: [10.1.0.0/16, "@office"], ports: 1024-65535, random: true }
              wan2: { destination: [192.0.2.0/24, "@office"], ports: 4000, persistent: true }
            prefixes:
              inside: { zone: wan, inner: "fd00:1::/64", outer: "2001:db8:7::/64" }
              more: { zone: wan2, inner: "fd00:2::/56", outer: "2001:db8:8::/56" }
            forwards:
              web: { from: wan, service: [tcp/8080, tcp/9000-9010], to: 10.1.0.9, to-port: 80 }
              web6: { from: wan, service: tcp/8080, to: "2001:db8:10::9" }
              some: { from: wan, source: ["@office", 192.0.2.0/24], service: [tcp/2222, udp/2222], to: 10.1.0.22, to-port: 22, log: true, log-prefix: knock, log-limit: 5/minute }
              ranges: { from: wan, source: 192.0.2.9, service: [tcp/2300-2310, tcp/2400, udp/2300-2310], to: 10.1.0.22, log: true }
              some6: { from: wan, source: "2001:db8:99::/48", service: tcp/2222, to: "2001:db8:10::16", to-port: 22 }
              told: { from: wan2, service: tcp/2222, to: 10.1.0.22, log: true }
              games: { from: wan2, service: udp/5000-5010, to: 10.1.0.10 }
              games6: { from: wan, service: udp/5000-5010, to: "2001:db8:10::a" }
            source:
              whole: { to: wan, source: ["@office", 10.1.0.0/24], address: 203.0.113.10-203.0.113.12 }
              rest: { to: wan2, address: 198.51.100.9 }
              six: { to: wan, source: ["@office", "2001:db8:10::/64"], address: "2001:db8:1::9" }
              six too: { to: wan, address: "2001:db8:1::10" }
            destination:
              mail: { zone: wan, outer: 203.0.113.20, inner: 10.1.0.20 }
            one-to-one:
              box: { zone: wan, outer: 203.0.113.21, inner: 10.1.0.21 }
              box6: { zone: wan, outer: "2001:db8:1::21", inner: "2001:db8:10::21" }

        """;
}
