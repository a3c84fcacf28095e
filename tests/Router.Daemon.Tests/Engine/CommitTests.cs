using Router.Core.Edges;
using Router.Core.Plans;
using Router.Daemon.Engine;
using Router.Daemon.Tests.Fakes;

namespace Router.Daemon.Tests.Engine;

public class CommitTests
{
    private static readonly Author Anna = new("anna", "ssh 10.0.0.7");
    private static readonly Author Bob = new("bob", "local");
    private static readonly string One = TestRouter.Document("192.168.1.1/24");
    private static readonly string Two = TestRouter.Document("192.168.2.1/24");

    [Fact]
    public async Task Commit_GoodDocument_RunsAndBoots()
    {
        await using var router = await new TestRouter().BootAsync();
        var outcome = await router.Engine.CommitAsync(One, null, Anna, "first");
        Assert.Equal(1, outcome.Generation!.Number);
        Assert.Contains("+ address 192.168.1.1/24 on eth1", outcome.Plan);
        Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
        Assert.Equal(
            One, await File.ReadAllTextAsync(Path.Combine(router.StateFolder, "startup.yaml"), TestContext.Current.CancellationToken));
        var record = Assert.Single(router.Store.List());
        Assert.Equal(("anna", "ssh 10.0.0.7", "first", router.Time.GetUtcNow()), (record.By, record.Origin, record.Comment, record.At));
    }

    [Fact]
    public async Task Commit_SameDocumentAgain_ChangesNothingAndMakesNoGeneration()
    {
        await using var router = await new TestRouter().BootAsync();
        await router.Engine.CommitAsync(One, null, Anna, null);
        var steps = router.Kernel.Applied.Count;
        var outcome = await router.Engine.CommitAsync(One, null, Bob, null);
        Assert.Empty(outcome.Plan);
        Assert.Equal(1, outcome.Generation!.Number);
        Assert.Equal(steps, router.Kernel.Applied.Count);
        Assert.Single(router.Store.List());
    }

    [Fact]
    public async Task Commit_DocumentWithProblems_TouchesNothing()
    {
        await using var router = await new TestRouter().BootAsync();
        await router.Engine.CommitAsync(One, null, Anna, null);
        var steps = router.Kernel.Applied.Count;
        var failure = await Assert.ThrowsAsync<InvalidDocumentException>(
            () => router.Engine.CommitAsync("version: 1\ninterfaces:\n  lan: { adress: x }\n", null, Anna, null));
        Assert.Contains(failure.Problems, p => p.Line == 3);
        Assert.Equal(steps, router.Kernel.Applied.Count);
        Assert.Equal(One, router.Engine.Running.Content.Text);
    }

    [Fact]
    public async Task Commit_PortThatIsNotThere_IsAProblemWithALine()
    {
        await using var router = await new TestRouter().BootAsync();
        var document = "version: 1\ninterfaces:\n  lan: { device: eth9, zone: lan }\n";
        var failure = await Assert.ThrowsAsync<InvalidDocumentException>(() => router.Engine.CommitAsync(document, null, Anna, null));
        var problem = Assert.Single(failure.Problems);
        Assert.Equal(("interfaces lan device", 3), (problem.Path, problem.Line));
    }

