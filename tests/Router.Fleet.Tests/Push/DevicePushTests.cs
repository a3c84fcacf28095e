using Router.Api.Contract;
using Router.Documents;
using Router.Fleet.Inventories;
using Router.Fleet.Push;
using Router.Fleet.Rollouts;

namespace Router.Fleet.Tests.Push;

public class DevicePushTests
{
    private readonly FakeClock clock = new();
    private readonly FakeRouter router;

    public DevicePushTests() => router = new FakeRouter(clock);

    [Fact]
    public async Task Push_NewConfiguration_IsConfirmedOverANewConnection()
    {
        var connections = 0;
        var atCommit = 0;
        router.Connecting = _ => { connections++; return null; };
        router.Before = (_, command) => atCommit = command.StartsWith("commit-file", StringComparison.Ordinal) ? connections : atCommit;
        var report = await Push();
        Assert.Equal((DeviceOutcome.Applied, 5, 2), (report.Outcome, report.Generation, report.Steps));
        Assert.Equal(("new\n", null), (router.Running, router.Pending));
        Assert.Equal((1, 2), (atCommit, connections));
    }

    [Fact]
    public async Task Push_ConfigurationThatRuns_IsNotCommittedAgain()
    {
        var report = await Push(document: "old\n");
        Assert.Equal((DeviceOutcome.Unchanged, 4), (report.Outcome, report.Generation));
        Assert.DoesNotContain(router.Commands, c => c.StartsWith("commit-file", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Push_Secrets_GoFirstOverStdinAndAlwaysCommit()
    {
        var report = await Push(document: "old\n", secrets: ValueMap<string, string>.Empty.With("psk", "swordfish"));
        Assert.Equal(DeviceOutcome.Applied, report.Outcome);
        Assert.Equal("swordfish", router.Secrets["psk"]);
        Assert.DoesNotContain(router.Commands, c => c.Contains("swordfish", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Push_BackToAGeneration_AsksForItsSecrets()
    {
        var exclusive = new PushSettings { Exclusive = true };
        Assert.Equal(4, (await Push(exclusive)).BeforeGeneration);
        var back = new PushOrder(new Device("oslo", "192.0.2.1"), "old\n") { ValuesOf = 4 };
        var report = await new DevicePush(router, router, clock, exclusive).RunAsync(back, TestContext.Current.CancellationToken);
        Assert.Equal((DeviceOutcome.Applied, 5), (report.Outcome, report.BeforeGeneration));
        Assert.Contains("commit-file --confirm 2 --values-of 4 --json", router.Commands);
    }

    [Fact]
    public async Task Push_Refusal_ReportsTheProblemsAndCommitsNothing()
    {
        router.Answer = c => c.StartsWith("commit-file", StringComparison.Ordinal)
            ? FakeRouter.Failed(FailureKind.Invalid, "the configuration has 2 problems", "a b", "c")
            : null;
        var report = await Push();
        Assert.Equal((DeviceOutcome.Refused, "the configuration has 2 problems"), (report.Outcome, report.Detail));
        Assert.Equal(["a b", "c"], report.Problems.Select(p => p.Path));
        Assert.Equal("old\n", router.Running);
    }

    [Fact]
    public async Task Push_CutOff_SaysWhenTheDeviceGoesBack()
    {
        router.Connecting = r => r.Pending is null ? null : Unreachable();
        var report = await Push();
        Assert.Equal((DeviceOutcome.CutOff, clock.Start.AddMinutes(2)), (report.Outcome, report.ReturnsAt));
        Assert.Contains("goes back by itself at", report.Detail);
        Assert.InRange(clock.Elapsed.TotalSeconds, 115, 120);
    }

    [Fact]
    public async Task Push_CutOffAndWait_SeesTheOldConfiguration()
    {
        router.Connecting = r => r.Pending is null ? null : Unreachable();
        var report = await Push(new() { WaitReturn = true });
        Assert.Equal(DeviceOutcome.Returned, report.Outcome);
        Assert.Contains("runs the old configuration", report.Detail);
    }

    [Fact]
    public async Task Push_CutOffForGood_SaysThatItIsNotBack()
    {
        var gone = false;
        router.After = (_, command) => gone |= command.StartsWith("commit-file", StringComparison.Ordinal);
        router.Connecting = _ => gone ? Unreachable() : null;
        var report = await Push(new() { WaitReturn = true });
        Assert.Equal(DeviceOutcome.CutOff, report.Outcome);
        Assert.Contains("not back 60 s after its time", report.Detail);
        Assert.InRange(clock.Elapsed.TotalSeconds, 180, 184);
    }

    [Fact]
    public async Task Push_SlowToComeBack_IsConfirmedLate()
    {
        router.Connecting = r => r.Pending is not null && clock.Elapsed < TimeSpan.FromSeconds(90) ? Unreachable() : null;
        Assert.Equal(DeviceOutcome.Applied, (await Push()).Outcome);
        Assert.Equal("new\n", router.Running);
    }

    [Fact]
    public async Task Push_AnswerOfTheCommitIsLost_IsConfirmedAllTheSame()
    {
        router.After = (_, command) => Break(command, "commit-file");
        Assert.Equal(DeviceOutcome.Applied, (await Push()).Outcome);
    }

    [Fact]
    public async Task Push_AnswerOfTheConfirmationIsLost_IsFoundConfirmed()
    {
        router.After = (_, command) => Break(command, "confirm");
        var report = await Push();
        Assert.Equal((DeviceOutcome.Applied, 5), (report.Outcome, report.Generation));
    }

    [Fact]
    public async Task Push_AnswerOfAnotherVersion_IsConfirmedAllTheSame()
    {
        router.Translate = (command, output) => command.StartsWith("commit-file", StringComparison.Ordinal)
            ? output with { Out = "{ \"done\": true }" }
            : output;
        Assert.Equal(DeviceOutcome.Applied, (await Push()).Outcome);
    }

    /// <summary>A device that takes a mark off, turns line ends, ends the last line, joins a letter and its accent.</summary>
    [Theory]
    [InlineData("\uFEFFversion: 1\n")]
    [InlineData("version: 1\r\n# two\r\n")]
    [InlineData("version: 1")]
    [InlineData("version: 1  \n\n\n")]
    [InlineData("version: 1\n# cafe\u0301\n")]
    public async Task Push_DeviceStoresTheTextInItsOwnWay_IsConfirmed(string document)
    {
        router.Stores = OwnWay;
        router.After = (_, command) => Break(command, "confirm");
        var report = await Push(document: document);
        Assert.Equal((DeviceOutcome.Applied, 5), (report.Outcome, report.Generation));
        Assert.Equal(OwnWay(document), router.Running);
    }

    [Theory]
    [InlineData("\uFEFFversion: 1\n")]
    [InlineData("version: 1\r\n")]
    public async Task Push_StoredInItsOwnWayAndTheAnswerIsLost_IsConfirmed(string document)
    {
        router.Stores = OwnWay;
        router.After = (_, command) => Break(command, "commit-file");
        Assert.Equal(DeviceOutcome.Applied, (await Push(document: document)).Outcome);
    }

    [Fact]
    public async Task Push_MarkBeforeADocumentThatRuns_IsUnchanged() =>
        Assert.Equal(DeviceOutcome.Unchanged, (await Push(document: "\uFEFFold\n")).Outcome);

    [Fact]
    public async Task Push_SomebodyElsesCommitWaits_IsNotConfirmed()
    {
        router.After = (r, command) =>
        {
            if (command.StartsWith("commit-file", StringComparison.Ordinal)
                && r.Commands.Count(c => c.StartsWith("commit-file", StringComparison.Ordinal)) == 1)
            {
                clock.Elapsed += TimeSpan.FromSeconds(1);
                r.CommitOfAnother("theirs\n");
            }
        };
        Assert.Equal(DeviceOutcome.Returned, (await Push()).Outcome);
        Assert.DoesNotContain("confirm --json", router.Commands);
    }

    [Fact]
    public async Task Push_Notes_AreReported()
    {
        router.Notes = ["4:5: firewall sets block: no rule uses it"];
        Assert.Equal(router.Notes, (await Push()).Notes);
    }

    [Fact]
    public async Task Push_CommitThatNeverArrives_IsNotReportedAsApplied()
    {
        router.Before = (_, command) => Break(command, "commit-file");
        var report = await Push();
        Assert.Equal(DeviceOutcome.CutOff, report.Outcome);
        Assert.Contains("it runs another configuration", report.Detail);
        Assert.Equal("old\n", router.Running);
    }

    [Fact]
    public async Task Push_WentBackBeforeItWasReached_IsReturned()
    {
        router.After = (_, command) => clock.Elapsed += command.StartsWith("commit-file", StringComparison.Ordinal)
            ? TimeSpan.FromSeconds(117)
            : TimeSpan.Zero;
        router.Connecting = r =>
        {
            clock.Elapsed += r.Pending is null ? TimeSpan.Zero : TimeSpan.FromSeconds(5);
            return null;
        };
        Assert.Equal(DeviceOutcome.Returned, (await Push(new() { WaitReturn = true })).Outcome);
    }

    [Theory]
    [InlineData(ConnectFailure.Unreachable, DeviceOutcome.Unreachable)]
    [InlineData(ConnectFailure.HostKey, DeviceOutcome.HostKey)]
    [InlineData(ConnectFailure.Login, DeviceOutcome.Login)]
    public async Task Push_NoConnection_SaysWhy(ConnectFailure kind, DeviceOutcome outcome)
    {
        router.Connecting = _ => new ConnectException(kind, "why");
        Assert.Equal((outcome, "why"), ((await Push()).Outcome, (await Push()).Detail));
    }

    [Fact]
    public async Task Push_NotARouter_IsAFailure()
    {
        router.Answer = _ => new CommandOutput(127, "", "sh: show: not found\n");
        var report = await Push();
        Assert.Equal(DeviceOutcome.Failed, report.Outcome);
        Assert.Contains("exit code 127): sh: show: not found", report.Detail);
    }

    [Fact]
    public async Task Push_InterruptedAfterTheCommit_SaysThatItGoesBack()
    {
        using var source = new CancellationTokenSource();
        router.After = (_, command) => { if (command.StartsWith("commit-file", StringComparison.Ordinal)) source.Cancel(); };
        var report = await Push(stopping: source.Token);
        Assert.Equal((DeviceOutcome.Interrupted, clock.Start.AddMinutes(2)), (report.Outcome, report.ReturnsAt));
    }

    [Fact]
    public async Task Push_Forecast_ComesBeforeTheCommitAndIsReported()
    {
        var report = await Push(new() { Forecast = true });
        Assert.Equal((DeviceOutcome.Applied, 3), (report.Outcome, report.Ends));
        Assert.Equal("old\n", report.Before);
        Assert.True(
            router.Commands.IndexOf("commit-file --dry-run --json")
                < router.Commands.FindIndex(c => c.StartsWith("commit-file --confirm", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Push_ForecastRefuses_CommitsNothing()
    {
        router.Answer = c => c == "commit-file --dry-run --json" ? FakeRouter.Failed(FailureKind.Invalid, "it has a problem", "a b") : null;
        var report = await Push(new() { Forecast = true });
        Assert.Equal((DeviceOutcome.Refused, "it has a problem", "a b"), (report.Outcome, report.Detail, report.Problems[0].Path));
        Assert.DoesNotContain(router.Commands, c => c.StartsWith("commit-file --confirm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Push_DryRun_SendsNothingThatIsKept()
    {
        var report = await Push(new() { DryRun = true }, secrets: ValueMap<string, string>.Empty.With("psk", "swordfish"));
        Assert.Equal((DeviceOutcome.Forecast, "would take 2 steps and end 3 sessions"), (report.Outcome, report.Detail));
        Assert.Empty(router.Secrets);
        Assert.Equal("old\n", router.Running);
    }

    [Fact]
    public async Task Push_WorseThanBefore_IsTakenBack()
    {
        router.Failing = r => r.Pending is null ? [] : ["dns"];
        var report = await Push(new() { Health = true, HealthWait = TimeSpan.FromSeconds(10) });
        Assert.Equal(DeviceOutcome.Unhealthy, report.Outcome);
        Assert.Contains("service dns: no port; it was taken back", report.Detail);
        Assert.Equal(("old\n", null), (router.Running, router.Pending));
        Assert.InRange(clock.Elapsed.TotalSeconds, 10, 20);
        Assert.DoesNotContain("confirm --json", router.Commands);
    }

    [Fact]
    public async Task Push_ServiceThatComesBackOrFailedBefore_IsConfirmed()
    {
        router.Failing = r => r.Pending is null ? ["proxy"] : clock.Elapsed < TimeSpan.FromSeconds(5) ? ["proxy", "dns"] : ["proxy"];
        Assert.Equal(DeviceOutcome.Applied, (await Push(new() { Health = true })).Outcome);
        Assert.InRange(clock.Elapsed.TotalSeconds, 5, 12);
    }

    /// <summary>The window ends before the health may.</summary>
    [Fact]
    public async Task Push_WorseAndShortWindow_IsTakenBackBeforeItEnds()
    {
        router.Failing = r => r.Pending is null ? [] : ["dns"];
        var report = await Push(new() { Health = true, HealthWait = TimeSpan.FromHours(1), ConfirmMinutes = 1 });
        Assert.Contains("it was taken back", report.Detail);
        Assert.InRange(clock.Elapsed.TotalSeconds, 50, 58);
    }

    [Fact]
    public async Task Push_SomebodyElsesCommitWaitsAlready_IsLeftAlone()
    {
        router.CommitOfAnother("theirs\n");
        router.Comment = "by ben";
        var report = await Push(new() { Exclusive = true, Comment = "by anna" }, secrets: ValueMap<string, string>.Empty.With("psk", "x"));
        Assert.Equal(DeviceOutcome.Busy, report.Outcome);
        Assert.StartsWith("a commit of admin (by ben) waits for its confirmation until ", report.Detail);
        Assert.Equal(("theirs\n", 0), (router.Pending, router.Secrets.Count));
    }

    /// <summary>The tool was killed between commit and confirmation, and goes on.</summary>
    [Fact]
    public async Task Push_OnesOwnCommitWaits_IsGoneOnWith()
    {
        router.CommitOfAnother("new\n");
        router.Comment = "push 7 by anna";
        var report = await Push(new() { Exclusive = true, Comment = "push 7 by anna" });
        Assert.Equal((DeviceOutcome.Applied, 5), (report.Outcome, report.Generation));
        Assert.DoesNotContain(router.Commands, c => c.StartsWith("commit-file", StringComparison.Ordinal));
        // The same remark on another document is not ours.
        router.CommitOfAnother("newer\n");
        Assert.Equal(DeviceOutcome.Busy, (await Push(new() { Exclusive = true, Comment = "push 7 by anna" })).Outcome);
    }

    [Fact]
    public async Task Fleet_OneBadDevice_DoesNotKeepTheOthersFromTheirs()
    {
        var bad = new FakeRouter(clock) { Connecting = _ => Unreachable() };
        var by = new Dictionary<string, FakeRouter> { ["good"] = router, ["bad"] = bad };
        var heard = new List<string>();
        var orders = by.Keys.Select(name => new PushOrder(new Device(name, name), "new\n")).ToList();
        var push = new Rollout<PushOrder, PushReport>(
            new Switchboard(by), clock, new() { Parallel = 1 }, (first, again) => new DevicePush(first, again, clock, new()).RunAsync);
        var reports = await push.RunAsync(
            orders, (order, why) => new(order.Device.Name, DeviceOutcome.Skipped, why),
            new ReportWatch<PushReport>(report => heard.Add(report.Device)), TestContext.Current.CancellationToken);
        Assert.Equal([DeviceOutcome.Applied, DeviceOutcome.Unreachable], reports.Select(r => r.Outcome));
        Assert.Equal(2, heard.Count);
    }

    private Task<PushReport> Push(
        PushSettings? settings = null, string document = "new\n",
        ValueMap<string, string>? secrets = null, CancellationToken? stopping = null) =>
        new DevicePush(router, router, clock, settings ?? new()).RunAsync(
            new PushOrder(new Device("oslo", "192.0.2.1"), document) { Secrets = secrets ?? ValueMap<string, string>.Empty },
            stopping ?? TestContext.Current.CancellationToken);

    private static string OwnWay(string text) =>
        text.Replace("\uFEFF", "", StringComparison.Ordinal)
            .Replace("\r", "", StringComparison.Ordinal)
            .Replace("e\u0301", "\u00E9", StringComparison.Ordinal)
            .TrimEnd()
        + "\n";

    private bool broken;

    private void Break(string command, string name)
    {
        if (broken || !command.StartsWith(name, StringComparison.Ordinal))
            return;
        broken = true;
        throw new IOException("the connection broke");
    }

    private static ConnectException Unreachable() => new(ConnectFailure.Unreachable, "nobody listens there");

    private sealed class Switchboard(Dictionary<string, FakeRouter> routers) : IDeviceConnector
    {
        public Task<IDeviceSession> ConnectAsync(Device device, CancellationToken stopping) =>
            routers[device.Name].ConnectAsync(device, stopping);
    }
}
