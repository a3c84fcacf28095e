using Router.Api.Contract;
using Router.Daemon.Engine;
using Router.Daemon.Tests.Fakes;

namespace Router.Daemon.Tests.Status;

/// <summary>What runs is kept on the medium after each commit, and a medium that is away is told of.</summary>
public class MediumTests
{
    private static readonly Author Anna = new("anna", "local");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commit_IsKept_AndNotAgainWhereNothingChanged()
    {
        await using var router = await new TestRouter().BootAsync();
        router.KeepOnMedium();
        await UntilAsync(() => router.Medium.Kept == 1);
        router.Medium.Change();
        await router.Engine.CommitAsync(TestRouter.Document("192.168.1.1/24"), null, Anna, null);
        await UntilAsync(() => router.Medium.Kept == 2);
        router.Time.Advance(TimeSpan.FromMinutes(2));
        await router.SettleAsync();
        Assert.Equal(2, router.Medium.Kept);
        Assert.Empty(router.MediumKeeper.Notes);
    }

    [Fact]
    public async Task AFileOfTheState_ThatChangesWithoutACommit_IsKeptSoon()
    {
        await using var router = await new TestRouter().BootAsync();
        router.KeepOnMedium();
        await UntilAsync(() => router.Medium.Kept == 1);
        router.Medium.Change();
        await UntilAsync(() =>
        {
            router.Time.Advance(TimeSpan.FromSeconds(30));
            return router.Medium.Kept == 2;
        });
    }

    [Fact]
    public async Task MediumThatIsAway_IsToldEverywhere_AndGetsItWhenItIsBack()
    {
        await using var router = await new TestRouter(boot: new BootState(false, IsRam: true, ["the disk is odd"])).BootAsync();
        router.Medium.Away = "the medium is away";
        router.KeepOnMedium();
        await UntilAsync(() => router.MediumKeeper.Notes.Count == 2);
        await using var client = router.Connect(null);
        var version = Assert.IsType<Response.Version>(await client.SendAsync(new Request.ShowVersion(), Token));
        var welcome = Assert.IsType<Response.Welcome>(await client.SendAsync(new Request.Hello("test"), Token));
        foreach (var notes in (IReadOnlyList<string>[])[version.Configuration.Notes, welcome.Notes])
        {
            Assert.Contains("the disk is odd", notes);
            Assert.Contains("what runs is in memory alone, and the next boot does not have it: the medium is away", notes);
        }
        router.Medium.Away = null;
        await UntilAsync(() =>
        {
            router.Time.Advance(TimeSpan.FromSeconds(30));
            return router.Medium.Kept == 1 && router.MediumKeeper.Notes.Count == 1;
        });
    }

    [Fact]
    public async Task FullDataPartition_IsTold()
    {
        await using var router = await new TestRouter().BootAsync();
        router.Medium.FreeBytes = 20 << 10;
        Assert.Equal(
            ["the data partition is full (20 KiB are left): commits are refused until there is room"], router.MediumKeeper.Notes);
        router.Medium.FreeBytes = 20 << 20;
        Assert.Empty(router.MediumKeeper.Notes);
    }

    [Fact]
    public async Task MachineWithoutAMedium_KeepsAndTellsNothing()
    {
        await using var router = await new TestRouter().BootAsync();
        router.Medium.Exists = false;
        router.Medium.FreeBytes = 0;
        router.KeepOnMedium();
        await router.Engine.CommitAsync(TestRouter.Document("192.168.1.1/24"), null, Anna, null);
        Assert.Equal(0, router.Medium.Kept);
        Assert.Empty(router.MediumKeeper.Notes);
    }

    [Fact]
    public async Task Reboot_IntoAModeThatIsNone_IsRefused()
    {
        await using var router = await new TestRouter().BootAsync();
        await using var client = router.Connect(null);
        Assert.Equal(
            "there is no mode reset", Assert.IsType<Response.Failed>(await client.SendAsync(new Request.Reboot("reset"), Token)).Message);
        Assert.IsType<Response.Done>(await client.SendAsync(new Request.Reboot("failsafe"), Token));
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(10, Token);
    }
}
