namespace Router.Netns.Tests.Namespaces;

/// <summary>Two routers on three ports that differ in everything a transaction may have to change.</summary>
internal static class NetnsDocuments
{
    /// <summary><c>eth0</c> is outside (192.0.2.1), a bridge of the other ports inside (10.1.0.1).</summary>
    public const string Home = """
        version: 1
        system: { hostname: home }
        interfaces:
          wan: { device: eth0, zone: wan, mtu: 1500, addresses: [192.0.2.1/24, "2001:db8:1::1/64"] }
          lan: { bridge: [eth1, eth2], zone: lan, addresses: [10.1.0.1/24, "2001:db8:2::1/64"] }
        routes:
          198.51.100.0/24: { via: 192.0.2.2 }
          10.99.0.0/16: { blackhole: true }
          "2001:db8:5::/48": { via: "2001:db8:1::2" }
          "2001:db8:6::/48": { blackhole: true }
        firewall:
          sets:
            office: [203.0.113.0/24]
          policies:
            lan -> wan: accept
            lan -> router: accept
          rules:
            - { name: office, from: wan, to: router, source: "@office", service: ssh, action: accept }
          nat:
            masquerade: [wan]
            forwards:
              web: { from: wan, service: tcp/8080, to: 10.1.0.2, to-port: 80 }
        """;

    /// <summary>No bridge; other addresses, routes, MTUs and rules.</summary>
    public const string Office = """
        version: 1
        system: { hostname: office }
        interfaces:
          wan: { device: eth0, zone: wan, mtu: 1400, addresses: [192.0.2.3/25] }
          one: { device: eth1, zone: lan, addresses: [10.1.0.1/24, "2001:db8:2::1/60"] }
          two: { device: eth2, zone: guest, enabled: false, addresses: [10.2.0.1/24] }
        routes:
          198.51.100.0/24: { via: 192.0.2.9, metric: 50 }
          10.99.0.0/16: { via: 10.1.0.9 }
          "2001:db8:5::/48": { via: "2001:db8:2::9" }
        firewall:
          policies:
            lan -> wan: accept
            guest -> wan: [dns, https]
        """;

    /// <summary>By the name of one of them; a router that was given nothing yet: empty.</summary>
    public static string ByName(string name) => name switch { nameof(Home) => Home, nameof(Office) => Office, _ => "" };
}
