using Router.Core.Plans;
using Router.Daemon.Engine;
using Router.Daemon.Tests.Fakes;

namespace Router.Daemon.Tests.Engine;

public class BootTests
{
    private static readonly Author Anna = new("anna", "local");
    private static readonly string One = TestRouter.Document("192.168.1.1/24");
    private static readonly string Two = TestRouter.Document("192.168.2.1/24");

    [Fact]
    public async Task Boot_NoStartup_RunsTheEmptyConfigurationBehindAFirewall()
    {
        await using var router = await new TestRouter().BootAsync();
        Assert.NotNull(router.Kernel.State.RulesetFingerprint);
        Assert.Empty(router.Engine.Notes);
        Assert.Null(router.Engine.Running.Generation);
        Assert.True(router.Engine.ServicesReady);
    }

    [Fact]
    public async Task Boot_Startup_IsApplied()
    {
        await using var router = new TestRouter();
        Prepare(router, One, Two);
        await router.BootAsync();
        Assert.Equal(["192.168.2.1/24"], router.Addresses("eth1"));
        Assert.Equal(2, router.Engine.Running.Generation!.Number);
        Assert.Empty(router.Engine.Notes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("version: 1\ninterfaces: [")]
    [InlineData("\0\u0001\u0002")]
    public async Task Boot_StartupIsDamaged_TakesTheNewestGenerationAndSaysSo(string damage)
    {
        await using var router = new TestRouter();
        Prepare(router, One, Two);
        await File.WriteAllTextAsync(Path.Combine(router.StateFolder, "startup.yaml"), damage, TestContext.Current.CancellationToken);
        await router.BootAsync();
        Assert.Equal(["192.168.2.1/24"], router.Addresses("eth1"));
        Assert.Equal(2, router.Engine.Running.Generation!.Number);
        Assert.Contains(router.Engine.Notes, n => n.Contains("startup.yaml", StringComparison.Ordinal));
        Assert.Contains(router.Engine.Notes, n => n.Contains("generation 2 of anna", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Boot_NewestGenerationIsDamagedToo_TakesTheOneBefore()
    {
        await using var router = new TestRouter();
        Prepare(router, One, Two);
        await File.WriteAllTextAsync(Path.Combine(router.StateFolder, "startup.yaml"), "{", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(router.StateFolder, "generations", "000002.yaml"), "{", TestContext.Current.CancellationToken);
        await router.BootAsync();
        Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
    }

    [Fact]
    public async Task Boot_NothingCanBeRead_IsEmptyAndSaysSo()
    {
        await using var router = new TestRouter();
        await File.WriteAllTextAsync(Path.Combine(router.StateFolder, "startup.yaml"), "{", TestContext.Current.CancellationToken);
        await router.BootAsync();
        Assert.NotNull(router.Kernel.State.RulesetFingerprint);
        Assert.Contains(router.Engine.Notes, n => n.StartsWith("booted with the empty configuration", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Boot_KernelRefusesAStep_GoesOnWithTheRestAndTriesAgain()
    {
        await using var router = new TestRouter();
        Prepare(router, One, TestRouter.Document("192.168.2.1/24", "routes: { 10.0.0.0/8: { via: 192.168.2.9 } }\n"));
        router.Kernel.Fault = change => change is Change.AddRoute
            ? new Core.Edges.ApplyException("route", 12, "Cannot allocate memory")
            : null;
        await router.BootAsync();
        Assert.Equal(["192.168.2.1/24"], router.Addresses("eth1"));
        Assert.Equal(2, router.Engine.Running.Generation!.Number);
        Assert.Contains(
            router.Engine.Notes,
            n => n.Contains("10.0.0.0/8", StringComparison.Ordinal) && n.Contains("Cannot allocate memory", StringComparison.Ordinal));
        router.Kernel.Fault = null;
        Assert.True(await router.Engine.RecoverAsync());
        Assert.Empty(router.Engine.Notes);
        Assert.Single(router.Kernel.State.Routes);
    }

    [Fact]
    public async Task Boot_PortIsGone_BringsUpTheRest()
    {
        await using var router = new TestRouter();
        Prepare(
            router,
            "version: 1\ninterfaces:\n  lan: { device: eth1, zone: lan, addresses: [192.168.1.1/24] }\n  usb: { device: eth9, zone: lan }\n");
        await router.BootAsync();
        Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
    }

    [Fact]
    public async Task Boot_Network_IsReadyBeforeTheFirstServiceStarts()
    {
        await using var router = new TestRouter();
        Prepare(
            router,
            TestRouter.Document(
                "192.168.1.1/24", "firewall: { policies: { lan -> router: accept } }\nservices: { proxy: { zones: [lan] } }\n"));
        var waiting = router.Gate.Close();
        var booting = router.BootAsync();
        await waiting;
        Assert.False(router.Engine.NetworkReady.IsCompleted);
        router.Gate.Open();
        await booting;
        var first = router.Kernel.Applied.FindIndex(c => c is Change.StartService or Change.WriteFile);
        var last = router.Kernel.Applied.FindLastIndex(c => c is Change.AddAddress);
        Assert.InRange(last, 0, first - 1);
        Assert.True(router.Kernel.State.Services["squid"].Running);
    }

    [Fact]
    public async Task Reboot_WithAnUnconfirmedCommit_BootsTheOldOne()
    {
        var state = Directory.CreateTempSubdirectory("router-state-").FullName;
        var before = await new TestRouter(state).BootAsync();
        await before.Engine.CommitAsync(One, null, Anna, null);
        await before.Engine.CommitAsync(Two, TimeSpan.FromMinutes(5), Anna, null);
        // Nothing of the first is disposed: the power is gone.
        await using var after = await new TestRouter(state).BootAsync();
        Assert.Equal(["192.168.1.1/24"], after.Addresses("eth1"));
        await after.Engine.CommitAsync(Two, null, Anna, null);
        Assert.Empty(Directory.GetFiles(state, "*.new", SearchOption.AllDirectories));
        Assert.Equal([2, 1], after.Store.List().Select(g => g.Number));
    }

    private static void Prepare(TestRouter router, params string[] documents)
    {
        foreach (var document in documents)
        {
            using var staged = router.Store.Stage(document, router.Time.GetUtcNow(), "anna", "local", null);
            staged.Publish();
        }
    }
}
