using System.Net;
using Router.Api.Contract;
using Router.Core.Edges;
using Router.Core.Plans;
using Router.Core.State;
using Router.Core.Values;
using Router.Daemon.Drift;
using Router.Daemon.Engine;
using Router.Daemon.Tests.Fakes;
using Router.Documents;

namespace Router.Daemon.Tests.Drift;

public class DriftTests
{
    private const string Services = "firewall: { policies: { lan -> router: accept } }\nservices: { proxy: { zones: [lan] } }\n";
    private static readonly Author Anna = new("anna", "local");
    private static readonly string Report = TestRouter.Document("192.168.1.1/24", Services);
    private static readonly string Heal = Report + "system: { drift: heal }\n";
    private static readonly string LetsIn = TestRouter.Document(
        "192.168.1.1/24", Services.Replace("proxy:", "ssh: { zones: [lan] }, proxy:", StringComparison.Ordinal))
        + "system: { users: { anna: { role: admin, keys: [\"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB8oEqVqaEs2YmDCKH7dcVPkYD9gbvRqoxSDwPCUPMlF anna@laptop\"] } } }\n";
    private static readonly InterfaceAddress Address = new(IPAddress.Parse("192.168.1.1"), 24);
    private static readonly DeviceNotice Gone = new DeviceNotice.Address(3, Address, Gone: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddressTaken_Report_IsToldShownAndLeft()
    {
        await using var router = await BootAsync(Report);
        await using var events = router.Events.Listen(Token).GetAsyncEnumerator(Token);
        await router.LookAsync(() => Take(router));
        Assert.Empty(router.Addresses("eth1"));
        var shown = Assert.IsType<Response.Drift>(await router.Connect(null).SendAsync(new Request.ShowDrift(), Token));
        Assert.Equal((false, "address 192.168.1.1/24 on eth1 is missing"), (shown.Heals, Assert.Single(shown.Items)));
        Assert.Equal(("address", "192.168.1.1/24 is gone from eth1"), await NextAsync(events));
        Assert.Equal(("drift", "address 192.168.1.1/24 on eth1 is missing"), await NextAsync(events));

        await router.LookAsync(() =>
        {
            router.Kernel.State = router.Kernel.State.WithAddressOn("eth1", Address);
            router.Watch.Tell(new DeviceNotice.Address(3, Address, Gone: false));
        });
        Assert.Empty(router.Drift.Report.Items);
        Assert.Equal(("address", "192.168.1.1/24 is on eth1"), await NextAsync(events));
        Assert.Equal(("drift", "as configured again, no longer: address 192.168.1.1/24 on eth1 is missing"), await NextAsync(events));
    }

    [Fact]
    public async Task AddressTaken_Heal_IsPutBack()
    {
        await using var router = await BootAsync(Heal);
        await router.LookAsync(() => Take(router));
        Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
        Assert.Empty(router.Drift.Report.Items);
    }

    [Fact]
    public async Task AddressTakenAgainAndAgain_Heal_GivesUp()
    {
        await using var router = await BootAsync(Heal);
        for (var time = 0; time < HealBudget.Most; time++)
        {
            await router.LookAsync(() => Take(router));
            Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
        }
        await router.LookAsync(() => Take(router));
        Assert.Empty(router.Addresses("eth1"));
        Assert.Single(router.Drift.Report.Items);
    }

    [Fact]
    public async Task Commit_WithAllItsNotices_IsNoDrift()
    {
        await using var router = await BootAsync(Report);
        await router.Engine.CommitAsync(TestRouter.Document("192.168.9.1/24"), null, Anna, null);
        await router.LookAsync(() =>
        {
            router.Watch.Tell(Gone);
            router.Watch.Tell(new DeviceNotice.Firewall(Sealed: true, "nft (1)"));
            router.Watch.Tell(new DeviceNotice.OwnRoute());
        });
        Assert.Empty(router.Drift.Report.Items);
        Assert.NotNull(router.Kernel.State.RulesetFingerprint);
    }

    [Fact]
    public async Task Firewall_ChangedByOthers_IsNoLongerTakenForOurs()
    {
        await using var router = await BootAsync(Report);
        await router.LookAsync(() => router.Watch.Tell(new DeviceNotice.Firewall(Sealed: false, "nft (4711)")));
        Assert.Null(router.Kernel.State.RulesetFingerprint);
        Assert.Equal("the firewall is not the one that was loaded", Assert.Single(router.Drift.Report.Items));
        await router.Engine.CommitAsync(Report, null, Anna, null);
        Assert.NotNull(router.Kernel.State.RulesetFingerprint);
    }

    [Theory]
    [InlineData("file /etc/squid/squid.conf belongs to 7:7, not root:root", false)]
    [InlineData("service squid does not run", true)]
    public async Task Service_ChangedByOthers_IsTold(string expected, bool stop)
    {
        await using var router = await BootAsync(Report);
        Assert.Contains("/etc/squid/squid.conf", router.Watch.Files);
        var squid = router.Kernel.State.Services["squid"];
        var file = squid.Files["/etc/squid/squid.conf"];
        await router.LookAsync(() =>
        {
            var changed = stop
                ? squid with { Running = false }
                : squid with { Files = squid.Files.With(file.Path, file with { Owner = "7:7" }) };
            router.Kernel.State = router.Kernel.State with { Services = router.Kernel.State.Services.With("squid", changed) };
            router.Watch.Tell(new DeviceNotice.Changed("squid"));
        });
        Assert.Equal(expected.Replace("root:root", file.Owner, StringComparison.Ordinal), Assert.Single(router.Drift.Report.Items));
    }

    [Theory]
    [InlineData("sshd", "/etc/ssh/sshd_config", false)]
    [InlineData("sshd", "/etc/ssh/authorized_keys/anna", true)]
    [InlineData("@accounts", "/etc/passwd", false)]
    [InlineData("@accounts", "/etc/shadow", true)]
    public async Task FileThatLetsIn_ChangedOrGone_Report_IsPutBackAtOnce(string service, string path, bool gone)
    {
        await using var router = await BootAsync(LetsIn);
        var before = router.Kernel.State.Services[service];
        router.Kernel.State = ChangedOrGone(router.Kernel.State, "squid", "/etc/squid/squid.conf", gone);
        await router.LookAsync(() =>
        {
            router.Kernel.State = ChangedOrGone(router.Kernel.State, service, path, gone);
            router.Watch.Tell(new DeviceNotice.Changed(path));
        });
        Assert.Equal(before, router.Kernel.State.Services[service]);
        Assert.StartsWith("file /etc/squid/squid.conf", Assert.Single(router.Drift.Report.Items), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatLetsIn_CannotBeWritten_IsToldOnceAndComesByItself()
    {
        await using var router = await BootAsync(LetsIn);
        var before = router.Kernel.State.Services["sshd"];
        router.Kernel.Fault = change => change is Change.WriteFile { Service: "sshd" } ? new ApplyException("write", 0, "disk full") : null;
        for (var time = 0; time < 3; time++)
        {
            await router.LookAsync(() =>
            {
                router.Kernel.State = ChangedOrGone(router.Kernel.State, "sshd", "/etc/ssh/sshd_config", gone: true);
                router.Watch.Tell(new DeviceNotice.Changed("sshd"));
            });
        }
        Assert.Contains("/etc/ssh/sshd_config", Assert.Single(router.Engine.Notes), StringComparison.Ordinal);
        router.Kernel.Fault = null;
        await router.Engine.RecoverAsync();
        Assert.Equal(before, router.Kernel.State.Services["sshd"]);
        Assert.Empty(router.Engine.Notes);
    }

    [Fact]
    public async Task Service_DoesNotStartForAnothersFile_IsTriedWithOurs()
    {
        await using var router = await BootAsync(Report);
        var before = router.Kernel.State.Services["squid"];
        await router.LookAsync(() =>
        {
            var state = ChangedOrGone(router.Kernel.State, "squid", "/etc/squid/squid.conf", gone: false);
            router.Kernel.State =
                state with { Services = state.Services.With("squid", state.Services["squid"] with { Running = false, GaveUp = true }) };
            router.Watch.Tell(new DeviceNotice.Changed("squid"));
        });
        await router.Engine.RecoverAsync();
        Assert.Equal(before, router.Kernel.State.Services["squid"] with { GaveUp = false });
    }

    private static ObservedState ChangedOrGone(ObservedState state, string service, string path, bool gone)
    {
        var found = state.Services[service];
        var files = gone
            ? found.Files.Where(file => file.Key != path).ToValueMap()
            : found.Files.With(path, found.Files[path] with { Content = "garbage" });
        return state with { Services = state.Services.With(service, found with { Files = files }) };
    }

    [Fact]
    public async Task Port_PluggedInLater_GetsItsConfiguration_AndGoesWithoutDrift()
    {
        await using var router = new TestRouter();
        var all = router.Kernel.State;
        var without = all with { Links = all.Links.Where(l => l.Key != "eth1").ToValueMap() };
        router.Kernel.State = without;
        using (var staged = router.Store.Stage(Report, router.Time.GetUtcNow(), "anna", "local", null))
            staged.Publish();
        await router.BootAsync();
        await router.WatchAsync();
        Assert.DoesNotContain("eth1", router.Kernel.State.Links.Keys);

        await router.LookAsync(() =>
        {
            router.Kernel.State = router.Kernel.State with { Links = router.Kernel.State.Links.With("eth1", all.Links["eth1"]) };
            router.Watch.Tell(new DeviceNotice.Link(3, "eth1", Up: false, Carrier: false, Gone: false));
        });
        Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
        Assert.Empty(router.Drift.Report.Items);

        await router.LookAsync(() =>
        {
            router.Kernel.State = router.Kernel.State with { Links = without.Links };
            router.Watch.Tell(new DeviceNotice.Link(3, "eth1", Up: false, Carrier: false, Gone: true));
        });
        Assert.Empty(router.Drift.Report.Items);
    }

    [Fact]
    public void Narrator_LinkThatDidNotChange_SaysNothing()
    {
        var narrator = new LinkNarrator([]);
        var link = new DeviceNotice.Link(7, "eth7", Up: false, Carrier: false, Gone: false);
        Assert.Equal(("link", "eth7 appeared"), narrator.Tell(link));
        Assert.Null(narrator.Tell(link));
        Assert.Equal(("link", "eth7 is up"), narrator.Tell(link with { Up = true }));
        Assert.Equal(("link", "eth7 has a carrier"), narrator.Tell(link with { Up = true, Carrier = true }));
        Assert.Equal(("link", "eth7 has lost its carrier"), narrator.Tell(link with { Up = true }));
        Assert.Equal(("link", "eth7 is called usb0 now"), narrator.Tell(link with { Up = true, Name = "usb0" }));
        Assert.Equal(("address", "192.168.1.1/24 is on usb0"), narrator.Tell(new DeviceNotice.Address(7, Address, Gone: false)));
        Assert.Equal(("link", "usb0 is gone"), narrator.Tell(link with { Name = "usb0", Gone = true }));
        Assert.Null(narrator.Tell(link with { Name = "usb0", Gone = true }));
    }

    [Fact]
    public void HealBudget_SpentInAMinute_IsThereAgainTheNext()
    {
        var time = new ManualTime();
        var budget = new HealBudget(time);
        Assert.All(Enumerable.Range(0, HealBudget.Most), _ => Assert.True(budget.TryTake()));
        Assert.False(budget.TryTake());
        time.Advance(HealBudget.Within + TimeSpan.FromSeconds(1));
        Assert.True(budget.TryTake());
    }

    private static async Task<TestRouter> BootAsync(string document)
    {
        var router = await new TestRouter().BootAsync();
        await router.Engine.CommitAsync(document, null, Anna, null);
        await router.WatchAsync();
        Assert.Empty(router.Drift.Report.Items);
        return router;
    }

    private static void Take(TestRouter router)
    {
        router.Kernel.State = router.Kernel.State with
        {
            Links = router.Kernel.State.Links.With("eth1", router.Kernel.State.Links["eth1"] with { Addresses = [], OwnAddresses = [] }),
        };
        router.Watch.Tell(Gone);
    }

    private static async Task<(string Subject, string Text)> NextAsync(IAsyncEnumerator<Response.Event> events)
    {
        Assert.True(await events.MoveNextAsync());
        return (events.Current.Subject, events.Current.Text);
    }
}

file static class States
{
    public static ObservedState WithAddressOn(this ObservedState state, string link, InterfaceAddress address) => state with
    {
        Links = state.Links.With(link, state.Links[link] with { Addresses = [address], OwnAddresses = [address] }),
    };
}
