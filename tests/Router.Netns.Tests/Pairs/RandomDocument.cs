using FsCheck;
using FsCheck.Fluent;

namespace Router.Netns.Tests.Pairs;

/// <summary>
/// Documents at random over four ports, with every kind of link that this kernel makes: pairs, VXLAN, bridges;
/// routes of several tables and the rules that choose them; sets, limits, counters, marks and every kind of translation.
/// </summary>
internal static class RandomDocument
{
    public static Arbitrary<string> Any { get; } = (
        from outside in Gen.Choose(0, 3)
        from inside in Gen.Choose(0, 15)
        from tunnels in Gen.Choose(0, 7)
        from routing in Gen.Choose(0, 7)
        from rules in Gen.Choose(0, 31)
        from translations in Gen.Choose(0, 31)
        select Text(outside, inside, tunnels, routing, rules, translations)).ToArbitrary();

    private static string Text(int outside, int inside, int tunnels, int routing, int rules, int translations) =>
        $"version: 1\nsystem: {{ hostname: r{outside}, hardening: {{ log-martians: {(Has(inside, 0) ? "true" : "false")} }} }}\n"
        + $"interfaces:\n{Outside(outside)}{Inside(inside)}{Tunnels(tunnels, inside)}{Routing(routing)}firewall:\n{Rules(rules)}{Translations(translations)}";

    private static bool Has(int bits, int bit) => (bits & (1 << bit)) != 0;

    private static string When(bool wanted, string text) => wanted ? text : "";

    private static string Outside(int bits) =>
        $"  wan: {{ device: eth0, zone: wan{When(Has(bits, 0), ", mtu: 1400")}, addresses: [{(Has(bits, 1) ? "192.0.2.1/24, 192.0.2.4/24" : "192.0.2.4/24, 192.0.2.1/24")}, \"2001:db8:1::1/64\"] }}\n";

    private static string Inside(int bits)
    {
        return $"  lan: {{ bridge: [eth1{When(Has(bits, 2), ", eth2")}], zone: lan{When(Has(bits, 1), ", mtu: 1400")}{When(Has(bits, 3), ", enabled: false")}, addresses: [10.1.0.1/24] }}\n"
            + When(!Has(bits, 2) && Has(bits, 0), "  spare: { device: eth2, zone: lan, addresses: [10.4.0.1/24, \"2001:db8:4::1/64\"] }\n");
    }

    private static string Tunnels(int bits, int inside) =>
        When(
            Has(bits, 0),
            $"  over: {{ vxlan: {{ id: {(Has(bits, 1) ? 42 : 43)}, local: 192.0.2.1, remote: 192.0.2.9 }}, zone: lan, addresses: [10.5.0.1/24]{When(Has(inside, 0), ", mtu: 1300")} }}\n")
        + When(
            Has(bits, 2),
            $"  p1: {{ veth: p2, zone: lan, addresses: [10.6.0.1/30] }}\n  p2: {{ veth: p1, zone: wan, enabled: {(Has(bits, 1) ? "true" : "false")} }}\n");

    private static string Routing(int bits) =>
        $"routes:\n  10.99.0.0/16: {{ {(Has(bits, 0) ? "blackhole" : "unreachable")}: true }}\n{When(Has(bits, 1), "  198.51.100.0/24: { via: 192.0.2.9, metric: 7 }\n")}"
        + When(
            Has(bits, 2),
            $"routing:\n  tables: {{ two: {{ id: 102, routes: {{ 0.0.0.0/0: {{ via: 192.0.2.{(Has(bits, 0) ? 8 : 9)} }} }} }} }}\n"
                + $"  rules:\n    - {{ name: guests, source: 10.1.0.128/25, table: two }}\n{When(Has(bits, 1), "    - { name: marked, mark: 5, from: lan, table: two }\n")}");

    private static string Rules(int bits) =>
        $"  sets: {{ office: [203.0.113.{bits}/32{When(Has(bits, 0), ", \"2001:db8:9::/48\"")}] }}\n  policies: {{ lan -> wan: accept }}\n  marks: [{{ name: m, from: lan, service: smtp, mark: 5 }}]\n"
        + $"  rules:\n    - {{ name: office, from: wan, to: router, source: \"@office\", service: ssh, action: {(Has(bits, 1) ? "accept" : "drop")}{When(Has(bits, 2), ", count: true")} }}\n"
        + When(
            Has(bits, 3),
            $"    - {{ name: few, from: wan, to: router, service: tcp/80, limit: 10/minute{When(Has(bits, 4), ", limit-per: source")} }}\n");

    private static string Translations(int bits) =>
        $"  nat:\n    masquerade: [{When(Has(bits, 0), "wan")}]\n"
        + When(Has(bits, 1), "    forwards: { web: { from: wan, service: tcp/8080, to: 10.1.0.2, to-port: 80 } }\n")
        + When(Has(bits, 2), "    source: { mail: { to: wan, source: 10.1.0.25, address: 192.0.2.4 } }\n")
        + When(Has(bits, 3), "    one-to-one: { host: { zone: wan, outer: 192.0.2.4, inner: 10.1.0.80 } }\n")
        + When(Has(bits, 4), "    destination: { other: { zone: wan, outer: 192.0.2.1, inner: 10.1.0.81 } }\n");
}
