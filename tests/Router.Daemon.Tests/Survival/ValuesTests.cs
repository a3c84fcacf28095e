using Router.Api.Contract;
using Router.Daemon.Engine;
using Router.Daemon.Tests.Fakes;
using Router.Daemon.Tests.PowerCuts;

namespace Router.Daemon.Tests.Survival;

/// <summary>Secrets and set files belong to the generation that names them, and go back with it.</summary>
public class ValuesTests
{
    private static readonly Author Anna = new("anna", "local");
    private static readonly string Document = TestRouter.Document(
        "192.168.1.1/24", "system: { users: { anna: { role: admin, password: !secret anna } } }\n");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Secret_ChangedByACommitThatNobodyConfirms_IsTheOldOneAgainEverywhere()
    {
        await using var router = await StartAsync();
        var before = Shadow(router);
        router.Secrets.Set("anna", "new");
        await router.Engine.CommitAsync(Document, TimeSpan.FromMinutes(1), Anna, null);
        Assert.NotEqual(before, Shadow(router));
        router.Time.Advance(TimeSpan.FromMinutes(1));
        await router.SettleAsync();
        Assert.Equal(before, Shadow(router));
        Assert.Equal("old", router.Secrets.Find("anna"));
    }

    [Fact]
    public async Task Secret_StoredWhileACommitWaits_StaysStored()
    {
        await using var router = await StartAsync();
        router.Secrets.Set("anna", "new");
        await router.Engine.CommitAsync(Document, TimeSpan.FromMinutes(1), Anna, null);
        router.Secrets.Set("anna", "newer");
        await router.Engine.RevertAsync(Anna);
        Assert.Equal("newer", router.Secrets.Find("anna"));
    }

    [Fact]
    public async Task Rollback_ToAGeneration_TakesItsSecretsAlongAndSaysSo()
    {
        await using var router = await StartAsync();
        var before = Shadow(router);
        var client = router.Connect(null);
        await client.SendAsync(new Request.SetSecret("anna", "new"), Token);
        await router.Engine.CommitAsync(Document, null, Anna, null);
        Assert.Equal(2, router.Engine.Running.Generation!.Number);
        var done = Assert.IsType<Response.Done>(await client.SendAsync(new Request.Rollback(1), Token));
        Assert.Contains("with the secret anna as it was then", done.Message, StringComparison.Ordinal);
        Assert.IsType<Response.Committed>(await client.SendAsync(new Request.Commit(null, null), Token));
        Assert.Equal(before, Shadow(router));
        Assert.Equal("old", router.Secrets.Find("anna"));
        Assert.Equal(3, router.Engine.Running.Generation!.Number);
    }

    [Fact]
    public async Task CommitFile_WithTheValuesOfAGeneration_HasItsSecretsAgain()
    {
        await using var router = await StartAsync();
        var before = Shadow(router);
        var client = router.Connect(null);
        await client.SendAsync(new Request.SetSecret("anna", "new"), Token);
        Assert.IsType<Response.Committed>(await client.SendAsync(new Request.CommitFile(Document, null, null), Token));
        Assert.NotEqual(before, Shadow(router));
        var refused = Assert.IsType<Response.Failed>(
            await client.SendAsync(new Request.CommitFile(Document, null, null, ValuesOf: 7), Token));
        Assert.Equal("there is no generation 7", refused.Message);
        Assert.IsType<Response.Committed>(await client.SendAsync(new Request.CommitFile(Document, null, null, ValuesOf: 1), Token));
        Assert.Equal(before, Shadow(router));
        Assert.Equal("old", router.Secrets.Find("anna"));
    }

    [Fact]
    public async Task Rollback_AndThenTheSecretIsSetAgain_TakesTheNewOne()
    {
        await using var router = await StartAsync();
        var client = router.Connect(null);
        await client.SendAsync(new Request.SetSecret("anna", "new"), Token);
        await router.Engine.CommitAsync(Document, null, Anna, null);
        await client.SendAsync(new Request.Rollback(1), Token);
        await client.SendAsync(new Request.SetSecret("anna", "newest"), Token);
        await client.SendAsync(new Request.Commit(null, null), Token);
        Assert.Equal("newest", router.Secrets.Find("anna"));
    }

