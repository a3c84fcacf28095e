using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Router.Daemon.Engine;
using Router.Daemon.Logs;
using Router.Daemon.Tests.Fakes;
using Router.Features.SystemLog;
using Router.Wire.Syslog;

namespace Router.Daemon.Tests.Logs;

/// <summary>A collector that goes and comes back: nothing is told twice, what is lost is counted.</summary>
public sealed class CollectorSenderTests : IAsyncDisposable
{
    private readonly ManualTime time = new();
    private readonly FakeDialer dialer = new();
    private readonly CancellationTokenSource ending = new();
    private readonly CollectorSender sender;
    private readonly IAsyncEnumerator<string> told;
    private readonly Task running;

    public CollectorSenderTests()
    {
        var events = new EventHub(time);
        told = events.Listen(ending.Token).Select(happened => happened.Text).GetAsyncEnumerator();
        sender = new CollectorSender(
            new Collector("central", "log.example", 514, LogTransport.Tcp, LogLevel.Notice, null), () => "home", dialer, events, time,
            NullLogger.Instance);
        running = sender.RunAsync(ending.Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await told.DisposeAsync();
        Assert.Equal(0, dialer.Open);
        ending.Dispose();
    }

    [Fact]
    public async Task Messages_ThatAreUrgentEnough_ArriveInOrder()
    {
        Offer("one");
        sender.Offer(new SyslogMessage(SyslogMessage.Daemon, SyslogSeverity.Information, "left out"));
        Offer("two");
        Assert.Equal("<28>1 - home - - - - one", await dialer.NextAsync(Token));
        Assert.Equal("<28>1 - home - - - - two", await dialer.NextAsync(Token));
    }

    /// <summary>Pauses grow: 1, 2, 4 seconds; the failure is told once, and the message that was under way comes first.</summary>
    [Fact]
    public async Task Collector_ThatIsNotThere_IsTriedAgainEverMoreSeldom()
    {
        dialer.Failure = "nobody is there";
        Offer("one");
        await dialer.TriedAsync(Token);
        Assert.Equal("collector central: nobody is there", await NextToldAsync());
        foreach (var pause in new[] { 1, 2, 4 })
        {
            await WaitedForAsync(pause);
            await dialer.TriedAsync(Token);
        }
        dialer.Failure = null;
        Offer("two");
        await WaitedForAsync(8);
        Assert.EndsWith("one", await dialer.NextAsync(Token), StringComparison.Ordinal);
        Assert.EndsWith("two", await dialer.NextAsync(Token), StringComparison.Ordinal);
        Assert.Equal("the collector central is there again", await NextToldAsync());
    }

    [Fact]
    public async Task Messages_ThatHaveNoRoom_AreCountedAndToldFirst()
    {
        dialer.Failure = "nobody is there";
        Offer("first");
        await dialer.TriedAsync(Token);
        Assert.Equal("collector central: nobody is there", await NextToldAsync());
        const int large = 1000, all = (2 * CollectorSender.Room) / large;
        var kept = CollectorSender.Room / (large + LogQueue.Overhead);
        for (var number = 0; number < all; number++)
            Offer(number.ToString(CultureInfo.InvariantCulture).PadRight(large));
        dialer.Failure = null;
        await WaitedForAsync(1);
        var words = $"{all - kept} messages for the collector central were lost";
        Assert.EndsWith(words, await dialer.NextAsync(Token), StringComparison.Ordinal);
        Assert.Equal(words, await NextToldAsync());
        Assert.EndsWith(" first", await dialer.NextAsync(Token), StringComparison.Ordinal);
        Assert.Contains($" - - {all - kept} ", await dialer.NextAsync(Token), StringComparison.Ordinal);
    }

    private void Offer(string text) => sender.Offer(new SyslogMessage(SyslogMessage.Daemon, SyslogSeverity.Warning, text));

    /// <summary>Until the timer of that pause is set, and over: nothing happens before.</summary>
    private async Task WaitedForAsync(int seconds)
    {
        await Task.Delay(50, Token);
        time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        await Task.Delay(50, Token);
        Assert.Equal(0, dialer.Open);
        time.Advance(TimeSpan.FromMilliseconds(1));
    }

    private async Task<string> NextToldAsync()
    {
        Assert.True(await told.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Token));
        return told.Current;
    }
}
