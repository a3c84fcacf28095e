using Router.Bundles;
using Router.Bundles.Format;
using Router.Core.Trust;
using Router.Fleet.Inventories;
using Router.Fleet.Push;
using Router.Fleet.Rollouts;
using Router.Fleet.Tests.Push;
using Router.Fleet.Upgrades;
using Router.Testing.Bundles;

namespace Router.Fleet.Tests.Upgrades;

public class DeviceUpgradeTests
{
    private static readonly TestBundle Made = new();

    private readonly UpgradableDevice device = new();
    private readonly FakeClock clock = new();

    [Fact]
    public async Task Upgrade_ADeviceThatKeepsIt_SaysSo()
    {
        var report = await RunAsync(Made);
        Assert.Equal((DeviceOutcome.Kept, "runs version 1.2.3 from slot b"), (report.Outcome, report.Detail));
        Assert.Equal((device.Came, Made.Index().Length, "b"), (report.Sent, report.Size, report.Slot));
        Assert.NotNull(device.Other.Armed);
        Assert.Contains("upgrade --offer --json", device.Commands);
    }

    [Fact]
    public async Task Upgrade_AChange_IsSentAlone()
    {
        var before = new Dictionary<string, byte[]>(Made.Files);
        before[BundleNames.Root] = [.. before[BundleNames.Root][..80_000], 7, .. before[BundleNames.Root][80_000..]];
        device.Running = new MemorySource(before);
        var report = await RunAsync(Made);
        Assert.Equal(DeviceOutcome.Kept, report.Outcome);
        Assert.InRange(report.Sent, 1, 2 * TestBundle.Sizes.Largest);
    }

    [Fact]
    public async Task Upgrade_ADeviceThatGoesBack_SaysWhy()
    {
        device.IsKept = false;
        var report = await RunAsync(Made);
        Assert.Equal(DeviceOutcome.Returned, report.Outcome);
        Assert.Equal(["uplink wan: no answer"], report.Reasons);
        Assert.False(report.Good);
    }

    [Fact]
    public async Task Upgrade_ADeviceThatNeverDecides_SaysWhatItWaitsFor()
    {
        device.Hesitates = true;
        var report = await RunAsync(Made);
        Assert.Equal((DeviceOutcome.Undecided, "not decided within 15 minutes: it runs on trial"), (report.Outcome, report.Detail));
        Assert.Equal(["uplink wan: no answer"], report.Reasons);
        Assert.InRange(clock.Elapsed, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(16));
    }

    [Fact]
    public async Task Upgrade_ADeviceThatIsNotReachedAgain_SaysSo()
    {
        device.Connecting = () => device.Other.Armed is null
            ? null
            : new ConnectException(ConnectFailure.Unreachable, "nobody listens there");
        var report = await RunAsync(Made);
        Assert.Equal(
            (DeviceOutcome.Undecided, "not decided within 15 minutes: nobody listens there"), (report.Outcome, report.Detail));
    }

    [Fact]
    public async Task Upgrade_NobodyWaits_IsWritten()
    {
        var report = await RunAsync(Made, new UpgradeSettings { Wait = false });
        Assert.Equal((DeviceOutcome.Written, "slot b is version 1.2.3; it restarts and tries it"), (report.Outcome, report.Detail));
        Assert.Equal(["upgrade --offer --json"], device.Commands);
    }

    [Fact]
    public async Task Upgrade_WithoutARestart_IsWritten()
    {
        var report = await RunAsync(Made, new UpgradeSettings { Restart = false });
        Assert.Equal((DeviceOutcome.Written, "slot b is version 1.2.3; its next restart tries it"), (report.Outcome, report.Detail));
        Assert.Equal(["upgrade --offer --no-reboot --json"], device.Commands);
    }

    [Fact]
    public async Task Upgrade_ALineThatBreaks_SendsTheRestTheNextTime()
    {
        device.BreaksAfter = 100_000;
        var broken = await RunAsync(Made);
        Assert.Equal(DeviceOutcome.Failed, broken.Outcome);
        Assert.EndsWith("upgrade again: what came is kept", broken.Detail, StringComparison.Ordinal);
        Assert.Null(device.Other.Armed);
        device.BreaksAfter = long.MaxValue;
        var report = await RunAsync(Made);
        Assert.Equal(DeviceOutcome.Kept, report.Outcome);
        Assert.InRange(report.Sent, Made.Index().Length - 100_000, Made.Index().Length - 100_000 + (2 * TestBundle.Sizes.Largest));
    }

    [Fact]
    public async Task Upgrade_WhatTheDeviceDoesNotTake_IsRefusedWithItsWords()
    {
        using var stranger = P256.Generate();
        var report = await RunAsync(new TestBundle { SignedBy = stranger });
        Assert.Equal(DeviceOutcome.Refused, report.Outcome);
        Assert.StartsWith("it is signed by none of the keys that are trusted", report.Detail, StringComparison.Ordinal);
        Assert.False(device.Other.WasDisarmed);
    }

    [Theory]
    [InlineData(ConnectFailure.HostKey, DeviceOutcome.HostKey)]
    [InlineData(ConnectFailure.Login, DeviceOutcome.Login)]
    [InlineData(ConnectFailure.Unreachable, DeviceOutcome.Unreachable)]
    public async Task Upgrade_ADeviceThatLetsNobodyIn_IsToldApart(ConnectFailure kind, DeviceOutcome outcome)
    {
        device.Connecting = () => new ConnectException(kind, "no");
        Assert.Equal((outcome, "no"), ((await RunAsync(Made)).Outcome, "no"));
    }

    private async Task<UpgradeReport> RunAsync(TestBundle made, UpgradeSettings? settings = null)
    {
        var upgrade = new Rollout<Device, UpgradeReport>(
            device, clock, new(),
            (first, again) => new DeviceUpgrade(
                first, again, clock, settings ?? new UpgradeSettings(), new Source(made.ToBytes()), new Watch()).RunAsync);
        var reports = await upgrade.RunAsync(
            [new Device("r1", "192.0.2.1")], (device, why) => new(device.Name, DeviceOutcome.Skipped, why),
            new ReportWatch<UpgradeReport>(_ => { }), TestContext.Current.CancellationToken);
        return Assert.Single(reports);
    }

    private sealed class Source(byte[] bundle) : IBundleSource
    {
        private readonly int head = BundleHeader.Parse(bundle).HeadLength;

        public ReadOnlyMemory<byte> HeadBytes => bundle.AsMemory(0, head);

        public string Version => "1.2.3";

        public void Read(long offset, Span<byte> buffer) => bundle.AsSpan((int)(head + offset), buffer.Length).CopyTo(buffer);
    }

    private sealed class Watch : IUpgradeWatch
    {
        public void Sends(string device, long sent, long wanted) => Assert.InRange(sent, 1, wanted);

        public void Restarts(string device, string slot) => Assert.Equal("b", slot);
    }
}
