using Router.Api.Contract;
using Router.Core.Edges;
using Router.Daemon.Engine;
using Router.Daemon.Tests.Fakes;

namespace Router.Daemon.Tests.Sets;

public class SetFileTests
{
    private const string Rules =
        "firewall: { sets: { bad: { file: bad.txt } }, rules: [{ name: no, from: lan, source: \"@bad\", action: drop }] }\n";
    private static readonly Author Anna = new("anna", "local");
    private static readonly string Document = TestRouter.Document("192.168.1.1/24", Rules);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SetFile_KeptAndCommitted_IsInTheRunningConfiguration()
    {
        await using var router = await new TestRouter().BootAsync();
        var client = router.Connect(null);
        Assert.IsType<Response.Done>(await client.SendAsync(new Request.SetSetFile("bad.txt", "203.0.113.7\n"), Token));
        Assert.Equal(["bad.txt"], Assert.IsType<Response.SetFiles>(await client.SendAsync(new Request.ShowSetFiles(), Token)).Items);
        Assert.IsType<Response.Committed>(await client.SendAsync(new Request.CommitFile(Document, null, null), Token));
        Assert.Equal("203.0.113.7", Assert.Single(router.Engine.Running.Content.Config.Firewall.Sets["bad"].Addresses).First.ToString());

        var before = router.Kernel.State.RulesetFingerprint;
        await client.SendAsync(new Request.SetSetFile("bad.txt", "203.0.113.8\n"), Token);
        Assert.Equal(before, router.Kernel.State.RulesetFingerprint);
        Assert.IsType<Response.Committed>(await client.SendAsync(new Request.CommitFile(Document, null, null), Token));
        Assert.NotEqual(before, router.Kernel.State.RulesetFingerprint);
    }

    [Fact]
    public async Task SetFile_BadLine_IsNotKept()
    {
        await using var router = await new TestRouter().BootAsync();
        var refused = Assert.IsType<Response.Failed>(
            await router.Connect(null).SendAsync(new Request.SetSetFile("bad.txt", "\nnobody\n"), Token));
        Assert.Equal((2, "bad.txt"), (refused.Problems[0].Line, refused.Problems[0].File));
        Assert.False(File.Exists(Path.Combine(router.StateFolder, "sets", "bad.txt")));
    }

    [Fact]
    public async Task Commit_WithoutTheSetFile_ChangesNothing()
    {
        await using var router = await new TestRouter().BootAsync();
        await Assert.ThrowsAsync<InvalidDocumentException>(() => router.Engine.CommitAsync(Document, null, Anna, null));
        Assert.Empty(router.Addresses("eth1"));
    }

    [Fact]
    public async Task SetFile_ChangedBesideTheDaemon_IsDriftUntilTheNextCommit()
    {
        await using var router = await BootAsync("203.0.113.7\n");
        await router.WatchAsync();
        Assert.Contains(Place(router), router.Watch.Files);
        await router.LookAsync(() =>
        {
            File.WriteAllText(Place(router), "203.0.113.7\n203.0.113.9\n");
            router.Watch.Tell(new DeviceNotice.Changed(Place(router)));
        });
        Assert.Equal("set file bad.txt is not as it was applied: a commit takes it", Assert.Single(router.Drift.Report.Items));
        await router.LookAsync(() => router.Engine.CommitAsync(Document, null, Anna, null).Wait(Token));
        Assert.Empty(router.Drift.Report.Items);
    }

    [Fact]
    public async Task Boot_SetFileIsDamaged_UsesWhatCanBeReadAndSaysSo()
    {
        var before = await BootAsync("203.0.113.7\n");
        await before.DisposeAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(Place(before))!);
        await File.WriteAllTextAsync(Place(before), "203.0.113.7\n\0\n", Token);
        await File.WriteAllTextAsync(Path.Combine(before.StateFolder, "startup.yaml"), Document, Token);
        await using var router = await new TestRouter(before.StateFolder).BootAsync();
        Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
        Assert.Single(router.Engine.Running.Content.Config.Firewall.Sets["bad"].Addresses);
        Assert.Contains(
            router.Engine.Notes,
            note => note.StartsWith("an address set is not whole: ", StringComparison.Ordinal)
                && note.Contains("bad.txt:2:1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Boot_SetFileIsGone_SaysSoAndTakesItWhenItComes()
    {
        var before = await BootAsync("203.0.113.7\n");
        await before.DisposeAsync();
        Directory.CreateDirectory(before.StateFolder);
        await File.WriteAllTextAsync(Path.Combine(before.StateFolder, "startup.yaml"), Document, Token);
        await using var router = await new TestRouter(before.StateFolder).BootAsync();
        Assert.StartsWith("an address set is not whole: ", Assert.Single(router.Engine.Notes), StringComparison.Ordinal);
        Assert.True(router.Engine.IsShort);
        Assert.False(await router.Engine.RecoverAsync());
        var without = router.Kernel.State.RulesetFingerprint;

        Directory.CreateDirectory(Path.GetDirectoryName(Place(router))!);
        await File.WriteAllTextAsync(Place(router), "203.0.113.7\n", Token);
        Assert.True(await router.Engine.RecoverAsync());
        Assert.Empty(router.Engine.Notes);
        Assert.Single(router.Engine.Running.Content.Config.Firewall.Sets["bad"].Addresses);
        Assert.NotEqual(without, router.Kernel.State.RulesetFingerprint);
    }

    [Fact]
    public async Task SetFile_CannotBeRead_IsToldAndEverythingElseIsStillLookedAt()
    {
        await using var router = await BootAsync("203.0.113.7\n");
        await router.WatchAsync();
        await router.LookAsync(() =>
        {
            File.Delete(Place(router));
            using (var made = System.Diagnostics.Process.Start("mkfifo", Place(router)))
                made.WaitForExit();
            router.Kernel.State = router.Kernel.State with { Hostname = "other" };
            router.Watch.Tell(new DeviceNotice.Changed(Place(router)));
        });
        Assert.Equal(2, router.Drift.Report.Items.Count);
        Assert.Contains("hostname", router.Drift.Report.Items[0], StringComparison.Ordinal);
        Assert.Contains("set file bad.txt cannot be read: ", router.Drift.Report.Items[1], StringComparison.Ordinal);
    }

    private static string Place(TestRouter router) => Path.Combine(router.StateFolder, "sets", "bad.txt");

    private static async Task<TestRouter> BootAsync(string addresses)
    {
        var router = await new TestRouter().BootAsync();
        await router.Connect(null).SendAsync(new Request.SetSetFile("bad.txt", addresses), Token);
        await router.Engine.CommitAsync(Document, null, Anna, null);
        return router;
    }
}
