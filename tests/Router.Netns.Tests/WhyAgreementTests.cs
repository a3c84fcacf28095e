using System.Net;
using Router.Core.Flows;
using Router.Linux.Edges.Scratch;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>What is answered of a flow beside what happens to a datagram of it, for documents and flows by chance.</summary>
public sealed class WhyAgreementTests : IDisposable
{
    private const int FirstSeed = 1, Routers = 12, Flows = 14;
    private static readonly string[] Zones = ["wan", "lan", "dmz"];
    private static readonly string[] Hosts = ["192.0.2.2", "10.1.0.2", "10.2.0.2"];
    private static readonly string[] Own = ["192.0.2.1", "10.1.0.1", "10.2.0.1"];
    private static readonly int[] Ports = [53, 80, 5000, 8080];
    private readonly ScratchRouter scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Why_FlowsByChance_AgreesWithTheDatagramsThatArrive()
    {
        await using var router = await RouterUnderTest.CreateAsync(Hosts.Length);
        using var listeners = await ListenersAsync(router);
        var (accepted, port) = (0, 20000);
        for (var seed = FirstSeed; seed < FirstSeed + Routers; seed++)
        {
            var random = new Random(seed);
            var document = Document(random);
            await router.ApplyAsync(document);
            for (var i = 0; i < Flows; i++)
            {
                var from = random.Next(Hosts.Length);
                var to = random.Next(3) == 0 ? Own[random.Next(Own.Length)] : Hosts[random.Next(Hosts.Length)];
                if (to == Hosts[from])
                    continue;
                var words = $"udp {Hosts[from]}:{++port} -> {to}:{Ports[random.Next(Ports.Length)]} from {Zones[from]}";
                var answer = await FlowQuestion.AskAsync(scratch, document, words);
                var arrival = await listeners.SendAsync(from, words);
                // A host that comes back to itself by a forward is the one case known to be answered wrongly: src/README.md says so.
                if (arrival?.Contains($"-> {Hosts[from]}:", StringComparison.Ordinal) == true)
                    continue;
                var said = answer.Verdict != FlowVerdict.Accepted ? null : answer.LeavesAs ?? words.Split(' ', 2)[1].Split(" from ")[0];
                Assert.True(said == arrival, $"seed {seed}, {words}: {string.Join(" | ", FlowText.Render(answer))}\nbut it arrived as {arrival ?? "nothing"}\n{document}");
                accepted += arrival is null ? 0 : 1;
            }
        }
        Assert.InRange(accepted, Routers, (Routers * Flows) - Routers);
    }

    private static async Task<DatagramListeners> ListenersAsync(RouterUnderTest router)
    {
        await router.ApplyAsync(Document(new Random(0)));
        await router.AddressNeighboursAsync([.. Hosts.Zip(Own, (host, own) => ($"{host}/24", (string?)own))]);
        return await DatagramListeners.OpenAsync([.. router.Neighbours, router.Kernel], [.. Hosts.Select(IPAddress.Parse)], Ports);
    }

    /// <summary>Policies, rules, port forwards and masquerading, each or none of them.</summary>
    private static string Document(Random random)
    {
        var policies = Zones.SelectMany(from => Zones.Append("router").Where(to => to != from).Select(to => (from, to)))
            .Where(_ => random.Next(2) == 0)
            .Select(pair => $"    {pair.from} -> {pair.to}: {Pick(random, "accept", "drop", "reject", $"[udp/{Port(random)}]", $"[udp/{Port(random)}, dns]")}");
        var rules = Enumerable.Range(0, random.Next(4)).Select(i =>
            $"    - {{ name: r{i}, {Pick(random, "", $"from: {Pick(random, Zones)}, ")}{Pick(random, "", $"to: {Pick(random, [.. Zones, "router"])}, ")}"
            + $"source: {Pick(random, "10.1.0.0/24", "192.0.2.2", "\"@some\"")}, service: udp/{Port(random)}, action: {Pick(random, "accept", "drop", "reject")} }}");
        var forwards = Ports.Where(_ => random.Next(3) == 0)
            .Select(port => $"      f{port}: {{ from: wan, service: udp/{port}, to: {Pick(random, "10.1.0.2", "10.2.0.2")}{Pick(random, "", $", to-port: {Port(random)}")} }}");
        return $"""
            version: 1
            interfaces:
              wan: {"{"} device: eth0, zone: wan, addresses: [192.0.2.1/24] {"}"}
              lan: {"{"} device: eth1, zone: lan, addresses: [10.1.0.1/24] {"}"}
              dmz: {"{"} device: eth2, zone: dmz, addresses: [10.2.0.1/24] {"}"}
            firewall:
              sets:
                some: [10.2.0.0/25, 192.0.2.2]

            """ + Section("  policies:", policies) + Section("  rules:", rules)
            + (random.Next(2) == 0 ? "  nat:\n    masquerade: [wan]\n" : "  nat:\n    masquerade: []\n") + Section("    forwards:", forwards);
    }

    private static string Section(string head, IEnumerable<string> lines) => lines.ToList() is { Count: > 0 } some ? $"{head}\n{string.Join('\n', some)}\n" : "";

    private static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];

    private static int Port(Random random) => Ports[random.Next(Ports.Length)];
}
