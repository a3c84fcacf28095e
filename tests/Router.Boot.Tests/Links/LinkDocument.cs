namespace Router.Boot.Tests.Links;

/// <summary>
/// Documents at random over four ports with every kind of link: a bond or its ports alone, VLANs and provider VLANs on it, GRE, WireGuard,
/// VXLAN, pairs, dummies, a bridge with VLANs of its ports; tables of routes with the rules that choose them, and a firewall over all.
/// </summary>
internal static class LinkDocument
{
    /// <summary>Public keys of nobody; of this router's own the kernel makes no peer.</summary>
    private const string OtherEnd = "VVebVXiW0M4XZMR/7WRPmzX1i61iBnSvI/NW2A7QxQM=", Third = "gbY32PzSxtpjWeaWMROhFw3nleS3JbhNHgtM/Z7FjOk=";

    public static string Make(Random random)
    {
        var bond = random.Next(4) > 0;
        var under = bond ? "pair" : "one";
        return $"version: 1\nsystem: {{ hostname: r{random.Next(3)} }}\ninterfaces:\n"
            + $"  wan: {{ device: eth0, zone: wan{Pick(random, "", ", mtu: 1400")}, addresses: [192.0.2.1/24{Pick(random, "", ", 192.0.2.4/24")}, \"2001:db8:1::1/64\"] }}\n"
            + (bond ? Bond(random) : $"  one: {{ device: eth1, zone: inside, addresses: [10.80.0.{random.Next(1, 3)}/24] }}\n")
            + Bridge(random, bond) + OnTop(random, under) + Tunnels(random) + Routing(random) + Firewall(random);
    }

    /// <summary>
    /// One of each kind of link, a VRF and a mesh, whose names all end the same way: with another end it is the same router by other names.
    /// </summary>
    public static string Named(char end) =>
        $$"""
        version: 1
        system: { hostname: named }
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24] }
          pair-{{end}}: { bond: { members: [eth1], mode: active-backup }, zone: inside, addresses: [10.80.0.1/24] }
          outer-{{end}}: { qinq: 100, on: pair-{{end}} }
          inner-{{end}}: { vlan: 7, on: outer-{{end}}, zone: inside, addresses: [10.82.0.1/24] }
          tagged-{{end}}: { vlan: 30, on: pair-{{end}}, zone: inside, addresses: [10.81.0.1/24] }
          tunnel-{{end}}: { gre: { local: 192.0.2.1, remote: 192.0.2.8, key: 5 }, zone: inside, addresses: [10.83.0.1/24] }
          secure-{{end}}:
            zone: inside
            addresses: [10.84.0.1/24]
            wireguard: { private-key: !secret tunnel, port: 51820, peers: { anna: { public-key: "{{OtherEnd}}", allowed: [10.84.0.2/32] } } }
          over-{{end}}: { vxlan: { id: 42, local: 192.0.2.1, remote: 192.0.2.8, port: 4789 }, zone: inside, addresses: [10.86.0.1/24] }
          lan-{{end}}: { bridge: [eth3], zone: lan, addresses: [10.1.0.1/24] }
          red-lan-{{end}}: { device: eth2, zone: red-lan, vrf: red-{{end}}, addresses: [10.0.0.1/24] }
        mesh:
          cloud-{{end}}: { underlay: wan, address: 10.255.0.7/24, key: 100, hubs: [192.0.2.99], ipsec: none }
          mesh-{{end}}: { underlay: wan, vrf: red-{{end}}, address: 10.255.1.7/24, key: 200, hubs: [192.0.2.99], ipsec: none, zone: red }
        routing:
          vrfs: { red-{{end}}: { id: 11, routes: { 10.9.0.0/16: { via: 10.0.0.9 } } } }
        routes:
          10.99.0.0/16: { via: 10.81.0.9 }
        firewall:
          policies: { inside -> wan: accept }

        """;

