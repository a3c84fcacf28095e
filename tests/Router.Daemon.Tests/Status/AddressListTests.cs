using Router.Core.Rulesets;
using Router.Daemon.Engine;
using Router.Daemon.Tests.Fakes;

namespace Router.Daemon.Tests.Status;

/// <summary>Lists of addresses for sets of the firewall: fetched, judged, and kept for boots without a line.</summary>
public sealed class AddressListTests
{
    private const string Url = "http://lists.example/drop.txt";

    private static readonly Author Anna = new("anna", "local");

    private static readonly SetFeed Feed = new("drop", Url);

    [Fact]
    public async Task List_OfASet_IsFetchedAndHeld()
    {
        await using var router = await HoldingAsync("; DROP\n203.0.113.0/24 ; SBL1\n2001:db8::/32\n203.0.113.128/25\nnonsense\n");
        await UntilAsync(() => router.ListedAddresses.Of(Feed)?.Count == 2);
        var list = Assert.Single(router.Lists.Status.Items);
        Assert.Equal(("drop", "addresses", 2, 0, 1), (list.Name, list.Format, list.Addresses, list.Domains, list.Wrong));
        Assert.Null(list.Failure);
        Assert.Equal(["bad"], list.Sets);
        Assert.Null(router.Lists.Status.Refused);
    }

    [Fact]
    public async Task List_ThatIsAway_LeavesAnEmptySet()
    {
        await using var router = await HoldingAsync(null);
        await UntilAsync(() => router.Lists.Status.Items is [{ Failure: not null, Fetched: null, Sets.Count: 1 }]);
        Assert.Equal(
            "curl: (7) Failed to connect; none was ever fetched, so @bad is empty", router.Lists.Status.Items[0].Failure);
        Assert.Null(router.ListedAddresses.Of(Feed));
    }

    [Theory]
    [InlineData("<html>203.0.113.1</html>", "is a web page and no list")]
    [InlineData("", "is empty")]
    [InlineData("203.0.113.1\n", "shrank from 500 to 1 addresses")]
    public async Task WhatIsNoList_TakesThePlaceOfNone(string later, string why)
    {
        await using var router = await HoldingAsync(string.Concat(Enumerable.Range(0, 500).Select(i => $"10.{i >> 6}.{(i & 63) * 4}.1\n")));
        await UntilAsync(() => router.ListedAddresses.Of(Feed)?.Count == 500);
        var before = router.ListedAddresses.Of(Feed);
        router.ListSource.Lists[Url] = later;
        await UntilAsync(() =>
        {
            router.Time.Advance(TimeSpan.FromHours(1));
            return router.Lists.Status.Items[0].Failure?.StartsWith($"{why}; the one of ", StringComparison.Ordinal) == true;
        });
        Assert.Same(before, router.ListedAddresses.Of(Feed));
    }

    [Fact]
    public async Task Boot_WithoutALine_HasTheListBeforeAnybodyFetchesOne()
    {
        string state;
        await using (var router = await HoldingAsync("203.0.113.0/24\n", keep: true))
        {
            state = router.StateFolder;
            await UntilAsync(() => File.Exists(Path.Combine(state, "lists/drop.list")));
        }
        await using var again = new TestRouter(state);
        Assert.Equal(1, again.ListedAddresses.Of(Feed)?.Count);
        Assert.Null(again.ListedAddresses.Of(Feed with { Url = "http://other.example/" }));
        await again.BootAsync();
        again.KeepLists();
        await UntilAsync(() => again.Lists.Status.Items is [{ Addresses: 1 }]);
        Assert.Empty(again.ListSource.Asked);
    }

    [Fact]
    public async Task List_ThatNoSetHoldsAnyMore_IsNotAskedFor()
    {
        await using var router = await HoldingAsync("203.0.113.0/24\n");
        await UntilAsync(() => router.ListedAddresses.Of(Feed)?.Count == 1);
        await router.Engine.CommitAsync(
            TestRouter.Document("192.168.1.1/24", $"services: {{ lists: {{ drop: {{ url: \"{Url}\" }} }} }}\n"), null, Anna, null);
        await UntilAsync(() => router.Lists.Status.Items.Count == 0);
    }

    private static async Task<TestRouter> HoldingAsync(string? list, bool keep = false)
    {
        var router = new TestRouter(keep: keep);
        if (list is not null)
            router.ListSource.Lists[Url] = list;
        await router.BootAsync();
        var document = TestRouter.Document("192.168.1.1/24", $"services: {{ lists: {{ drop: {{ url: \"{Url}\" }} }} }}\n");
        await router.Engine.CommitAsync(WithSet(document), null, Anna, null);
        router.KeepLists();
        return router;
    }

    private static string WithSet(string document)
    {
        Assert.DoesNotContain("firewall:", document, StringComparison.Ordinal);
        return document + "firewall: { sets: { bad: { list: drop } }, rules: [{ name: no, source: \"@bad\", action: drop }] }\n";
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(10, limit.Token);
    }
}