    [Fact]
    public async Task Commit_PortThatIsNotThereAmongOtherProblems_IsToldWithThem()
    {
        await using var router = await new TestRouter().BootAsync();
        var document =
            "version: 1\ninterfaces:\n  lan: { device: eth9, zone: lan }\n  tag: { vlan: 3, on: nowhere }\nfirewall:\n  policies: { guest -> lan: accept }\n";
        var failure = await Assert.ThrowsAsync<InvalidDocumentException>(() => router.Engine.CommitAsync(document, null, Anna, null));
        Assert.Equal(
            [("interfaces lan device", 3), ("interfaces tag on", 4), ("firewall policies \"guest -> lan\"", 6)],
            failure.Problems.Select(p => (p.Path, p.Line)));
        Assert.Contains("3 problems", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_KernelRefusesHalfWay_TakesItAllBack()
    {
        await using var router = await new TestRouter().BootAsync();
        await router.Engine.CommitAsync(One, null, Anna, null);
        router.Kernel.FailAt = 1;
        await Assert.ThrowsAsync<ApplyException>(() => router.Engine.CommitAsync(Two, null, Anna, null));
        Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
        Assert.Equal(One, router.Engine.Running.Content.Text);
        Assert.Equal(
            One, await File.ReadAllTextAsync(Path.Combine(router.StateFolder, "startup.yaml"), TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(router.StateFolder, "*.new", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Commit_StateDirectoryCannotBeWritten_AppliesNothing()
    {
        await using var router = await new TestRouter().BootAsync();
        await File.WriteAllTextAsync(Path.Combine(router.StateFolder, "generations"), "in the way", TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<IOException>(() => router.Engine.CommitAsync(One, null, Anna, null));
        Assert.Contains(router.StateFolder, failure.Message, StringComparison.Ordinal);
        Assert.Empty(router.Addresses("eth1"));
        Assert.Null(router.Engine.Running.Generation);
    }

    [Fact]
    public async Task Commit_WhileAnotherIsUnderWay_IsBusyAndSaysWithWhom()
    {
        await using var router = await new TestRouter().BootAsync();
        var under = router.Gate.Close();
        var first = router.Engine.CommitAsync(One, null, Anna, null);
        await under;
        var failure = await Assert.ThrowsAsync<BusyException>(() => router.Engine.CommitAsync(Two, null, Bob, null));
        Assert.Equal("busy: anna is committing since 12:00:00", failure.Message);
        router.Gate.Open();
        await first;
        Assert.Equal(One, router.Engine.Running.Content.Text);
    }

    [Fact]
    public async Task CommitConfirm_NobodyConfirms_GoesBackAndNeverReachedTheDisk()
    {
        await using var router = await new TestRouter().BootAsync();
        await router.Engine.CommitAsync(One, null, Anna, null);
        var outcome = await router.Engine.CommitAsync(Two, TimeSpan.FromMinutes(5), Anna, null);
        Assert.Null(outcome.Generation);
        Assert.Equal(router.Time.GetUtcNow().AddMinutes(5), outcome.ConfirmBefore);
        Assert.Equal(["192.168.2.1/24"], router.Addresses("eth1"));
        Assert.Equal(
            One, await File.ReadAllTextAsync(Path.Combine(router.StateFolder, "startup.yaml"), TestContext.Current.CancellationToken));
        router.Time.Advance(TimeSpan.FromMinutes(4.9));
        await router.SettleAsync();
        Assert.Equal(["192.168.2.1/24"], router.Addresses("eth1"));
        router.Time.Advance(TimeSpan.FromMinutes(0.1));
        await router.SettleAsync();
        Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
        Assert.Equal(1, router.Engine.Running.Generation!.Number);
        Assert.Null(router.Engine.Pending);
        Assert.Single(router.Store.List());
    }

    [Fact]
    public async Task CommitConfirm_Confirmed_StaysAndBoots()
    {
        await using var router = await new TestRouter().BootAsync();
        await router.Engine.CommitAsync(One, null, Anna, null);
        await router.Engine.CommitAsync(Two, TimeSpan.FromMinutes(5), Anna, "new net");
        var outcome = await router.Engine.ConfirmAsync(Anna, null);
        Assert.Equal((2, "anna", "new net"), (outcome.Generation!.Number, outcome.Generation.By, outcome.Generation.Comment));
        router.Time.Advance(TimeSpan.FromMinutes(60));
        await router.SettleAsync();
        Assert.Equal(["192.168.2.1/24"], router.Addresses("eth1"));
        Assert.Equal(
            Two, await File.ReadAllTextAsync(Path.Combine(router.StateFolder, "startup.yaml"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Confirm_ByAnother_IsRefused()
    {
        await using var router = await new TestRouter().BootAsync();
        await router.Engine.CommitAsync(One, TimeSpan.FromMinutes(5), Anna, null);
        var failure = await Assert.ThrowsAsync<RefusedException>(() => router.Engine.ConfirmAsync(Bob, null));
        Assert.Equal("anna made this commit, and nobody else can confirm it", failure.Message);
        Assert.NotNull(router.Engine.Pending);
    }

    [Fact]
    public async Task Confirm_OverAConnectionOlderThanTheCommit_IsRefusedUntilThereIsANewOne()
    {
        await using var router = await new TestRouter().BootAsync();
        await router.Engine.CommitAsync(One, TimeSpan.FromMinutes(5), Anna, null);
        router.Time.Advance(TimeSpan.FromSeconds(30));
        var failure = await Assert.ThrowsAsync<RefusedException>(() => router.Engine.ConfirmAsync(Anna, TimeSpan.FromSeconds(31)));
        Assert.StartsWith("this connection is older than the commit", failure.Message, StringComparison.Ordinal);
        Assert.NotNull(router.Engine.Pending);
        await router.Engine.ConfirmAsync(Anna, TimeSpan.FromSeconds(29));
        Assert.Null(router.Engine.Pending);
    }

    [Fact]
    public async Task CommitConfirm_TwiceByTheSame_GoesBackToWhatWasConfirmed()
    {
        await using var router = await new TestRouter().BootAsync();
        await router.Engine.CommitAsync(One, null, Anna, null);
        await router.Engine.CommitAsync(Two, TimeSpan.FromMinutes(5), Anna, null);
        await router.Engine.CommitAsync(TestRouter.Document("192.168.3.1/24"), TimeSpan.FromMinutes(5), Anna, null);
        await router.Engine.RevertAsync(Anna);
        Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
        Assert.Empty(Directory.GetFiles(router.StateFolder, "*.new", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Commit_WhileOneOfSomebodyElseWaits_IsBusy()
    {
        await using var router = await new TestRouter().BootAsync();
        await router.Engine.CommitAsync(One, TimeSpan.FromMinutes(5), Anna, null);
        var failure = await Assert.ThrowsAsync<BusyException>(() => router.Engine.CommitAsync(Two, null, Bob, null));
        Assert.Contains("anna waits for its confirmation until 12:05:00", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CommitConfirm_AStepBackFails_TheRestGoesBackAndItIsTriedAgain()
    {
        await using var router = await new TestRouter().BootAsync();
        await router.Engine.CommitAsync(One, null, Anna, null);
        await router.Engine.CommitAsync(Two, TimeSpan.FromMinutes(1), Anna, null);
        router.Kernel.Fault = change => change is Change.RemoveAddress ? new IOException("Input/output error") : null;
        router.Time.Advance(TimeSpan.FromMinutes(1));
        await router.SettleAsync();
        Assert.Equal(["192.168.2.1/24", "192.168.1.1/24"], router.Addresses("eth1"));
        Assert.Null(router.Engine.Pending);
        Assert.Contains(router.Engine.Notes, n => n.Contains("Input/output error", StringComparison.Ordinal));
        router.Kernel.Fault = null;
        await router.Engine.RecoverAsync();
        Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
        Assert.Empty(router.Engine.Notes);
    }

    [Fact]
    public async Task Confirm_NothingWaits_IsRefused()
    {
        await using var router = await new TestRouter().BootAsync();
        await Assert.ThrowsAsync<RefusedException>(() => router.Engine.ConfirmAsync(Anna, null));
    }
}
