using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Router.Daemon.Engine;
using Router.Daemon.Logs;
using Router.Daemon.Tests.Fakes;
using Serilog;

namespace Router.Daemon.Tests.Logs;

/// <summary>Collectors of documents: what they get, from when on, and until when.</summary>
public sealed class LogForwarderTests : IAsyncDisposable
{
    private const string One = "system: { hostname: home, log: { collectors: { one: { address: log.example, transport: tcp } } } }\n";

    private static readonly Author Anna = new("anna", "local");

    private readonly TestRouter router = new();
    private readonly FakeDialer dialer = new();
    private readonly Lines lines = new();
    private readonly OwnLog own = new();
    private readonly CancellationTokenSource ending = new();
    private Task running = Task.CompletedTask;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.Equal(0, dialer.Open);
        ending.Dispose();
        await router.DisposeAsync();
    }

    [Fact]
    public async Task Collector_OfTheBoot_GetsWhatWasSaidBefore()
    {
        Say("it starts");
        lines.Waiting.Enqueue("May 17 11:59:58 home daemon.info dnsmasq[7]: started");
        await BeginAsync(One);
        string[] got = [await dialer.NextAsync(Token), await dialer.NextAsync(Token)];
        Assert.Contains(got, text => text.EndsWith(" - - it starts", StringComparison.Ordinal));
        Assert.Contains("<30>1 2026-05-17T11:59:58.000000+00:00 home dnsmasq 7 - - started", got);
    }

    [Fact]
    public async Task Collector_OfACommit_GetsWhatIsSaidFromThenOn()
    {
        await BeginAsync("");
        lines.Waiting.Enqueue("May 17 11:59:58 home daemon.info dnsmasq[7]: before");
        await CommitAsync(One);
        lines.Waiting.Enqueue("May 17 12:00:01 home daemon.info dnsmasq[7]: after");
        await AdvanceAsync();
        Assert.EndsWith(" - - after", await dialer.NextAsync(Token), StringComparison.Ordinal);
    }

    /// <summary>A commit about something else leaves the connection; one without the collector ends it.</summary>
    [Fact]
    public async Task Collector_KeepsItsLineUntilItGoes()
    {
        await BeginAsync(One);
        Say("one");
        Assert.EndsWith("one", await dialer.NextAsync(Token), StringComparison.Ordinal);
        await CommitAsync($"{One}routes: {{ 10.9.0.0/16: {{ blackhole: true }} }}\n");
        Say("two");
        Assert.EndsWith("two", await dialer.NextAsync(Token), StringComparison.Ordinal);
        await dialer.TriedAsync(Token);
        Assert.Equal(1, dialer.Open);
        await CommitAsync("");
        Assert.Equal(0, dialer.Open);
        Say("nobody hears it");
        await CommitAsync(One);
        Say("three");
        Assert.EndsWith("three", await dialer.NextAsync(Token), StringComparison.Ordinal);
    }

    private void Say(string text)
    {
        using var logger = new LoggerConfiguration().WriteTo.Sink(own).CreateLogger();
        logger.Information("{Text:l}", text);
    }

    private async Task BeginAsync(string system)
    {
        await router.BootAsync();
        await CommitAsync(system);
        var forwarder = new LogForwarder(
            lines, own, dialer, router.Engine, router.Events, router.Time, NullLogger<LogForwarder>.Instance);
        running = forwarder.RunAsync(ending.Token);
        await Task.Delay(50, Token);
    }

    private async Task CommitAsync(string system)
    {
        await router.Engine.CommitAsync(TestRouter.Document("10.1.0.1/24", system), null, Anna, null);
        await Task.Delay(50, Token);
    }

    private async Task AdvanceAsync()
    {
        router.Time.Advance(TimeSpan.FromSeconds(1));
        await Task.Delay(50, Token);
    }

    private sealed class Lines : ISystemLog
    {
        public Queue<string> Waiting { get; } = new();

        public async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken stopping)
        {
            await Task.Yield();
            while (Waiting.TryDequeue(out var line))
                yield return line;
        }

        public void Skip() => Waiting.Clear();
    }
}
