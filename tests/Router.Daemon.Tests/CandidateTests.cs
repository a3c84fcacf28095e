using Router.Api;
using Router.Api.Contract;
using Router.Daemon.Tests.Fakes;
using Router.Documents;

namespace Router.Daemon.Tests;

/// <summary>What several connections and several people make of candidates and commits.</summary>
public class CandidateTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    private static readonly string Users = TestRouter.Document("192.168.1.1/24", $$"""
        system:
          users:
            anna: { role: admin, keys: ["{{Key}}"] }
            bob: { role: admin, keys: ["{{Key}}"] }

        # the end

        """);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Compare_AfterSomebodyElsesCommit_ShowsWhatTheCommitDoes()
    {
        await using var router = await BootAsync();
        var (anna, bob) = (router.Connect("anna"), router.Connect("bob"));
        await SetAsync(anna, "system hostname hers");
        await SetAsync(bob, "interfaces lan description \"by bob\"");
        await CommitAsync(bob);
        var compared = await CompareAsync(anna);
        Assert.Equal(["set system hostname hers"], compared.Commands);
        Assert.DoesNotContain(compared.Lines, line => line.StartsWith('-') || line.Contains("+    description", StringComparison.Ordinal));
        var shown = Assert.IsType<Response.Document>(
            await anna.SendAsync(new Request.ShowConfiguration(ConfigurationSource.Candidate, []), Token));
        Assert.Contains("by bob", shown.Text, StringComparison.Ordinal);
        await CommitAsync(anna);
        Assert.Equal(shown.Text, router.Engine.Running.Content.Text);
        Assert.Empty((await CompareAsync(anna)).Lines);
    }

    [Fact]
    public async Task Compare_AfterSomebodyElsesDeletion_DoesNotShowItAsAddedAgain()
    {
        await using var router = await BootAsync();
        var (anna, bob) = (router.Connect("anna"), router.Connect("bob"));
        await SetAsync(bob, "services dns domain example.net");
        await CommitAsync(bob);
        await SetAsync(anna, "system hostname hers");
        await EditAsync(bob, EditVerb.Delete, "services");
        await CommitAsync(bob);
        Assert.Equal(["set system hostname hers"], (await CompareAsync(anna)).Commands);
        await CommitAsync(anna);
        Assert.DoesNotContain("dns", router.Engine.Running.Content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_WherePlacesMeet_ShowsWhatRebaseWouldMakeAndThatCommitRefuses()
    {
        await using var router = await BootAsync();
        var (anna, bob) = (router.Connect("anna"), router.Connect("bob"));
        await SetAsync(anna, "interfaces lan mtu 1300");
        await SetAsync(bob, "interfaces lan mtu 1400");
        await CommitAsync(bob);
        var compared = await CompareAsync(anna);
        Assert.Equal(["set interfaces lan mtu 1300"], compared.Commands);
        Assert.Contains("interfaces lan mtu: runs as 1400, and you made it 1300", compared.Notes!);
        Assert.IsType<Response.Failed>(await anna.SendAsync(new Request.Commit(null, null), Token));
        await anna.SendAsync(new Request.Rebase(), Token);
        Assert.Equal(compared.Commands, (await CompareAsync(anna)).Commands);
        Assert.Empty((await CompareAsync(anna)).Notes!);
    }

    [Fact]
    public async Task Commit_OfALoadedDocumentBesideSomebodyElses_KeepsItsRemarks()
    {
        await using var router = await BootAsync();
        var (anna, bob) = (router.Connect("anna"), router.Connect("bob"));
        await anna.SendAsync(
            new Request.Load(router.Engine.Running.Content.Text.Replace("# the end", "# the end, really", StringComparison.Ordinal)),
            Token);
        await SetAsync(anna, "system hostname hers");
        await SetAsync(bob, "interfaces lan mtu 1400");
        await CommitAsync(bob);
        await CommitAsync(anna);
        Assert.Contains("# the end, really", router.Engine.Running.Content.Text, StringComparison.Ordinal);
        Assert.Equal(1400, router.Engine.Running.Content.Config.Interfaces["lan"].Mtu);
    }

    [Fact]
    public async Task Commit_WithAnUnfinishedEditOfAnotherSession_LeavesThatOutAndSaysSo()
    {
        await using var router = await BootAsync();
        var (one, two) = (router.Connect("anna"), router.Connect("anna"));
        await CompareAsync(one);
        await CompareAsync(two);
        await SetAsync(one, "system hostname by-one");
        await SetAsync(two, "services dns domain two.example");
        var committed = await CommitAsync(one);
        Assert.Contains(committed.Advice, line => line.Contains("set services dns domain two.example", StringComparison.Ordinal));
        Assert.DoesNotContain("two.example", router.Engine.Running.Content.Text, StringComparison.Ordinal);
        Assert.Equal(["set services dns domain two.example"], (await CompareAsync(two)).Commands);
        Assert.DoesNotContain((await CommitAsync(two)).Advice, line => line.StartsWith("not committed", StringComparison.Ordinal));
        Assert.Equal("by-one", router.Engine.Running.Content.Config.System.Hostname);
        Assert.Contains("two.example", router.Engine.Running.Content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_AfterComparing_TakesWhatTheOtherSessionDid()
    {
        await using var router = await BootAsync();
        var (one, two) = (router.Connect("anna"), router.Connect("anna"));
        await CompareAsync(one);
        await SetAsync(two, "services dns domain two.example");
        await CompareAsync(one);
        await CommitAsync(one);
        Assert.Contains("two.example", router.Engine.Running.Content.Text, StringComparison.Ordinal);
        Assert.Empty((await CompareAsync(two)).Lines);
    }

    [Theory]
    [InlineData("set", "system time-zone Europe/Oslo", "set system time-zone Europe/Oslo")]
    [InlineData("set", "system hostname after", "set system hostname after")]
    [InlineData("delete", "system hostname", "delete system hostname")]
    public async Task Edit_OfAnotherSessionWhileACommitIsApplied_IsNotLost(string verb, string words, string compared)
    {
        await using var router = await BootAsync();
        var (one, two) = (router.Connect("anna"), router.Connect("anna"));
        await SetAsync(one, "system hostname by-one");
        await SetAsync(one, "interfaces lan mtu 1400");
        await CompareAsync(two);
        var under = router.Gate.Close();
        var committing = one.SendAsync(new Request.Commit(null, null), Token);
        await under;
        await EditAsync(two, verb == "set" ? EditVerb.Set : EditVerb.Delete, words);
        router.Gate.Open();
        Assert.IsType<Response.Committed>(await committing);
        Assert.Equal([compared], (await CompareAsync(two)).Commands);
        await CommitAsync(two);
        Assert.Empty((await CompareAsync(two)).Lines);
        Assert.Equal(1400, router.Engine.Running.Content.Config.Interfaces["lan"].Mtu);
    }

    [Fact]
    public async Task Discard_OfAnotherSessionWhileACommitIsApplied_TakesNothingBack()
    {
        await using var router = await BootAsync();
        var (one, two) = (router.Connect("anna"), router.Connect("anna"));
        await SetAsync(one, "interfaces lan mtu 1400");
        await CompareAsync(two);
        var under = router.Gate.Close();
        var committing = one.SendAsync(new Request.Commit(null, null), Token);
        await under;
        await two.SendAsync(new Request.Discard(), Token);
        router.Gate.Open();
        Assert.IsType<Response.Committed>(await committing);
        Assert.Empty((await CompareAsync(two)).Lines);
        Assert.Empty((await CompareAsync(one)).Lines);
    }

    [Fact]
    public async Task Discard_LeavesWhatAnotherSessionIsStillAt()
    {
        await using var router = await BootAsync();
        var (one, two) = (router.Connect("anna"), router.Connect("anna"));
        await CompareAsync(one);
        await CompareAsync(two);
        await SetAsync(one, "system hostname by-one");
        await SetAsync(two, "services dns domain two.example");
        var done = Assert.IsType<Response.Done>(await one.SendAsync(new Request.Discard(), Token));
        Assert.Contains("set services dns domain two.example", done.Message, StringComparison.Ordinal);
        Assert.Equal(["set services dns domain two.example"], (await CompareAsync(two)).Commands);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CommitConfirm_ThatWentBack_IsTheCandidateAgainAndInTheHistory(bool expires)
    {
        await using var router = await BootAsync();
        var anna = router.Connect("anna");
        await SetAsync(anna, "interfaces lan mtu 1400");
        await anna.SendAsync(new Request.Commit(1, "jumbo is off"), Token);
        Assert.Empty((await CompareAsync(anna)).Lines);
        var waiting = Assert.Single((await HistoryAsync(anna)).Attempts!);
        Assert.Equal(("anna", "jumbo is off", null), (waiting.By, waiting.Comment, waiting.Why));
        await SetAsync(anna, "system hostname later");
        await GoBackAsync(router, expires);
        Assert.Equal(["set interfaces lan mtu 1400", "set system hostname later"], (await CompareAsync(anna)).Commands);
        var attempt = Assert.Single((await HistoryAsync(anna)).Attempts!);
        Assert.Equal(
            ("anna", "ssh anna", "jumbo is off", expires ? "nobody confirmed" : "bob"),
            (attempt.By, attempt.Origin, attempt.Comment, attempt.Why));
        Assert.True(attempt.Until >= attempt.At);
        await CommitAsync(anna);
        Assert.Equal(1400, router.Engine.Running.Content.Config.Interfaces["lan"].Mtu);
    }

    [Fact]
    public async Task CommitConfirm_TwiceThatWentBack_GivesBoth()
    {
        await using var router = await BootAsync();
        var anna = router.Connect("anna");
        await SetAsync(anna, "interfaces lan mtu 1400");
        await anna.SendAsync(new Request.Commit(1, null), Token);
        await SetAsync(anna, "system hostname later");
        await anna.SendAsync(new Request.Commit(1, null), Token);
        await GoBackAsync(router, expires: true);
        Assert.Equal(["set interfaces lan mtu 1400", "set system hostname later"], (await CompareAsync(anna)).Commands);
    }

    [Fact]
    public async Task CommitConfirm_OfAnotherThatWentBack_LeavesOnesOwnChanges()
    {
        await using var router = await BootAsync();
        var (anna, bob) = (router.Connect("anna"), router.Connect("bob"));
        await SetAsync(anna, "interfaces lan mtu 1400");
        await anna.SendAsync(new Request.Commit(1, null), Token);
        await SetAsync(bob, "system hostname his");
        await GoBackAsync(router, expires: true);
        Assert.Equal(["set system hostname his"], (await CompareAsync(bob)).Commands);
    }

    [Fact]
    public async Task CommitFileConfirm_ThatWentBack_MakesNoCandidate()
    {
        await using var router = await BootAsync();
        var anna = router.Connect("anna");
        var file = router.Engine.Running.Content.Text.Replace("192.168.1.1", "192.168.7.1", StringComparison.Ordinal);
        await anna.SendAsync(new Request.CommitFile(file, 1, null), Token);
        await GoBackAsync(router, expires: true);
        Assert.Empty((await CompareAsync(anna)).Lines);
        Assert.Single((await HistoryAsync(anna)).Attempts!);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Commit_WhileOnesOwnWaits_KeepsItOnlyWhereConfirmWould(bool file)
    {
        await using var router = await BootAsync();
        var anna = router.Connect("anna");
        await SetAsync(anna, "system hostname x");
        await anna.SendAsync(new Request.Commit(2, null), Token);
        router.Time.Advance(TimeSpan.FromSeconds(30));
        Request commit = file ? new Request.CommitFile(router.Engine.Running.Content.Text, null, null) : new Request.Commit(null, null);
        router.Peers.Age = TimeSpan.FromMinutes(5);
        var confirm = Assert.IsType<Response.Failed>(await anna.SendAsync(new Request.Confirm(), Token));
        Assert.Equal(confirm.Message, Assert.IsType<Response.Failed>(await anna.SendAsync(commit, Token)).Message);
        Assert.NotNull(router.Engine.Pending);
        router.Peers.Age = TimeSpan.FromSeconds(10);
        var committed = Assert.IsType<Response.Committed>(await anna.SendAsync(commit, Token));
        Assert.Equal((true, 2), (committed.Confirmed, committed.Generation));
        Assert.Null(router.Engine.Pending);
    }

    [Fact]
    public async Task CommitConfirm_WhileOnesOwnWaits_GoesOnWaitingOverAnOldConnection()
    {
        await using var router = await BootAsync();
        var anna = router.Connect("anna");
        router.Peers.Age = TimeSpan.FromMinutes(5);
        await SetAsync(anna, "system hostname x");
        await anna.SendAsync(new Request.Commit(2, null), Token);
        router.Time.Advance(TimeSpan.FromMinutes(1));
        var committed = Assert.IsType<Response.Committed>(await anna.SendAsync(new Request.Commit(5, null), Token));
        Assert.Equal((false, router.Time.GetUtcNow().AddMinutes(5)), (committed.Confirmed, committed.ConfirmBefore));
    }

    [Theory]
    [InlineData(64 * 1024, true)]
    [InlineData(0, false)]
    [InlineData(65 * 1024, false)]
    public async Task SetSecret_OfAnySender_IsHeldAgainstTheSameLimits(int length, bool kept)
    {
        await using var router = await BootAsync();
        var answer = await router.Connect("anna").SendAsync(new Request.SetSecret("cert", new string('M', length)), Token);
        Assert.Equal(kept, answer is Response.Done);
        Assert.Equal(kept ? length : null, router.Secrets.Find("cert")?.Length);
    }

    private static async Task<TestRouter> BootAsync()
    {
        var router = await new TestRouter().BootAsync();
        Assert.IsType<Response.Committed>(await router.Connect(null).SendAsync(new Request.CommitFile(Users, null, null), Token));
        return router;
    }

    private static async Task GoBackAsync(TestRouter router, bool expires)
    {
        if (expires)
            router.Time.Advance(TimeSpan.FromMinutes(1));
        else
            Assert.IsType<Response.Done>(await router.Connect("bob").SendAsync(new Request.Rollback(null), Token));
        await router.SettleAsync();
    }

    private static Task SetAsync(RouterClient client, string words) => EditAsync(client, EditVerb.Set, words);

    private static async Task EditAsync(RouterClient client, EditVerb verb, string words)
    {
        Assert.True(ConfigPath.TrySplit(words, out var split));
        Assert.IsType<Response.Done>(await client.SendAsync(new Request.Edit(verb, split), Token));
    }

    private static async Task<Response.Committed> CommitAsync(RouterClient client) =>
        Assert.IsType<Response.Committed>(await client.SendAsync(new Request.Commit(null, null), Token));

    private static async Task<Response.Difference> CompareAsync(RouterClient client) =>
        Assert.IsType<Response.Difference>(await client.SendAsync(new Request.Compare(), Token));

    private static async Task<Response.History> HistoryAsync(RouterClient client) =>
        Assert.IsType<Response.History>(await client.SendAsync(new Request.ShowHistory(), Token));
}
