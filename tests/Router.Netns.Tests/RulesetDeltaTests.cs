using Router.Core.Edges;
using Router.Core.Plans;
using Router.Core.Rulesets;
using Router.Linux.Compiling;
using Router.Linux.Edges.Services;
using Router.Linux.Edges.State;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

/// <summary>Changed elements alone reach the kernel, and it holds the same as if all had been loaded.</summary>
public sealed class RulesetDeltaTests
{
    private const string Start = """
        version: 1
        interfaces:
          wan: { device: eth0, zone: wan, addresses: [192.0.2.1/24] }
          lan: { device: eth1, zone: lan, addresses: [10.0.0.1/24, 2001:db8::1/64] }
        firewall:
          policies: { lan -> wan: accept, lan -> router: [dns] }
          rules:
            - { name: office, from: wan, to: router, source: "@office", service: ssh, action: accept }

        """;

    private const string Before = Start + """
          sets:
            office: [198.51.100.0/24, 198.51.100.200-198.51.101.7, 203.0.113.9]
          nat:
            masquerade: [wan]
            forwards:
              web: { from: wan, service: tcp/8080, to: 10.0.0.9, to-port: 80 }
              mail: { from: wan, service: tcp/25, to: 10.0.0.10 }
        """;

    private const string After = Start + """
          sets:
            office: [198.51.100.0/24, 203.0.113.10, 203.0.113.11]
          nat:
            masquerade: [wan]
            forwards:
              web: { from: wan, service: tcp/8080, to: 10.0.0.9, to-port: 8000 }
              news: { from: wan, service: tcp/119, to: 10.0.0.11 }
        """;

