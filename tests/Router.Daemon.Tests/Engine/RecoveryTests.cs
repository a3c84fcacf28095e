using Microsoft.Extensions.Logging.Abstractions;
using Router.Core.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Tests.Fakes;

namespace Router.Daemon.Tests.Engine;

public class RecoveryTests
{
    private static readonly string Document = TestRouter.Document(
        "192.168.1.1/24", "firewall: { policies: { lan -> router: accept } }\nservices: { proxy: { zones: [lan] } }\n");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Service_ThatEndsWheneverItIsStarted_IsToldAndTriedWithLongerAndLongerPauses()
    {
        await using var router = await new TestRouter().BootAsync();
        await router.Engine.CommitAsync(Document, null, new Author("anna", "local"), null);
        await router.WatchAsync();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var recovery = new Recovery(router.Engine, router.Events, router.Time, NullLogger<Recovery>.Instance).RunAsync(ending.Token);
        var pauses = new List<int>();
        for (var end = 0; end < 4; end++)
        {
            await EndAsync(router);
            Assert.Equal("squid does not run: it ends as soon as it is started; show log may say why", Assert.Single(router.Engine.Notes));
            pauses.Add(await SecondsUntilItRunsAsync(router));
            Assert.Empty(router.Engine.Notes);
        }
        Assert.InRange(pauses[0], 4, 7);
        Assert.All(pauses.Zip(pauses.Skip(1)), pair => Assert.InRange(pair.Second, pair.First + 2, (2 * pair.First) + 4));

        // It ran for long: what ends it now is something else.
        router.Time.Advance(TimeSpan.FromMinutes(30));
        await EndAsync(router);
        Assert.InRange(await SecondsUntilItRunsAsync(router), 4, 7);
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => recovery);
    }

    /// <summary>Its supervisor started it again and again, and gave up.</summary>
    private static Task EndAsync(TestRouter router) => router.LookAsync(() =>
    {
        var squid = router.Kernel.State.Services["squid"] with { Running = false, GaveUp = true };
        router.Kernel.State = router.Kernel.State with { Services = router.Kernel.State.Services.With("squid", squid) };
        router.Watch.Tell(new DeviceNotice.Changed("squid"));
    });

    private static async Task<int> SecondsUntilItRunsAsync(TestRouter router)
    {
        for (var second = 0; second < 100; second++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), Token);
            await router.SettleAsync();
            if (router.Kernel.State.Services["squid"].Running)
            {
                // As its mark that it was started does.
                await router.LookAsync(() => router.Watch.Tell(new DeviceNotice.Changed("squid")));
                return second;
            }
            router.Time.Advance(TimeSpan.FromSeconds(1));
        }
        return int.MaxValue;
    }
}
