using Router.Api;
using Router.Api.Contract;
using Router.Daemon.Tests.Fakes;

namespace Router.Daemon.Tests.Locks;

public class LockTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Document => TestRouter.Document("192.168.1.1/24");

    [Fact]
    public async Task Lock_KeepsOthersOff_AndSaysWhoHoldsItSinceWhen()
    {
        await using var router = await new TestRouter().BootAsync();
        await using var anna = router.Connect(null);
        await using var ben = router.Connect(null);
        var taken = await LockAsync(anna, "push 1 by anna");
        Assert.True(taken.Held);
        var busy = Assert.IsType<Response.Failed>(await ben.SendAsync(new Request.TakeLock("push 2 by ben", 5), Token));
        Assert.Equal(FailureKind.Busy, busy.Kind);
        Assert.Contains($"push 1 by anna (root, ", busy.Message);
        Assert.Contains($"holds it since {taken.Since:HH:mm:ss} until {taken.Until:HH:mm:ss}", busy.Message);

        Assert.Equal(FailureKind.Busy, Assert.IsType<Response.Failed>(await CommitAsync(ben, null)).Kind);
        Assert.Equal(FailureKind.Busy, Assert.IsType<Response.Failed>(await CommitAsync(ben, "push 2 by ben")).Kind);
        Assert.IsType<Response.Committed>(await CommitAsync(anna, "push 1 by anna", 5));
        // What is there can always be kept or taken back.
        Assert.IsType<Response.Done>(await ben.SendAsync(new Request.Rollback(null), Token));

        Assert.IsType<Response.Done>(await anna.SendAsync(new Request.ReleaseLock("push 1 by anna"), Token));
        Assert.IsType<Response.Committed>(await CommitAsync(ben, null));
    }

    [Fact]
    public async Task Lock_EndsByItselfWithItsTime_AndLastsLongerWhenTakenAgain()
    {
        await using var router = await new TestRouter().BootAsync();
        await using var anna = router.Connect(null);
        var first = await LockAsync(anna, "a");
        router.Time.Advance(TimeSpan.FromMinutes(4));
        var again = await LockAsync(anna, "a");
        Assert.Equal((first.Since, first.Until + TimeSpan.FromMinutes(4)), (again.Since, again.Until));
        router.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.True(Assert.IsType<Response.CommitLock>(await anna.SendAsync(new Request.ShowLock(), Token)).Held);
        router.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(Assert.IsType<Response.CommitLock>(await anna.SendAsync(new Request.ShowLock(), Token)).Held);
        Assert.IsType<Response.Committed>(await CommitAsync(anna, null));
        Assert.True((await LockAsync(anna, "b")).Held);
    }

    [Fact]
    public async Task Lock_OfAnother_IsEndedOnlyWithoutAName()
    {
        await using var router = await new TestRouter().BootAsync();
        await using var client = router.Connect(null);
        await LockAsync(client, "a");
        Assert.Equal(
            FailureKind.NotFound, Assert.IsType<Response.Failed>(await client.SendAsync(new Request.ReleaseLock("b"), Token)).Kind);
        Assert.Equal(
            "the lock of a has ended", Assert.IsType<Response.Done>(await client.SendAsync(new Request.ReleaseLock(null), Token)).Message);
        Assert.Equal(
            "nobody holds a lock", Assert.IsType<Response.Done>(await client.SendAsync(new Request.ReleaseLock(null), Token)).Message);
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData("two\nlines", 5)]
    [InlineData("a", 0)]
    [InlineData("a", 1501)]
    public async Task Lock_OfBadInput_IsRefused(string name, int minutes)
    {
        await using var router = await new TestRouter().BootAsync();
        await using var client = router.Connect(null);
        Assert.Equal(
            FailureKind.Invalid, Assert.IsType<Response.Failed>(await client.SendAsync(new Request.TakeLock(name, minutes), Token)).Kind);
    }

    private static async Task<Response.CommitLock> LockAsync(RouterClient client, string name) =>
        Assert.IsType<Response.CommitLock>(await client.SendAsync(new Request.TakeLock(name, 5), Token));

    private static Task<Response> CommitAsync(RouterClient client, string? holding, int? minutes = null) =>
        client.SendAsync(new Request.CommitFile(Document, minutes, null, Lock: holding), Token);
}
