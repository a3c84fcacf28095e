using Router.Core.Firewall;
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
        Assert.NotNull(RulesetDelta.Between(before.Ruleset.Text, after.Ruleset.Text));

        await router.ApplyAsync(Before);
        var table = await TableAsync(router);
        await router.ApplyAsync(After);
        Assert.Equal(table, await TableAsync(router));
        var byDelta = await ListAsync(router);
        await LoadAsync(router, after.Ruleset.Text);
        Assert.Equal(await ListAsync(router), byDelta);
        Assert.Equal(after.Ruleset.Fingerprint, (await router.ObserveAsync(after)).RulesetFingerprint);
    }

    [Fact]
    public async Task Delta_TableChangedByHand_LoadsTheWhole()
    {
        await using var router = await RouterUnderTest.CreateAsync(ports: 2);
        await router.ApplyAsync(Before);
        await router.Kernel.ProgramAsync("nft", "flush set inet router set4_office");
        await router.ApplyAsync(After);
        var healed = await ListAsync(router);
        await LoadAsync(router, (await router.BuildAsync(After)).Ruleset.Text);
        Assert.Equal(await ListAsync(router), healed);
    }

    /// <summary>With its number, which a table that is loaded anew has not.</summary>
    private static async Task<string> TableAsync(RouterUnderTest router) => await router.Kernel.ProgramAsync("nft", "-a list tables");

    private static async Task LoadAsync(RouterUnderTest router, string ruleset)
    {
        var file = Path.Combine(router.Paths.Runtime, "whole.nft");
        await File.WriteAllTextAsync(file, ruleset, TestContext.Current.CancellationToken);
        await router.Kernel.ProgramAsync("nft", $"-f {file}");
    }

    private static async Task<string> ListAsync(RouterUnderTest router)
    {
        var lines = (await router.Kernel.ProgramAsync("nft", "-s list table inet router")).Split('\n');
        return string.Join('\n', lines.Select(Sorted));
    }

    /// <summary>The kernel lists elements of a hash in an order of its own.</summary>
    private static string Sorted(string line) => string.Join(' ', line.Split([' ', ',', '\t'], StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
}
