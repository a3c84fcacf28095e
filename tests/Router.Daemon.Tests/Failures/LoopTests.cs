using Microsoft.Extensions.Logging.Abstractions;
using Router.Daemon.Engine;
using Router.Daemon.Tests.Fakes;

namespace Router.Daemon.Tests.Failures;

public sealed class LoopTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keep_WorkThrowsAnything_BeginsAnewAndSaysSoOnce()
    {
        foreach (var kind in Fault.Kinds)
        {
            var (time, runs) = (new ManualTime(), 0);
            var events = new EventHub(time);
            await using var told = events.Listen(Token).GetAsyncEnumerator(Token);
            using var stopping = new CancellationTokenSource();
            var kept = new Loop("lamp", events, time, NullLogger.Instance)
                .KeepAsync(_ => ++runs < 4 ? throw kind() : Task.CompletedTask, stopping.Token);
            // After 1, 2 and 4 seconds.
            foreach (var (seconds, expected) in ((int, int)[])[(0, 1), (1, 2), (1, 2), (1, 3), (3, 3), (1, 4)])
            {
                time.Advance(TimeSpan.FromSeconds(seconds));
                Assert.Equal(expected, runs);
            }
            await kept;
            events.Publish("end", "");
            Assert.True(await told.MoveNextAsync());
            Assert.Equal(("lamp", $"failed and is tried again: {kind().Message}"), (told.Current.Subject, told.Current.Text));
            Assert.True(await told.MoveNextAsync());
            Assert.Equal("end", told.Current.Subject);
        }
    }

    [Fact]
    public async Task Keep_Stopped_EndsAlsoInItsPause()
    {
        var time = new ManualTime();
        using var stopping = new CancellationTokenSource();
        var kept = new Loop("lamp", new EventHub(time), time, NullLogger.Instance)
            .KeepAsync(_ => throw new IOException("dark"), stopping.Token);
        Assert.False(kept.IsCompleted);
        await stopping.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => kept);
    }
}
