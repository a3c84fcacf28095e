using System.Diagnostics;
using System.Text;
using Router.Core.Edges;
using Router.Core.Rulesets;
using Router.Core.Values;
using Router.Features.Lists;
using Router.Linux.Edges.Scratch;
using Router.Linux.Edges.Services;
using Router.Linux.Edges.State;
using Router.Netns.Tests.Namespaces;
using Router.Netns.Tests.Why;

namespace Router.Netns.Tests;

/// <summary>Addresses of lists in sets of the kernel: with a table that is loaded, and between commits without one.</summary>
public sealed class SetFillTests
{
    private const string Document =
        """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24] }
          lan: { device: eth1, zone: lan, addresses: [10.0.0.1/24] }
        firewall:
          policies: { wan -> router: accept, wan -> lan: accept }
          sets: { bad: { list: drop } }
          rules:
            - { name: none of these, from: wan, source: "@bad", action: drop }
        services:
          lists: { drop: { url: "https://lists.example/drop.txt" } }

        """;

    /// <summary>The same with another policy, so that the table is loaded as a whole.</summary>
    private static readonly string Other = Document.Replace("wan -> lan: accept", "wan -> lan: reject", StringComparison.Ordinal);

    [Fact]
    public async Task Load_OfATable_HoldsTheListAtOnceAndLooksAsNftWouldMakeIt()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 2);
        router.Applier.FillFrom(
            new Lists("203.0.113.0/24\n198.51.100.7\n198.51.100.9-198.51.100.12\n2001:db8:bad::/48\n255.255.255.255\n"));
        await router.ApplyAsync(Document);
        var ours = await router.ListFirewallAsync();
        Assert.Contains("203.0.113.0/24", ours, StringComparison.Ordinal);
        Assert.Contains("auto-merge", ours, StringComparison.Ordinal);
        var ruleset = (await router.BuildAsync(Document)).Ruleset;
        await router.LoadByNftAsync(ruleset.ToText()
            + "add element inet router set4_bad { 198.51.100.7, 198.51.100.9-198.51.100.12, 203.0.113.0/24, 255.255.255.255 }\n"
            + "add element inet router set6_bad { 2001:db8:bad::/48 }\n");
        Assert.Equal(await router.ListFirewallAsync(), ours);
    }

    [Fact]
    public async Task Fill_OfAnotherVersion_ChangesElementsAloneAndIsOurs()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 2);
        var lists = new Lists("203.0.113.0/24\n198.51.100.0/25\n");
        router.Applier.FillFrom(lists);
        await router.ApplyAsync(Document);
        var (table, ruleset) = (await HandlesAsync(router), (await router.BuildAsync(Document)).Ruleset);

        lists.Become("198.51.100.0/24\n2001:db8::/32\n203.0.113.9\n");
        await FillAsync(router, ruleset);
        Assert.Equal(["198.51.100.0/24", "203.0.113.9"], await ElementsAsync(router, "set4_bad"));
        Assert.Equal(["2001:db8::/32"], await ElementsAsync(router, "set6_bad"));
        Assert.Equal(table, await HandlesAsync(router));
        Assert.Equal(ruleset.Fingerprint, (await router.ObserveAsync(await router.BuildAsync(Document))).RulesetFingerprint);

        lists.Become("");
        await FillAsync(router, ruleset);
        Assert.Empty(await ElementsAsync(router, "set4_bad"));
    }

    [Fact]
    public async Task Commit_OfOtherRules_KeepsTheList()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 2);
        router.Applier.FillFrom(new Lists("203.0.113.0/24\n"));
        await router.ApplyAsync(Document);
        await router.ApplyAsync(Other);
        Assert.Equal(["203.0.113.0/24"], await ElementsAsync(router, "set4_bad"));
    }

    [Fact]
    public async Task Fill_OfASetThatSomebodyChanged_PutsAllOfItThere()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 2);
        var lists = new Lists("203.0.113.0/24\n198.51.100.7\n");
        router.Applier.FillFrom(lists);
        await router.ApplyAsync(Document);
        await router.Kernel.ProgramAsync("nft", "flush set inet router set4_bad");
        lists.Become("203.0.113.0/25\n");
        await FillAsync(router, (await router.BuildAsync(Document)).Ruleset);
        Assert.Equal(["203.0.113.0/25"], await ElementsAsync(router, "set4_bad"));
    }

    [Fact]
    public async Task Fill_OfANewProcess_TakesTheSetsOver()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 2);
        router.Applier.FillFrom(new Lists("203.0.113.0/24\n"));
        await router.ApplyAsync(Document);
        using var next = new LinuxChangeApplier(router.Paths, new NoServices());
        next.FillFrom(new Lists("203.0.113.0/24\n198.51.100.7\n"));
        var desired = await router.BuildAsync(Document);
        next.Adopt(desired);
        await FillAsync(router, desired.Ruleset, next);
        Assert.Equal(["198.51.100.7", "203.0.113.0/24"], await ElementsAsync(router, "set4_bad"));
    }

    /// <summary>What runs is another ruleset: its sets are nobody's to change by this one.</summary>
    [Fact]
    public async Task Fill_WhereAnotherRulesetRuns_DoesNothing()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 2);
        var lists = new Lists("203.0.113.0/24\n");
        router.Applier.FillFrom(lists);
        await router.ApplyAsync(Document);
        lists.Become("198.51.100.7\n");
        await FillAsync(router, (await router.BuildAsync(Other)).Ruleset);
        Assert.Equal(["203.0.113.0/24"], await ElementsAsync(router, "set4_bad"));
    }

    [Fact]
    public async Task Why_OfAnAddressInAList_IsDroppedByIt()
    {
        var lists = new Lists("192.0.2.0/25\n");
        using var scratch = new ScratchRouter(null, lists);
        const string flow = "tcp 192.0.2.7:1234 -> 10.0.0.9:22 from wan";
        Assert.Equal(Core.Flows.FlowVerdict.Dropped, (await FlowQuestion.AskAsync(scratch, Document, flow)).Verdict);
        lists.Become("203.0.113.0/24\n");
        Assert.Equal(Core.Flows.FlowVerdict.Accepted, (await FlowQuestion.AskAsync(scratch, Document, flow)).Verdict);
    }

    [Fact]
    public async Task Fill_OfHalfAMillionPrefixes_IsOneTransactionInBoundedMemory()
    {
        const int many = 500_000;
        await using var router = await RouterUnderTest.CreateAsync(ports: 2);
        var lists = new Lists("203.0.113.0/24\n");
        router.Applier.FillFrom(lists);
        await router.ApplyAsync(Document);
        var ruleset = (await router.BuildAsync(Document)).Ruleset;
        lists.Become(string.Concat(Enumerable.Range(0, many).Select(i => $"{11 + (i >> 15)}.{(i >> 7) & 255}.{(i << 1) & 255}.0/24\n")));
        var watch = Stopwatch.StartNew();
        await FillAsync(router, ruleset);
        TestContext.Current.TestOutputHelper?.WriteLine($"{many} prefixes: {watch.Elapsed}");
        // The next version differs by a few, and costs as little.
        lists.Become(lists.Text.Replace("11.0.0.0/24\n", "11.0.0.0/25\n", StringComparison.Ordinal));
        watch.Restart();
        await FillAsync(router, ruleset);
        TestContext.Current.TestOutputHelper?.WriteLine($"one of them: {watch.Elapsed}");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
        Assert.Contains(
            "11.0.0.0/25",
            await router.Kernel.ProgramAsync("nft", "get element inet router set4_bad { 11.0.0.5 }"),
            StringComparison.Ordinal);
        var peak = Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
        TestContext.Current.TestOutputHelper?.WriteLine($"peak of the process: {peak} MiB");
    }

    private static Task<bool> FillAsync(RouterUnderTest router, Ruleset ruleset, LinuxChangeApplier? other = null) =>
        router.Kernel.RunAsync(async () =>
        {
            IChangeApplier applier = other is null ? router.Applier : other;
            await applier.FillAsync(ruleset, TestContext.Current.CancellationToken);
            return true;
        });

    private static async Task<string[]> ElementsAsync(RouterUnderTest router, string set)
    {
        var text = await router.Kernel.ProgramAsync("nft", $"list set inet router {set}");
        var start = text.IndexOf("elements = {", StringComparison.Ordinal);
        return start < 0
            ? []
            : [.. text[(start + "elements = {".Length)..text.IndexOf('}', start)]
                .Split([',', ' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];
    }

    /// <summary>Rules with their handles: others, where the table was loaded again.</summary>
    private static async Task<string> HandlesAsync(RouterUnderTest router) =>
        string.Join('\n', (await router.Kernel.ProgramAsync("nft", "-a list chain inet router input")).Split('\n'));

    private sealed class Lists(string text) : ISetContents
    {
        private AddressBlocks blocks = Read(text);

        public string Text { get; private set; } = text;

        public void Become(string next) => (Text, blocks) = (next, Read(next));

        public AddressBlocks? Of(SetFeed feed) => blocks;

        private static AddressBlocks Read(string text) => AddressList.Parse(Encoding.UTF8.GetBytes(text)).Blocks;
    }
}