    [Fact]
    public async Task DeleteSecret_InUse_IsRefusedWithWhoUsesIt()
    {
        await using var router = await StartAsync();
        var refused = Assert.IsType<Response.Failed>(await router.Connect(null).SendAsync(new Request.DeleteSecret("anna"), Token));
        Assert.Contains("system users anna password", refused.Message, StringComparison.Ordinal);
        Assert.Equal("old", router.Secrets.Find("anna"));
    }

    [Fact]
    public async Task Boot_SecretStoredButNotCommitted_UsesTheOneThatWasCommitted()
    {
        string shadow, folder;
        await using (var router = await StartAsync(keep: true))
            (shadow, folder) = (Shadow(router), router.StateFolder);
        await using var again = new TestRouter(folder);
        again.Secrets.Set("anna", "not yet");
        await again.BootAsync();
        Assert.Equal(shadow, Shadow(again));
    }

    [Fact]
    public async Task SetFile_ChangedByACommitThatNobodyConfirms_IsTheOldOneAgain()
    {
        await using var router = await new TestRouter().BootAsync();
        var client = router.Connect(null);
        var document = TestRouter.Document(
            "192.168.1.1/24",
            "firewall: { sets: { bad: { file: bad.txt } }, rules: [{ name: no, from: lan, source: \"@bad\", action: drop }] }\n");
        await client.SendAsync(new Request.SetSetFile("bad.txt", "203.0.113.7\n"), Token);
        await router.Engine.CommitAsync(document, null, Anna, null);
        var before = router.Kernel.State.RulesetFingerprint;
        await client.SendAsync(new Request.SetSetFile("bad.txt", "203.0.113.8\n"), Token);
        await router.Engine.CommitAsync(document, TimeSpan.FromMinutes(1), Anna, null);
        await router.Engine.RevertAsync(Anna);
        Assert.Equal(before, router.Kernel.State.RulesetFingerprint);
        Assert.Equal("203.0.113.7\n", await File.ReadAllTextAsync(Path.Combine(router.StateFolder, "sets", "bad.txt"), Token));
        Assert.IsType<Response.Failed>(await client.SendAsync(new Request.DeleteSetFile("bad.txt"), Token));
    }

    [Fact]
    public async Task Commit_CannotBeSavedWhileAnotherWaits_NeitherCarriesTheOthersLabel()
    {
        var disk = new LoggedDisk();
        await using var router = await new TestRouter(disk: disk).BootAsync();
        await router.Engine.CommitAsync(TestRouter.Document("192.168.1.1/24"), null, Anna, null);
        await router.Engine.CommitAsync(TestRouter.Document("192.168.2.1/24"), TimeSpan.FromMinutes(1), Anna, null);
        disk.RefuseRename = path => path.EndsWith("startup.yaml", StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(() => router.Engine.CommitAsync(TestRouter.Document("192.168.3.1/24"), null, Anna, null));
        Assert.Equal(["192.168.3.1/24"], router.Addresses("eth1"));
        Assert.Null(router.Engine.Running.Generation);
        Assert.Null(router.Engine.Pending);
        await Assert.ThrowsAsync<RefusedException>(() => router.Engine.ConfirmAsync(Anna, null));
        Assert.Equal([1], router.Store.List().Select(g => g.Number));
        Assert.Contains(router.Engine.Notes, n => n.StartsWith("what runs is not saved", StringComparison.Ordinal));
        router.Time.Advance(TimeSpan.FromMinutes(2));
        await router.SettleAsync();
        Assert.Equal(["192.168.3.1/24"], router.Addresses("eth1"));
        disk.RefuseRename = null;
        Assert.True(await router.Engine.RecoverAsync());
        Assert.Equal(2, router.Engine.Running.Generation!.Number);
        Assert.Empty(router.Engine.Notes);
        Assert.Contains("192.168.3.1/24", new BootChoices(router.Store, []).Choose().Content.Text, StringComparison.Ordinal);
    }

    private static async Task<TestRouter> StartAsync(bool keep = false)
    {
        var router = await new TestRouter(keep: keep).BootAsync();
        router.Secrets.Set("anna", "old");
        await router.Engine.CommitAsync(Document, null, Anna, null);
        return router;
    }

    private static string Shadow(TestRouter router) => router.Kernel.State.Services["@accounts"].Files["/etc/shadow"].Content;
}
