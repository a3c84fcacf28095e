using Microsoft.Extensions.Logging.Abstractions;
using Router.Daemon.Engine;
using Router.Daemon.Schedules;
using Router.Daemon.Tests.Fakes;
using Router.Features.Schedules;

namespace Router.Daemon.Tests.Schedules;

/// <summary>What is done by the clock, and what is not when the clock jumps. It is noon of the 17th of May 2026.</summary>
public sealed class SchedulerTests : IAsyncDisposable
{
    private static readonly Author Anna = new("anna", "local");

    private readonly TestRouter router = new();
    private readonly Runner runner = new();
    private readonly CancellationTokenSource ending = new();
    private Task running = Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
        await router.DisposeAsync();
    }

    [Fact]
    public async Task Schedule_IsDoneAtItsTimeAndNotBefore()
    {
        await BeginAsync("at: [\"12:02\"], command: reboot");
        await AdvanceAsync(TimeSpan.FromSeconds(119));
        Assert.Empty(runner.Done);
        await AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal(["reboot"], runner.Done);
        await AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(["reboot"], runner.Done);
    }

    [Fact]
    public async Task Schedule_ThatComesAgain_IsDoneEachTime()
    {
        await BeginAsync("every: 5m, shell: \"true\"");
        for (var minute = 0; minute < 16; minute++)
            await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["true", "true", "true"], runner.Done);
    }

    /// <summary>A router that boots without a clock does not catch up with half a century.</summary>
    [Fact]
    public async Task Clock_ThatJumps_LeavesOutWhatWasBetween()
    {
        await BeginAsync("at: [\"12:30\"], command: reboot");
        router.Time.Jump(TimeSpan.FromHours(3));
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Empty(runner.Done);
    }

    [Fact]
    public async Task Schedule_OfACommit_TakesThePlaceOfTheOneBefore()
    {
        await BeginAsync("at: [\"12:02\"], command: reboot");
        await CommitAsync("at: [\"12:03\"], command: poweroff");
        await AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Empty(runner.Done);
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["poweroff"], runner.Done);
    }

    [Fact]
    public async Task Schedule_ThatHasNotEnded_IsNotBegunAgain()
    {
        runner.Until = new TaskCompletionSource();
        await BeginAsync("every: 1m, shell: \"true\"");
        for (var minute = 0; minute < 3; minute++)
            await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["true"], runner.Done);
        runner.Until.SetResult();
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["true", "true"], runner.Done);
    }

    private async Task BeginAsync(string schedule)
    {
        await router.BootAsync();
        await CommitAsync(schedule);
        var scheduler = new Scheduler(runner, router.Engine, router.Events, router.Time, NullLogger<Scheduler>.Instance);
        running = scheduler.RunAsync(ending.Token);
        await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    private async Task CommitAsync(string schedule)
    {
        await router.Engine.CommitAsync(
            TestRouter.Document("10.1.0.1/24", $"system: {{ schedule: {{ night: {{ {schedule} }} }} }}\n"), null, Anna, null);
        await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    /// <summary>And until the loop has looked at it.</summary>
    private async Task AdvanceAsync(TimeSpan by)
    {
        router.Time.Advance(by);
        await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    private sealed class Runner : IScheduledRunner
    {
        public List<string> Done { get; } = [];

        public TaskCompletionSource? Until { get; set; }

        public async Task<string?> RunAsync(ScheduleConfig schedule, CancellationToken stopping)
        {
            Done.Add(schedule.Command ?? schedule.Shell!);
            if (Until is { } until)
                await until.Task.WaitAsync(stopping);
            return null;
        }
    }
}
