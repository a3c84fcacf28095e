using Router.Core.Boards;
using Router.Features.Configuration;
using Router.Testing.Kernel;

namespace Router.Netns.Tests.Why;

/// <summary>
/// Documents at random, an entry a line: policies, rules with sets, set files and limits, marks, policy routing, and each kind of
/// translation or none of them. Three ports, a host on each; <see cref="Remote"/> is behind two of the hosts.
/// </summary>
internal static class WhyDocument
{
    public const string Remote = "198.51.100.9";
    public static readonly string[] Zones = ["wan", "lan", "dmz"];
    public static readonly string[] Hosts = ["192.0.2.2", "10.1.0.2", "10.2.0.2"];

    /// <summary>The first three are the gateways of the hosts.</summary>
    public static readonly string[] Own = ["192.0.2.1", "10.1.0.1", "10.2.0.1", "192.0.2.4", "192.0.2.5"];
    public static readonly int[] Ports = [53, 80, 5000, 8080];

    private static readonly string[] Inner = ["10.1.0.2", "10.2.0.2"];
    private static readonly string[] Addresses =
    [
        "10.1.0.0/24", "192.0.2.2", "10.2.0.2-10.2.0.9", "\"@some\"", "\"@listed\"", "[10.9.0.0/16, \"@listed\"]"
    ];

    /// <summary>The last ones never hold: nobody has that card, and sources have lower ports.</summary>
    private static readonly string[] Conditions =
    [
        "", "", "", ", limit: 100/minute", ", limit: 100/minute, limit-per: source", ", count: true", ", connections: 1000",
        ", source-port: 20000-29999", ", time: \"00:00-24:00\"", ", log: true, log-limit: 1/day", ", mac: \"52:54:00:99:99:99\"",
        ", source-port: 50000-50009",
    ];

    public static Surroundings Around { get; } = new(
        BoardFacts.None, SetFiles: new MemorySetFiles(("listed.txt", "# who is listed\n10.1.0.2\n192.0.2.0/30 # outside\n")));

    public static string Make(Random random) => $$"""
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24, 192.0.2.4/24, 192.0.2.5/24] }
          lan: { device: eth1, zone: lan, addresses: [10.1.0.1/24] }
          dmz: { device: eth2, zone: dmz, addresses: [10.2.0.1/24] }

        """ + Routing(random) + """
        firewall:
          sets:
            some: [10.2.0.0/25, 192.0.2.2]
            listed: { file: listed.txt }
          services: { named: [udp/53, udp/8070-8090] }

        """ + Section("  policies:", Policies(random)) + Section("  rules:", Rules(random))
        + Section(
            "  marks:",
            Marks(random).Concat(["    - { name: five, service: tcp/5, mark: 5 }", "    - { name: six, service: udp/53, mark: 6 }"]))
        + Translations(random);

    private static string Routing(Random random)
    {
        var main = Section("routes:", Some(random, 3, $"  198.51.100.0/24: {Way(random)}"));
        if (random.Next(3) == 0)
            return main;
        var rules = Enumerable.Range(0, random.Next(1, 4)).Select(i =>
            $"    - {{ name: p{i}, {Pick(random, "source: 10.1.0.0/24", "source: 10.1.0.128/25", "from: lan", "from: dmz", "mark: 5", "mark: 6, from: lan")}, table: {Pick(random, "two", "two", "three", "main")} }}");
        return $"{main}routing:\n  tables:\n    two:\n      id: 102\n      routes:\n        {Pick(random, "198.51.100.0/24", "0.0.0.0/0")}: {Way(random)}\n"
            + $"    three:\n      id: 103\n      routes:\n        198.51.100.0/25: {Way(random)}\n" + Section("  rules:", rules);
    }

    private static string Way(Random random) => Pick(
        random, "{ via: 192.0.2.2 }", "{ via: 10.2.0.2 }", "{ via: 192.0.2.2 }",
        "{ via: 10.2.0.2 }", "{ blackhole: true }", "{ unreachable: true }");

    private static IEnumerable<string> Policies(Random random) => Zones
        .SelectMany(from => Zones.Append("router").Where(to => to != from).Select(to => (from, to)))
        .Where(_ => random.Next(2) == 0)
        .Select(pair =>
            $"    {pair.from} -> {pair.to}: {Pick(random, "accept", "accept", "drop", "reject", $"[udp/{Port(random)}]", $"[udp/{Port(random)}, dns]")}");

    private static IEnumerable<string> Rules(Random random) => Enumerable.Range(0, random.Next(5)).Select(i =>
        $"    - {{ name: r{i}, {Pick(random, "", $"from: {Pick(random, Zones)}, ")}{Pick(random, "", $"to: {Pick(random, [.. Zones, "router"])}, ")}"
        + $"{Pick(random, "source", "source", "destination")}: {Pick(random, Addresses)}, service: {Pick(random, $"udp/{Port(random)}", $"udp/{Port(random)}", "\"@named\"")}, action: {Pick(random, "accept", "drop", "reject")}"
        + $"{Pick(random, Conditions)} }}");

    private static IEnumerable<string> Marks(Random random) => Enumerable.Range(0, random.Next(4)).Select(i =>
        $"    - {{ name: m{i}, {Pick(random, "", "from: lan, ", "source: \"@listed\", ", "destination: 198.51.100.0/24, ")}service: udp/{Port(random)}, mark: {random.Next(5, 7)} }}");

    private static string Translations(Random random) =>
        $"  nat:\n    masquerade: [{Pick(random, "wan", "wan", "")}]\n"
        + Section("    forwards:", Ports.Where(_ => random.Next(3) == 0).Select(port =>
            $"      f{port}: {{ from: wan, service: udp/{port}, to: {Pick(random, Inner)}{Pick(random, "", $", to-port: {Port(random)}")}{Pick(random, "", "", ", source: \"@some\"", ", log: true")} }}"))
        + Section(
            "    source:",
            Some(
                random,
                2,
                $"      s0: {{ to: {Pick(random, "wan", "dmz")}, source: {Pick(random, "10.1.0.2", "10.2.0.0/24", "\"@some\"", "\"@listed\"")}, address: 192.0.2.4 }}")
                .Concat(Some(random, 3, "      s1: { to: wan, address: 192.0.2.5 }")))
        + Section("    destination:", Some(random, 2, $"      d0: {{ zone: wan, outer: 192.0.2.5, inner: {Pick(random, Inner)} }}"))
        + Section("    one-to-one:", Some(random, 2, $"      o0: {{ zone: wan, outer: 192.0.2.4, inner: {Pick(random, Inner)} }}"));

    private static IEnumerable<string> Some(Random random, int outOf, string line) => random.Next(outOf) == 0 ? [] : [line];

    private static string Section(string head, IEnumerable<string> lines) =>
        lines.ToList() is { Count: > 0 } some ? $"{head}\n{string.Join('\n', some)}\n" : "";

    private static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];

    private static int Port(Random random) => Ports[random.Next(Ports.Length)];
}
