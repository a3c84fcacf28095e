using Router.Core.Planning;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>Static neighbours on the real kernel, and how they follow links and documents.</summary>
public sealed class StaticNeighbourTests
{
    private const string One = "10.1.0.20: \"52:54:00:00:00:20\", \"2001:db8:1::20\": \"52:54:00:00:00:20\"";

    [Fact]
    public async Task Neighbours_ComeChangeAndGo_AndAStepThatFailsGoesBack()
    {
        await using var router = await RouterUnderTest.CreateAsync(2);
        string[] documents =
        [
            Document(""), Document(One), Document("10.1.0.20: \"52:54:00:00:00:21\", 10.1.0.30: \"52:54:00:00:00:30\""),
            Document(One, enabled: false), Document(One, master: true),
        ];
        foreach (var before in documents)
        {
            foreach (var after in documents.Where(after => after != before))
            {
                await router.ApplyAsync(before);
                var was = await ListAsync(router);
                for (var good = 0; await router.TryApplyAsync(after, new FailingApplier(router.Applier, good)) is var result; good++)
                {
                    if (result is TransactionResult.Applied)
                        break;
                    Assert.Empty(Assert.IsType<TransactionResult.Failed>(result).NotUndone);
                    Assert.Equal(was, await ListAsync(router));
                }
                Assert.IsType<TransactionResult.Unchanged>(await router.TryApplyAsync(after));
            }
        }
        await router.ApplyAsync(Document(One));
        Assert.Equal(
            [
                "10.1.0.20 dev eth0 lladdr 52:54:00:00:00:20 PERMANENT proto 84",
                "2001:db8:1::20 dev eth0 lladdr 52:54:00:00:00:20 PERMANENT proto 84",
            ],
            await ListAsync(router));
    }

    /// <summary>Those of others stay.</summary>
    [Fact]
    public async Task NeighboursOfOthers_StayAsTheyAre()
    {
        await using var router = await RouterUnderTest.CreateAsync(2);
        await router.ApplyAsync(Document(One));
        await router.Kernel.IpAsync("neigh add 10.1.0.99 lladdr 52:54:00:00:00:99 dev eth0");
        await router.ApplyAsync(Document(""));
        Assert.Equal(["10.1.0.99 dev eth0 lladdr 52:54:00:00:00:99 PERMANENT"], await ListAsync(router));
    }

    private static string Document(string neighbours, bool enabled = true, bool master = false) => $$"""
        version: 2
        interfaces:
          lan:
            {{(master ? "bridge: [eth0]" : "device: eth0")}}
            zone: lan
            addresses: [10.1.0.1/24, "2001:db8:1::1/64"]
            enabled: {{(enabled ? "true" : "false")}}
            neighbours: { {{neighbours}} }

        """;

    private static async Task<IEnumerable<string>> ListAsync(RouterUnderTest router) =>
        (await router.Kernel.IpAsync("neigh show nud permanent")).Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && !line.Contains("ff02", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
}
