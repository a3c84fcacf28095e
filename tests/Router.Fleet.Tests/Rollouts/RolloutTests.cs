using Router.Fleet.Inventories;
using Router.Fleet.Push;
using Router.Fleet.Rollouts;
using Router.Fleet.Tests.Push;

namespace Router.Fleet.Tests.Rollouts;

public class RolloutTests
{
    private readonly FakeClock clock = new();
    private readonly Watch watch = new();

    /// <summary>How long a device takes that fares well.</summary>
    private Task takes = Task.CompletedTask;

    [Theory]
    [InlineData(20, 0, null, "20")]
    [InlineData(20, 2, "10%", "2 2 2 2 2 2 2 2 2 2")]
    [InlineData(22, 2, "25%", "2 6 6 6 2")]
    [InlineData(5, 0, "1%", "1 1 1 1 1")]
    [InlineData(3, 5, "2", "3")]
    [InlineData(7, 1, "4", "1 4 2")]
    [InlineData(0, 2, "4", "")]
    [InlineData(5, 2, "100%", "2 3")]
    public void Waves_Settings_ShareOutAll(int devices, int canary, string? wave, string expected) =>
        Assert.Equal(
            expected,
            string.Join(' ', new RolloutSettings { Canary = canary, Wave = wave is null ? null : WaveSize.Parse(wave) }.Waves(devices)));

    [Theory]
    [InlineData("0")]
    [InlineData("101%")]
    [InlineData("%")]
    [InlineData("-1")]
    [InlineData("ten")]
    public void WaveSize_OtherText_IsNone(string text) => Assert.Null(WaveSize.Parse(text));

    [Fact]
    public async Task Run_Waves_FollowEachOtherAfterAPause()
    {
        var reports = await Run(4, new() { Canary = 1, Wave = new(2, false), Pause = TimeSpan.FromMinutes(5) });
        // Those of one wave are done at once.
        watch.Heard.Sort(4, 2, StringComparer.Ordinal);
        Assert.Equal(["1/3: 1", "d1", "pause 300", "2/3: 2", "d2", "d3", "pause 300", "3/3: 1", "d4"], watch.Heard);
        Assert.All(reports, report => Assert.Equal(DeviceOutcome.Applied, report.Outcome));
        Assert.Equal(10, clock.Elapsed.TotalMinutes);
    }

    [Fact]
    public async Task Run_MoreFailuresThanAllowed_BeginsNoOther()
    {
        var reports = await Run(6, new() { Wave = new(1, false), MaxFailures = 1 }, "d2", "d3");
        Assert.Equal("Applied Failed Failed Skipped Skipped Skipped", Outcomes(reports));
        Assert.Contains("halt: 2 devices fared badly", watch.Heard);
        Assert.Equal("not: 2 devices fared badly", reports[5].Detail);
    }

    [Fact]
    public async Task Run_OneOfTheCanary_HaltsWhateverIsAllowed()
    {
        var reports = await Run(4, new() { Canary = 2, MaxFailures = 100 }, "d1");
        Assert.Equal("Failed Applied Skipped Skipped", Outcomes(reports));
    }

    /// <summary>Whoever waits for a connection when it is halted does not get one any more.</summary>
    [Fact]
    public async Task Run_HaltedInsideAWave_ThoseThatQueueAreNotBegun()
    {
        // Whoever gets the connection of the first before its report is counted is not done before that.
        var counted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watch.OnDone = () => counted.TrySetResult();
        takes = counted.Task;
        var reports = await Run(50, new() { MaxFailures = 0, Parallel = 1 }, "d1");
        // One or two get the connection of the first before its report is counted.
        Assert.InRange(reports.Count(report => report.Outcome == DeviceOutcome.Skipped), 40, 49);
    }

    [Fact]
    public async Task Run_DoneBefore_IsNotDoneAgain()
    {
        var reports = await Rollout(new() { Canary = 2, Wave = new(2, false), Pause = TimeSpan.FromMinutes(1) }).RunAsync(
            Jobs(5), Skipped, watch, Stopping,
            job => job is "d1" or "d2" or "d3" ? new PushReport(job, DeviceOutcome.Applied, "before") : null);
        Assert.Equal(["2/3: 1", "d4", "pause 60", "3/3: 1", "d5"], watch.Heard);
        Assert.Equal(["before", "before", "before", "", ""], reports.Select(report => report.Detail));
    }

    [Fact]
    public async Task Run_Stopped_ReportsWhatWasNotBegun()
    {
        using var source = new CancellationTokenSource();
        watch.OnDone = () => source.Cancel();
        var reports = await Rollout(new() { Wave = new(1, false), Pause = TimeSpan.FromMinutes(1) })
            .RunAsync(Jobs(3), Skipped, watch, source.Token);
        Assert.Equal("Applied Interrupted Interrupted", Outcomes(reports));
    }

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private static List<string> Jobs(int count) => [.. Enumerable.Range(1, count).Select(n => $"d{n}")];

    private static PushReport Skipped(string job, string why) => new(job, DeviceOutcome.Skipped, $"not: {why}");

    private static string Outcomes(IReadOnlyList<PushReport> reports) => string.Join(' ', reports.Select(report => report.Outcome));

    private Task<IReadOnlyList<PushReport>> Run(int count, RolloutSettings settings, params string[] bad) =>
        Rollout(settings, bad).RunAsync(Jobs(count), Skipped, watch, Stopping);

    private Rollout<string, PushReport> Rollout(RolloutSettings settings, params string[] bad) =>
        new(new Nobody(), clock, settings, (first, _) => async (job, stopping) =>
        {
            try
            {
                await using var session = await first.ConnectAsync(new Device(job, job), stopping);
                await Task.Yield();
                stopping.ThrowIfCancellationRequested();
                if (bad.Contains(job))
                    return new PushReport(job, DeviceOutcome.Failed, "");
                await takes;
                return new PushReport(job, DeviceOutcome.Applied, "");
            }
            catch (OperationCanceledException)
            {
                return new PushReport(job, DeviceOutcome.Interrupted, "");
            }
        });

    private sealed class Nobody : IDeviceConnector, IDeviceSession
    {
        public Task<IDeviceSession> ConnectAsync(Device device, CancellationToken stopping)
        {
            stopping.ThrowIfCancellationRequested();
            return Task.FromResult<IDeviceSession>(this);
        }

        public Task<CommandOutput> RunAsync(string command, ReadOnlyMemory<byte> input, CancellationToken stopping) =>
            throw new NotSupportedException();

        public Task<CommandOutput> TalkAsync(
            string command, Func<Stream, Stream, CancellationToken, Task> talk, TimeSpan endsWithin, CancellationToken stopping) =>
            throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Watch : IRolloutWatch<PushReport>
    {
        private readonly Lock gate = new();

        public List<string> Heard { get; } = [];

        public Action OnDone { get; set; } = () => { };

        public void Wave(int number, int of, int devices) => Hear($"{number}/{of}: {devices}");

        public void Done(PushReport report)
        {
            Hear(report.Device);
            OnDone();
        }

        public void Pauses(TimeSpan time) => Hear($"pause {time.TotalSeconds}");

        public void Halts(string why) => Hear($"halt: {why}");

        private void Hear(string line)
        {
            lock (gate)
                Heard.Add(line);
        }
    }
}
