using Router.Core.Planning;
using Router.Netns.Tests.Namespaces;

namespace Router.Netns.Tests;

public sealed class TransactionTests
{
    private const int Ports = 3;

    [Fact]
    public async Task Apply_SameDocumentAgain_ChangesNothing()
    {
        await using var router = await RouterUnderTest.CreateAsync(Ports);
        await router.ApplyAsync(NetnsDocuments.Home);
        Assert.IsType<TransactionResult.Unchanged>(await router.TryApplyAsync(NetnsDocuments.Home));
    }

    [Fact]
    public async Task Apply_ThereAndBack_IsAsBefore()
    {
        await using var router = await RouterUnderTest.CreateAsync(Ports);
        await router.ApplyAsync(NetnsDocuments.Home);
        var before = await Snapshot.TakeAsync(router);
        await router.ApplyAsync(NetnsDocuments.Office);
        Assert.NotEqual(before, await Snapshot.TakeAsync(router));
        await router.ApplyAsync(NetnsDocuments.Home);
        Assert.Equal(before, await Snapshot.TakeAsync(router));
    }

    /// <summary>What a document no longer names goes, without a trace.</summary>
    [Theory]
    [InlineData(nameof(NetnsDocuments.Home), nameof(NetnsDocuments.Office))]
    [InlineData(nameof(NetnsDocuments.Office), nameof(NetnsDocuments.Home))]
    public async Task Apply_OverAnother_IsAsIfItWereTheFirst(string first, string second)
    {
        await using var fresh = await RouterUnderTest.CreateAsync(Ports);
        await fresh.ApplyAsync(NetnsDocuments.ByName(second));
        await using var router = await RouterUnderTest.CreateAsync(Ports);
        await router.ApplyAsync(NetnsDocuments.ByName(first));
        await router.ApplyAsync(NetnsDocuments.ByName(second));
        Assert.Equal(await Snapshot.TakeAsync(fresh), await Snapshot.TakeAsync(router));
    }

    /// <summary>A size that is noted on a link does not make it one of ours, which would go with the document that names it.</summary>
    [Fact]
    public async Task Apply_SizeOfALinkThatSomebodyElseMade_LeavesItTheirs()
    {
        const string WithSize = "version: 1\ninterfaces:\n  lan: { device: theirs, zone: lan, mtu: 1400, addresses: [10.0.0.1/24] }\n";
        await using var router = await RouterUnderTest.CreateAsync(Ports);
        await router.Kernel.IpAsync("link add theirs type veth peer name other");
        await router.ApplyAsync(WithSize);
        Assert.IsType<TransactionResult.Unchanged>(await router.TryApplyAsync(WithSize));
        await router.ApplyAsync("version: 1\n");
        Assert.Contains(" mtu 1500 ", await router.Kernel.IpAsync("link show theirs"), StringComparison.Ordinal);
    }

    /// <summary>A port that the document took out of a bridge must not stay on that network.</summary>
    [Fact]
    public async Task Apply_PortLeftOutOfItsBridge_LeavesIt()
    {
        await using var router = await RouterUnderTest.CreateAsync(Ports);
        await router.ApplyAsync(NetnsDocuments.Home);
        await router.ApplyAsync(NetnsDocuments.Home.Replace("[eth1, eth2]", "[eth1]", StringComparison.Ordinal));
        Assert.DoesNotContain("master", await router.Kernel.IpAsync("link show eth2"), StringComparison.Ordinal);
        Assert.Contains("master lan", await router.Kernel.IpAsync("link show eth1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nothing", nameof(NetnsDocuments.Home))]
    [InlineData(nameof(NetnsDocuments.Home), nameof(NetnsDocuments.Office))]
    [InlineData(nameof(NetnsDocuments.Office), nameof(NetnsDocuments.Home))]
    public async Task Apply_FailureAtAnyStep_LeavesEverythingAsBefore(string first, string second)
    {
        var (from, to) = (NetnsDocuments.ByName(first), NetnsDocuments.ByName(second));
        await using var router = await RouterUnderTest.CreateAsync(Ports);
        if (from.Length > 0)
            await router.ApplyAsync(from);
        var before = await Snapshot.TakeAsync(router);
        var good = 0;
        for (; ; good++)
        {
            var result = await router.TryApplyAsync(to, new FailingApplier(router.Applier, good));
            if (result is TransactionResult.Applied)
                break;
            var failed = Assert.IsType<TransactionResult.Failed>(result);
            Assert.Contains("Cannot allocate memory", failed.Reason, StringComparison.Ordinal);
            Assert.Empty(failed.NotUndone);
            Assert.Equal(before, await Snapshot.TakeAsync(router));
        }
        Assert.True(good > 10, $"only {good} steps");
    }
}
