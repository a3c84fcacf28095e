using Router.Api.Contract;
using Router.Daemon.Engine;
using Router.Daemon.Tests.Fakes;

namespace Router.Daemon.Tests.Status;

/// <summary>Lists that others keep: fetched, judged, kept for boots without a line, and handed to the resolver.</summary>
public sealed class ListTests
{
    private const string Url = "http://lists.example/hosts";

    private static readonly Author Anna = new("anna", "local");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_OfADocument_IsFetchedAndBlocked()
    {
        await using var router = await BlockingAsync("0.0.0.0 ads.example\n0.0.0.0 cdn.example\n", "allow: [cdn.example]");
        await UntilAsync(() => Blocked(router) == "server=/ads.example/\n");
        var list = Assert.Single(router.Lists.Status.Items);
        Assert.Equal(("ads", "hosts", 2, null), (list.Name, list.Format, list.Domains, list.Failure));
        Assert.Equal(1, router.Lists.Status.Blocked);
        Assert.True(File.GetUnixFileMode(BlockedFile(router)).HasFlag(UnixFileMode.OtherRead));
    }

    [Fact]
    public async Task ListThatNobodyUses_IsNotFetched()
    {
        await using var router = await new TestRouter().BootAsync();
        await CommitAsync(router, $"services: {{ lists: {{ ads: {{ url: \"{Url}\" }} }} }}\n");
        router.KeepLists();
        await router.SettleAsync();
        Assert.Empty(router.ListSource.Asked);
        await using var client = router.Connect(null);
        Assert.IsType<Response.Failed>(await client.SendAsync(new Request.FetchLists("ads"), Token));
    }

    [Fact]
    public async Task Boot_WithoutALine_HasTheListOfBefore()
    {
        string state;
        await using (var router = await BlockingAsync("||ads.example^\n@@||ok.ads.example^\n", keep: true))
        {
            state = router.StateFolder;
            await UntilAsync(() => Blocked(router).Length > 0);
        }
        File.Delete(Path.Combine(state, "run/router/blocked.conf"));
        await using var again = await new TestRouter(state).BootAsync();
        again.KeepLists();
        await UntilAsync(() => Blocked(again) == "server=/ads.example/\nserver=/ok.ads.example/#\n");
        Assert.Equal("adblock", Assert.Single(again.Lists.Status.Items).Format);
        Assert.Empty(again.ListSource.Asked);
    }

    [Theory]
    [InlineData("<html><body>captive</body></html>", "is a web page and no list")]
    [InlineData("ads.example\n", "shrank from 500 to 1 domains")]
    [InlineData("", "is empty")]
    public async Task WhatIsNoList_TakesThePlaceOfNone(string later, string why)
    {
        var many = string.Concat(Enumerable.Range(0, 500).Select(i => $"a{i}.example\n"));
        await using var router = await BlockingAsync(many);
        await UntilAsync(() => router.Lists.Status.Blocked == 500);
        var before = Blocked(router);
        router.ListSource.Lists[Url] = later;
        await UntilAsync(() =>
        {
            router.Time.Advance(TimeSpan.FromHours(1));
            return router.Lists.Status.Items[0].Failure?.StartsWith($"{why}; the one of ", StringComparison.Ordinal) == true;
        });
        Assert.Equal(before, Blocked(router));
        Assert.Equal(500, router.Lists.Status.Items[0].Domains);
        // Somebody has looked, and it is meant so; the other two are never meant.
        await using var client = router.Connect(null);
        var answer = Assert.IsType<Response.Lists>(await client.SendAsync(new Request.FetchLists("ads", Shrunk: true), Token));
        Assert.Equal(later.StartsWith("ads", StringComparison.Ordinal) ? 1 : 500, answer.Items[0].Domains);
    }

    [Fact]
    public async Task List_ThatIsAway_IsAskedAgainSoon_AndThenWithWhatIsThere()
    {
        await using var router = await BlockingAsync(null);
        await UntilAsync(() => router.Lists.Status.Items is [{ Failure: "curl: (7) Failed to connect", Next: not null }]);
        router.ListSource.Lists[Url] = "ads.example\n";
        await UntilAsync(() =>
        {
            router.Time.Advance(TimeSpan.FromSeconds(10));
            return router.Lists.Status.Blocked == 1;
        });
        Assert.Null(router.Lists.Status.Items[0].Failure);
        var asked = router.ListSource.Asked.Count;
        await UntilAsync(() =>
        {
            router.Time.Advance(TimeSpan.FromHours(1));
            return router.ListSource.Asked.Count > asked;
        });
        Assert.Equal("\"12\"", router.ListSource.Asked[^1].ETag);
        Assert.Null(router.Lists.Status.Items[0].Failure);
    }

    [Fact]
    public async Task List_OfAnotherPlace_IsAnotherList()
    {
        await using var router = await BlockingAsync("ads.example\n");
        await UntilAsync(() => router.Lists.Status.Blocked == 1);
        router.ListSource.Lists["http://other.example/x"] = "b.example\nc.example\n";
        await CommitAsync(router, "services: { dns: { block: [ads] }, lists: { ads: { url: \"http://other.example/x\" } } }\n");
        await UntilAsync(() => Blocked(router) == "server=/b.example/c.example/\n");
        await CommitAsync(router, "services: { dns: {}, lists: { ads: { url: \"http://other.example/x\" } } }\n");
        await UntilAsync(() => Blocked(router).Length == 0 && router.Lists.Status.Items.Count == 0);
    }

    [Fact]
    public async Task List_OnADamagedDisk_IsFetchedAgain()
    {
        string state;
        await using (var router = await BlockingAsync("ads.example\n", keep: true))
        {
            state = router.StateFolder;
            await UntilAsync(() => File.Exists(Path.Combine(state, "lists/ads.list")));
        }
        File.WriteAllText(Path.Combine(state, "lists/ads.list"), "# url http://lists.example/hosts\nhalf of a na");
        await using var again = new TestRouter(state);
        again.ListSource.Lists[Url] = "ads.example\n";
        await again.BootAsync();
        again.KeepLists();
        await UntilAsync(() => again.Lists.Status.Blocked == 1);
        Assert.Single(again.ListSource.Asked);
    }

    private static async Task<TestRouter> BlockingAsync(string? list, string dns = "", bool keep = false)
    {
        var router = new TestRouter(keep: keep);
        if (list is not null)
            router.ListSource.Lists[Url] = list;
        await router.BootAsync();
        await CommitAsync(
            router,
            $"services: {{ dns: {{ block: [ads]{(dns.Length > 0 ? $", {dns}" : "")} }}, lists: {{ ads: {{ url: \"{Url}\" }} }} }}\n");
        router.KeepLists();
        return router;
    }

    private static async Task CommitAsync(TestRouter router, string services) =>
        await router.Engine.CommitAsync(TestRouter.Document("192.168.1.1/24", services), null, Anna, null);

    private static string BlockedFile(TestRouter router) => Path.Combine(router.StateFolder, "run/router/blocked.conf");

    private static string Blocked(TestRouter router) => File.Exists(BlockedFile(router)) ? File.ReadAllText(BlockedFile(router)) : "";

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
            await Task.Delay(10, limit.Token);
    }
}