    [Fact]
    public async Task Delta_ElementsChanged_LeavesWhatTheWholeRulesetWouldMake()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 2);
        var (before, after) = (await router.BuildAsync(Before), await router.BuildAsync(After));
        Assert.NotNull(RulesetDelta.Between(before.Ruleset, after.Ruleset));

        await router.ApplyAsync(Before);
        var table = await TableAsync(router);
        await router.ApplyAsync(After);
        Assert.Equal(table, await TableAsync(router));
        var byDelta = await router.ListFirewallAsync();
        await router.LoadByNftAsync(after.Ruleset.ToText());
        Assert.Equal(await router.ListFirewallAsync(), byDelta);
        Assert.Equal(after.Ruleset.Fingerprint, (await router.ObserveAsync(after)).RulesetFingerprint);
    }

    [Fact]
    public async Task Delta_TableChangedByHand_LoadsTheWhole()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 2);
        await router.ApplyAsync(Before);
        await router.Kernel.ProgramAsync("nft", "flush set inet router set4_office");
        await router.ApplyAsync(After);
        var healed = await router.ListFirewallAsync();
        await router.LoadByNftAsync((await router.BuildAsync(After)).Ruleset.ToText());
        Assert.Equal(await router.ListFirewallAsync(), healed);
    }

    /// <summary>The same as if nft had loaded it, sets' own attributes included.</summary>
    [Fact]
    public async Task Load_LongSets_LeavesWhatNftWouldMake()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 2);
        await router.ApplyAsync(Before);
        var wanted = await router.BuildAsync(Long);
        Assert.NotNull(RulesetCompiler.Compile(wanted.Ruleset.Table, null));

        await router.ApplyAsync(Long);
        var byUs = await router.ListFirewallAsync();
        Assert.Equal(wanted.Ruleset.Fingerprint, (await router.ObserveAsync(wanted)).RulesetFingerprint);
        await router.LoadByNftAsync(wanted.Ruleset.ToText());
        Assert.Equal(await router.ListFirewallAsync(), byUs);

        // What we loaded can be changed by elements, and be taken back.
        await router.ApplyAsync(Long + "      extra: { from: wan, service: udp/999, to: 10.0.0.77 }\n");
        await router.ApplyAsync(Long);
        Assert.Equal(byUs, await router.ListFirewallAsync());
    }

    /// <summary>Names of links are quoted, and may hold what separates elements.</summary>
    [Fact]
    public async Task Load_LongSetsOfLinks_LeavesWhatNftWouldMake()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 2);
        await router.ApplyAsync(Before);
        var links = Enumerable.Range(0, 900).Select(i => $"\"l{(i % 3 == 0 ? "," : "")}k{i}\"").ToList();
        var wanted = Ruleset.Of(new Table("router",
        [
            new TableObject.Set("zone_lan", "ifname") { Elements = Elements.Of(links) },
            new TableObject.Set("listening", "ifname . inet_proto . inet_service")
            {
                Elements = Elements.Of(links.Select(link => $"{link} . tcp . 22")),
            },
        ]));
        Assert.NotNull(RulesetCompiler.Compile(wanted.Table, null));
        await router.Kernel.RunAsync(async () =>
        {
            await router.Applier.ApplyAsync(new Change.ReplaceFirewall(wanted, null), default);
            return true;
        });
        var byUs = await router.ListFirewallAsync();
        Assert.Equal(links.Count, byUs.Split("k").Length / 2);
        await router.LoadByNftAsync(wanted.ToText());
        Assert.Equal(await router.ListFirewallAsync(), byUs);
    }

    /// <summary>A daemon that was restarted knows what its document made, and the kernel says whether that is there.</summary>
    [Fact]
    public async Task Delta_OfANewProcess_IsTakenWhereTheRulesetIsTheKnownOne()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 2);
        var (before, after) = (await router.BuildAsync(Before), await router.BuildAsync(After));
        await router.ApplyAsync(Before);
        var table = await TableAsync(router);
        using var next = new LinuxChangeApplier(router.Paths, new NoServices());
        next.Adopt(before);
        await router.TryApplyAsync(after, next);
        Assert.Equal(table, await TableAsync(router));

        using var stranger = new LinuxChangeApplier(router.Paths, new NoServices());
        stranger.Adopt(before);
        await router.TryApplyAsync(before, stranger);
        Assert.NotEqual(table, await TableAsync(router));
        Assert.Equal(before.Ruleset.Fingerprint, (await router.ObserveAsync(before)).RulesetFingerprint);
    }

    [Fact]
    public async Task Load_LongSetsThatTheKernelRefuses_LeavesWhatWasThere()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 2);
        await router.ApplyAsync(Before);
        var before = await router.ListFirewallAsync();
        var wanted = await router.BuildAsync(Long);
        var broken = Ruleset.Of(new Table("router", [.. wanted.Ruleset.Table.Objects, Nowhere]));
        Assert.NotNull(RulesetCompiler.Compile(broken.Table, null));

        var change = new Change.ReplaceFirewall(broken, (await router.ObserveAsync(wanted)).RulesetFingerprint);
        var failure = await Assert.ThrowsAsync<ApplyException>(() => router.Kernel.RunAsync(async () =>
        {
            await router.Applier.ApplyAsync(change, default);
            return true;
        }));
        Assert.Contains("nowhere", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, await router.ListFirewallAsync());
    }

    private static TableObject.Chain Nowhere => new("lost", null, [Rule.Of(Statement.Verdict.Jump("nowhere"))]);

    private static string Long
    {
        get
        {
            var addresses = Enumerable.Range(0, 600).Select(
                i => i % 7 == 0 ? $"20.{i / 200}.{i % 200}.8-20.{i / 200}.{i % 200}.13" : $"20.{i / 200}.{i % 200}.0/{28 + (i % 5)}");
            var addresses6 = Enumerable.Range(0, 200).Select(i => $"2001:db8:{i:x}::{(i % 2 == 0 ? "/48" : "5")}");
            var forwards = Enumerable.Range(1, 600).Select(i => i % 5 == 0
                ? $"      f{i}: {{ from: wan, service: tcp/{20000 + (i * 10)}-{20003 + (i * 10)}, to: 10.0.0.{(i % 200) + 2} }}\n"
                : $"      f{i}: {{ from: wan, service: {(i % 2 == 0 ? "tcp" : "udp")}/{1100 + i}, to: 10.0.0.{(i % 200) + 2}, to-port: {i} }}\n");
            return $"{Start}  sets:\n    office: [{string.Join(", ", addresses.Concat(addresses6))}]\n  nat:\n    masquerade: [wan]\n    forwards:\n{string.Concat(forwards)}";
        }
    }

    /// <summary>With its number, which a table that is loaded again has not.</summary>
    private static async Task<string> TableAsync(RouterUnderTest router)
    {
        var table = (await router.Kernel.ProgramAsync("nft", "-a list table inet router")).Split('\n')[0];
        Assert.Contains("# handle", table, StringComparison.Ordinal);
        return table;
    }
}
