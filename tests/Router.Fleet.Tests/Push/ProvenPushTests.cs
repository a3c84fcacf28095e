using Router.Fleet.Inventories;
using Router.Fleet.Push;
using Router.Fleet.Statements;

namespace Router.Fleet.Tests.Push;

/// <summary>A push says "applied" by a signed statement and by nothing else.</summary>
public class ProvenPushTests
{
    private static readonly Device Device = new("r", "192.0.2.1");

    private readonly FakeClock clock = new();
    private readonly FakeRouter router;
    private readonly MemoryRecords records = new();

    public ProvenPushTests() => router = new FakeRouter(clock);

    [Fact]
    public async Task Push_SignedAfterTheConfirmation_IsApplied_AndRemembered()
    {
        var report = await PushAsync();
        Assert.Equal((DeviceOutcome.Applied, 5), (report.Outcome, report.Generation));
        Assert.Equal(router.Running, records.Of("r")!.Pushed!.Text);
        Assert.Equal(records.Of("r")!.Statement.Document, records.Of("r")!.Pushed!.Runs);
        Assert.True(router.Commands.LastIndexOf("show statement --json") > router.Commands.IndexOf("confirm --json"));
        Assert.Equal(DeviceOutcome.Unchanged, (await PushAsync()).Outcome);
    }

    [Fact]
    public async Task Push_SignedAsAnotherDocument_IsNotProven()
    {
        router.Signs = _ => "something else\n";
        var report = await PushAsync();
        Assert.Equal(
            (DeviceOutcome.Unproven, "it is confirmed, and not proven: it signs that it runs another one", false),
            (report.Outcome, report.Detail, report.Good));
        Assert.Null(records.Of("r")!.Pushed);
        report = await PushAsync();
        Assert.Equal(
            (DeviceOutcome.Unproven, "it says to run this configuration already, and signs that it runs another one"),
            (report.Outcome, report.Detail));
    }

    [Fact]
    public async Task Push_OfAnotherKeyThanBefore_SendsNothing()
    {
        await PushAsync();
        router.ForgetKey();
        router.Commands.Clear();
        var report = await PushAsync("version: 1\nsystem: { hostname: other }\n");
        Assert.Equal(DeviceOutcome.Unproven, report.Outcome);
        Assert.Contains("routerctl fleet status r --new-key; nothing was sent", report.Detail);
        Assert.DoesNotContain(router.Commands, command => command.StartsWith("commit-file", StringComparison.Ordinal));
    }

    private Task<PushReport> PushAsync(string document = "version: 1\nsystem: { hostname: new }\n") =>
        new DevicePush(router, router, clock, new PushSettings(), new StatementDesk(records, clock)).RunAsync(
            new PushOrder(Device, DocumentText.AsStored(document)), TestContext.Current.CancellationToken);

    private sealed class MemoryRecords : IDeviceRecords
    {
        private readonly Dictionary<string, string> texts = [];

        public DeviceRecord? Of(string device) => Read(device);

        public DeviceRecord? Read(string device) => texts.TryGetValue(device, out var text) ? DeviceRecord.Parse(text) : null;

        public void Change(string device, Func<DeviceRecord?, DeviceRecord> change) => texts[device] = change(Read(device)).ToText();
    }
}
