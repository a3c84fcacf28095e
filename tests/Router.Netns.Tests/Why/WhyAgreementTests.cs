using System.Net;
using Router.Core.Flows;
using Router.Linux.Edges.Scratch;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests.Why;

/// <summary>What is answered of a flow beside what happens to a datagram of it, for documents and flows by chance.</summary>
public sealed class WhyAgreementTests : IDisposable
{
    private const int FirstSeed = 100, Routers = 40, Flows = 14, Lan = 1;
    private readonly ScratchRouter scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Why_FlowsByChance_AgreesWithTheDatagramsThatArrive()
    {
        await using var router = await RouterUnderTest.CreateAsync(WhyDocument.Hosts.Length, WhyDocument.Around);
        using var listeners = await ListenersAsync(router);
        var causes = new HashSet<string>();
        var (accepted, port) = (0, 20000);
        for (var seed = FirstSeed; seed < FirstSeed + Routers; seed++)
        {
            var random = new Random(seed);
            var document = WhyDocument.Make(random);
            await router.ApplyAsync(document);
            foreach (var (from, to) in Asked(random))
            {
                var words =
                    $"udp {WhyDocument.Hosts[from]}:{++port} -> {to}:{WhyDocument.Ports[random.Next(WhyDocument.Ports.Length)]} from {WhyDocument.Zones[from]}";
                var answer = await FlowQuestion.AskAsync(scratch, document, words, WhyDocument.Around);
                var arrival = await listeners.SendAsync(from, words);
                var story =
                    $"seed {seed}, {words}: {string.Join(" | ", FlowText.Render(answer))}\nbut it arrived as {arrival?.ToString() ?? "nothing"}\n{document}";
                var sent = words.Split(' ', 2)[1].Split(" from ")[0];
                Assert.True(Expected(answer, sent) == arrival?.Text, story);
                NamedLines.Check(answer, document, sent, arrival, story);
                causes.UnionWith(answer.Causes.Select(NamedLines.KindOf));
                accepted += arrival is null ? 0 : 1;
            }
        }
        Assert.InRange(accepted, Routers, (Routers * Flows) - Routers);
        Assert.True(causes.IsSupersetOf(NamedLines.Kinds), $"none is because of {string.Join(", ", NamedLines.Kinds.Except(causes))}");
    }

    /// <summary>A gateway takes what is its own or lies behind it, and passes nothing on.</summary>
    private static string? Expected(FlowAnswer answer, string sent)
    {
        var leaves = answer.LeavesAs ?? sent;
        var isTaken = answer.Route?.Via is not { } gateway || leaves.Contains($"-> {gateway}:", StringComparison.Ordinal)
            || leaves.Contains($"-> {WhyDocument.Remote}:", StringComparison.Ordinal);
        return answer.Verdict == FlowVerdict.Accepted && isTaken ? leaves : null;
    }

    /// <summary>Sender and destination: the router, another host, or what lies behind two of them.</summary>
    private static IEnumerable<(int From, string To)> Asked(Random random)
    {
        for (var i = 0; i < Flows; i++)
        {
            var from = random.Next(WhyDocument.Hosts.Length);
            var to = random.Next(4) switch
            {
                0 or 1 => WhyDocument.Own[random.Next(WhyDocument.Own.Length)],
                2 when from == Lan => WhyDocument.Remote,
                _ => WhyDocument.Hosts[random.Next(WhyDocument.Hosts.Length)],
            };
            if (to != WhyDocument.Hosts[from])
                yield return (from, to);
        }
    }

    private static async Task<DatagramListeners> ListenersAsync(RouterUnderTest router)
    {
        await router.ApplyAsync(WhyDocument.Make(new Random(0)));
        await router.AddressNeighboursAsync([.. WhyDocument.Hosts.Zip(WhyDocument.Own, (host, own) => ($"{host}/24", (string?)own))]);
        var addresses = WhyDocument.Hosts.Select(host => (IPAddress[])[IPAddress.Parse(host)]).ToArray();
        for (var i = 0; i < addresses.Length; i++)
        {
            if (i == Lan)
                continue;
            await router.Neighbours[i].IpAsync($"address add {WhyDocument.Remote}/32 dev lo");
            addresses[i] = [.. addresses[i], IPAddress.Parse(WhyDocument.Remote)];
        }
        return await DatagramListeners.OpenAsync([.. router.Neighbours, router.Kernel], addresses, WhyDocument.Ports);
    }
}
