using System.Net;
using Router.Core.Edges;
using Router.Core.Values;
using Router.Daemon.Engine;
using Router.Daemon.Tests.Fakes;

namespace Router.Daemon.Tests.Failures;

/// <summary>Whatever the device throws at the watch: it is told, the watch goes on, and what was changed meanwhile is put back.</summary>
public sealed class DriftFailureTests
{
    private static readonly string Heal = TestRouter.Document("192.168.1.1/24", "system: { drift: heal }\n");
    private static readonly DeviceNotice Gone = new DeviceNotice.Address(
        3, new InterfaceAddress(IPAddress.Parse("192.168.1.1"), 24), Gone: true);

    private static readonly string[] Looking =
        [
            "IDeviceWatch.Follow", "IDeviceWatch.BreakSealAsync", "INetworkState.ReadAsync", "INetworkState.ReadLinksAsync",
            "IChangeApplier.ApplyAsync"
        ];

    private static readonly string[] Opening = ["open", "IDeviceWatch.ReadAsync", "INetworkState.ReadLinksAsync"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Look_ThrowsAnything_IsTriedAgain() =>
        await Task.WhenAll(Looking.SelectMany(method => Fault.Kinds.Select(kind => LookAsync(method, kind))));

    [Fact]
    public async Task Watch_ThrowsAnythingOrEnds_IsOpenedAgain() =>
        await Task.WhenAll(Opening.SelectMany(method => Fault.Kinds.Select(kind => OpenAsync(method, kind))));

    private static async Task LookAsync(string method, Func<Exception> kind)
    {
        var fault = new Fault();
        await using var router = await WatchedAsync(fault);
        fault.Begin(method, kind);
        Take(router);
        router.Watch.Tell(new DeviceNotice.Firewall(Sealed: false, "nft (4711)"));
        router.Watch.Tell(new DeviceNotice.Link(3, "eth1", Up: true, Carrier: true, Gone: false));
        await HealsAsync(router, fault, $"{method} throws {kind().GetType().Name}");
    }

    private static async Task OpenAsync(string method, Func<Exception> kind)
    {
        var fault = new Fault();
        await using var router = await WatchedAsync(fault);
        fault.Begin(method, kind);
        router.Watch.Break(kind());
        Take(router);
        await UntilAsync(() => fault.Thrown > 0, $"{method} is asked");
        await UntilAsync(
            () => router.Drift.Report.Items.Any(item => item.StartsWith("changes by others are not seen: ", StringComparison.Ordinal)),
            "said");
        await HealsAsync(router, fault, $"{method} throws {kind().GetType().Name}");
        Assert.Empty(router.Drift.Report.Items);
    }

    private static async Task HealsAsync(TestRouter router, Fault fault, string what)
    {
        await UntilAsync(() => fault.Thrown > 0, what);
        Assert.Empty(router.Addresses("eth1"));
        fault.End();
        // A step that could not be taken waits for the recovery, whose clock stands still here.
        await router.Engine.RecoverAsync();
        await UntilAsync(() => router.Addresses("eth1").SequenceEqual(["192.168.1.1/24"]), what);
        await router.SettleAsync();
    }

    private static async Task<TestRouter> WatchedAsync(Fault fault)
    {
        var router = await new TestRouter(fault: fault).BootAsync();
        await router.Engine.CommitAsync(Heal, null, new Author("anna", "local"), null);
        await router.WatchAsync();
        return router;
    }

    private static void Take(TestRouter router)
    {
        var links = router.Kernel.State.Links;
        router.Kernel.State =
            router.Kernel.State with { Links = links.With("eth1", links["eth1"] with { Addresses = [], OwnAddresses = [] }) };
        if (!router.Watch.IsOver)
            router.Watch.Tell(Gone);
    }

    private static async Task UntilAsync(Func<bool> condition, string what)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(30), what);
            await Task.Delay(5, Token);
        }
    }
}