    /// <summary>
    /// Somebody else's link that is the same as one of the document, in words of the guest's shell; empty: it has none that is new.
    /// </summary>
    public static string Twin(string document, string before)
    {
        if (New("  over:") is { } over)
            return $"inside ip link add twin type vxlan id {Word(over, "id:")} local 192.0.2.1 remote {Word(over, "remote:")} dstport {Word(over, "port:")}\n";
        return New("  tunnel:") is { } tunnel
            ? $"inside ip link add twin type gre local 192.0.2.1 remote {Word(tunnel, "remote:")} key {Word(tunnel, "key:")}\n"
            : "";

        string? New(string start) =>
            before.Contains($"\n{start}", StringComparison.Ordinal)
                ? null
                : document.Split('\n').FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal));
    }

    private static string Bond(Random random)
    {
        var mode = Pick(random, "active-backup", "802.3ad", "balance-xor");
        return $"  pair: {{ bond: {{ members: [eth1{Pick(random, "", ", eth2")}], mode: {mode}, miimon: {Pick(random, "100", "200")}"
            + $"{(mode == "802.3ad" ? Pick(random, "", ", lacp-rate: fast") : "")}{(mode == "active-backup" ? "" : Pick(random, "", ", hash: layer3+4"))} }}, zone: inside, addresses: [10.80.0.{random.Next(1, 3)}/24] }}\n";
    }

    private static string Bridge(Random random, bool bond) => random.Next(4) switch
    {
        0 => "",
        1 => $"  lan: {{ bridge: [eth3{(bond ? "" : ", eth2")}], zone: lan, addresses: [10.1.0.1/24] }}\n",
        _ =>
            $"  lan:\n    bridge: [eth3{(bond ? "" : ", eth2")}]\n    zone: lan\n    addresses: [10.1.0.1/24, \"2001:db8:2::1/64\"]\n    vlans:\n      eth3: {{ untagged: {random.Next(10, 12)}, tagged: [{random.Next(20, 23)}, {random.Next(30, 33)}] }}\n"
                + Pick(random, "", "  staff: { vlan: 20, on: lan, zone: lan, addresses: [10.20.0.1/24] }\n"),
    };

    private static string OnTop(Random random, string under) =>
        Some(
            random,
            $"  {Pick(random, "tagged", "marked")}: {{ vlan: {random.Next(30, 32)}, on: {under}, zone: inside, addresses: [10.81.0.1/24] }}\n")
        + Some(
            random,
            $"  outer: {{ qinq: {random.Next(100, 102)}, on: {under} }}\n  inner: {{ vlan: {random.Next(7, 9)}, on: outer, zone: inside, mtu: 1400, addresses: [10.82.0.1/24] }}\n");

    private static string Tunnels(Random random) =>
        Some(
            random,
            $"  tunnel: {{ gre: {{ local: 192.0.2.1, remote: 192.0.2.{random.Next(8, 10)}, key: {random.Next(5, 7)}{Pick(random, "", ", ttl: 64")} }}, zone: inside{Pick(random, "", ", mtu: 1300")}, addresses: [10.83.0.1/24] }}\n")
        + Some(
            random,
            $"  {Pick(random, "secure", "closed")}:\n    zone: inside\n    addresses: [10.84.0.1/24]\n    wireguard:\n      private-key: !secret {Pick(random, "tunnel", "other")}\n      port: {random.Next(51820, 51822)}\n      peers:\n"
                + $"        anna: {{ public-key: \"{OtherEnd}\", endpoint: \"192.0.2.9:51820\", allowed: [10.84.0.2/32{Pick(random, "", ", 10.85.0.0/24")}], keepalive: {random.Next(20, 22)}s }}\n"
                + Some(random, $"        bob: {{ public-key: \"{Third}\", allowed: [10.84.0.3/32] }}\n"))
        + Some(
            random,
            $"  over: {{ vxlan: {{ id: {random.Next(42, 44)}, local: 192.0.2.1, remote: 192.0.2.{random.Next(8, 10)}, port: {random.Next(4789, 4791)} }}, zone: inside, addresses: [10.86.0.1/24] }}\n")
        + Some(random, "  p1: { veth: p2, zone: inside, addresses: [10.87.0.1/30] }\n  p2: { veth: p1, zone: wan }\n")
        + Some(random, $"  {Pick(random, "own", "mine")}: {{ dummy: true, zone: inside, addresses: [10.88.0.{random.Next(1, 3)}/32] }}\n");

    private static string Routing(Random random) =>
        $"routes:\n  198.51.100.0/24: {{ via: 192.0.2.{random.Next(8, 10)}{Pick(random, "", ", metric: 7")} }}\n  10.99.0.0/16: {{ {Pick(random, "blackhole", "unreachable")}: true }}\n"
        + Some(
            random,
            $"routing:\n  tables: {{ two: {{ id: 102, routes: {{ 0.0.0.0/0: {{ via: 192.0.2.{random.Next(8, 10)} }} }} }} }}\n  rules:\n    - {{ name: mail, mark: 5, table: two }}\n"
                + Some(random, $"    - {{ name: some, source: 10.80.0.128/{random.Next(25, 27)}, table: two }}\n"));

    private static string Firewall(Random random) =>
        $"firewall:\n  policies: {{ inside -> wan: {Pick(random, "accept", "[dns, https]")}, inside -> inside: accept }}\n  marks: [{{ name: m, service: smtp, mark: 5 }}]\n"
        + $"  nat: {{ masquerade: [{Pick(random, "wan", "")}] }}\n";

    private static string Word(string line, string key) =>
        line[(line.IndexOf(key, StringComparison.Ordinal) + key.Length)..].Split([' ', ',', '}'], StringSplitOptions.RemoveEmptyEntries)[0];

    private static string Some(Random random, string text) => random.Next(2) == 0 ? text : "";

    private static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];
}
