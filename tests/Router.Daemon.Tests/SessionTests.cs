using Router.Api;
using Router.Api.Contract;
using Router.Daemon.Sessions;
using Router.Daemon.Tests.Fakes;
using Router.Features.SystemSettings;

namespace Router.Daemon.Tests;

public class SessionTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    private static readonly string Users = TestRouter.Document("192.168.1.1/24", $$"""
        system:
          users:
            anna: { role: admin, keys: ["{{Key}}"] }
            bob: { role: admin, keys: ["{{Key}}"] }
            oda: { role: operate, keys: ["{{Key}}"] }
            eva: { role: view, keys: ["{{Key}}"] }
            nas: { role: files }

        """);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("anna", true, true, true)]
    [InlineData("oda", true, true, false)]
    [InlineData("eva", true, false, false)]
    [InlineData("nas", false, false, false)]
    [InlineData("nobody", false, false, false)]
    public async Task Role_OfTheUser_DecidesWhatIsAnswered(string user, bool look, bool operate, bool change)
    {
        await using var router = await BootAsync();
        var client = router.Connect(user);
        Assert.Equal(look, await AllowedAsync(client, new Request.ShowVersion()));
        Assert.Equal(operate, await AllowedAsync(client, new Request.RestartService("squid")));
        Assert.Equal(change, await AllowedAsync(client, new Request.Edit(EditVerb.Set, ["system", "hostname", "x"])));
        Assert.Equal(change, await AllowedAsync(client, new Request.PowerOff()));
        Assert.Equal(change, await AllowedAsync(client, new Request.ShowSecrets()));
    }

    [Fact]
    public void Access_NoRequest_IsOpenToFileUsers() => Assert.All(
        typeof(Request).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(Request))),
        type => Assert.False(
            Access.Allows(UserRole.Files, (Request)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type))));

    [Fact]
    public async Task Stream_RoleTooLow_IsRefused()
    {
        await using var router = await BootAsync();
        var failed = Assert.IsType<Response.Failed>(
            await router.Connect("eva").StreamAsync(new Request.Ping("10.0.0.1", 1), Token).FirstAsync(Token));
        Assert.Equal((FailureKind.Denied, "eva has the role view, which does not allow this"), (failed.Kind, failed.Message));
    }

    [Fact]
    public async Task User_RemovedByACommit_IsRefusedAtTheNextRequest()
    {
        await using var router = await BootAsync();
        var bob = router.Connect("bob");
        Assert.True(await AllowedAsync(bob, new Request.ShowVersion()));
        var anna = router.Connect("anna");
        await anna.SendAsync(new Request.Edit(EditVerb.Delete, ["system", "users", "bob"]), Token);
        Assert.IsType<Response.Committed>(await anna.SendAsync(new Request.Commit(null, null), Token));
        Assert.IsType<Response.Failed>(await bob.SendAsync(new Request.ShowVersion(), Token));
    }

    [Fact]
    public async Task Candidates_OfTwoSessions_DoNotMix()
    {
        await using var router = await BootAsync();
        var (anna, bob) = (router.Connect("anna"), router.Connect("bob"));
        await anna.SendAsync(new Request.Edit(EditVerb.Set, ["system", "hostname", "hers"]), Token);
        Assert.Empty(Assert.IsType<Response.Difference>(await bob.SendAsync(new Request.Compare(), Token)).Lines);
        var hers = Assert.IsType<Response.Difference>(await anna.SendAsync(new Request.Compare(), Token));
        Assert.Equal(["set system hostname hers"], hers.Commands);
        Assert.Contains("+  hostname: hers", hers.Lines);
    }

    [Fact]
    public async Task Candidate_OfABrokenConnection_IsThereAgain()
    {
        await using var router = await BootAsync();
        await using (var first = router.Connect("anna"))
            await first.SendAsync(new Request.Edit(EditVerb.Set, ["system", "hostname", "hers"]), Token);
        var compared = Assert.IsType<Response.Difference>(await router.Connect("anna").SendAsync(new Request.Compare(), Token));
        Assert.Equal(["set system hostname hers"], compared.Commands);
    }

    [Fact]
    public async Task Commit_OnTopOfSomebodyElses_KeepsBoth()
    {
        await using var router = await BootAsync();
        var (anna, bob) = (router.Connect("anna"), router.Connect("bob"));
        await anna.SendAsync(new Request.Edit(EditVerb.Set, ["system", "hostname", "hers"]), Token);
        await bob.SendAsync(new Request.Edit(EditVerb.Set, ["interfaces", "lan", "mtu", "1400"]), Token);
        Assert.IsType<Response.Committed>(await bob.SendAsync(new Request.Commit(null, null), Token));
        Assert.IsType<Response.Committed>(await anna.SendAsync(new Request.Commit(null, null), Token));
        var running = router.Engine.Running.Content.Config;
        Assert.Equal(("hers", 1400), (running.System.Hostname, running.Interfaces["lan"].Mtu));
    }

    [Fact]
    public async Task Commit_OfAPlaceThatSomebodyElseChanged_NamesItAndLosesNothing()
    {
        await using var router = await BootAsync();
        var (anna, bob) = (router.Connect("anna"), router.Connect("bob"));
        await anna.SendAsync(new Request.Edit(EditVerb.Set, ["interfaces", "lan", "mtu", "1300"]), Token);
        await anna.SendAsync(new Request.Edit(EditVerb.Set, ["system", "hostname", "hers"]), Token);
        await bob.SendAsync(new Request.Edit(EditVerb.Set, ["interfaces", "lan", "mtu", "1400"]), Token);
        Assert.IsType<Response.Committed>(await bob.SendAsync(new Request.Commit(null, null), Token));
        var failed = Assert.IsType<Response.Failed>(await anna.SendAsync(new Request.Commit(null, null), Token));
        Assert.StartsWith("bob has committed changes to the same places", failed.Message, StringComparison.Ordinal);
        Assert.Equal(
            ("interfaces lan mtu", "runs as 1400, and you made it 1300"), failed.Problems.Select(p => (p.Path, p.Message)).Single());
        Assert.Equal(1400, router.Engine.Running.Content.Config.Interfaces["lan"].Mtu);

        var done = Assert.IsType<Response.Done>(await anna.SendAsync(new Request.Rebase(), Token));
        Assert.EndsWith("in place of others at: interfaces lan mtu", done.Message, StringComparison.Ordinal);
        Assert.IsType<Response.Committed>(await anna.SendAsync(new Request.Commit(null, null), Token));
        var running = router.Engine.Running.Content.Config;
        Assert.Equal(("hers", 1300), (running.System.Hostname, running.Interfaces["lan"].Mtu));
    }

    [Fact]
    public async Task Checkpoint_OfWhatRuns_IsWhatRollbackGoesBackTo()
    {
        await using var router = await BootAsync();
        var anna = router.Connect("anna");
        Assert.IsType<Response.Done>(await anna.SendAsync(new Request.Checkpoint("good"), Token));
        await anna.SendAsync(
            new Request.CommitFile(Users.Replace("192.168.1.1", "192.168.7.1", StringComparison.Ordinal), null, null), Token);
        var since = Assert.IsType<Response.Difference>(await anna.SendAsync(new Request.Compare(1), Token));
        Assert.Equal(["delete interfaces lan addresses 192.168.1.1/24", "set interfaces lan addresses 192.168.7.1/24"], since.Commands);
        Assert.IsType<Response.Done>(await anna.SendAsync(new Request.Rollback(null, "good"), Token));
        Assert.IsType<Response.Committed>(await anna.SendAsync(new Request.Commit(null, null), Token));
        Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
        Assert.Equal(
            FailureKind.NotFound, Assert.IsType<Response.Failed>(await anna.SendAsync(new Request.Rollback(null, "bad"), Token)).Kind);
        Assert.Equal(FailureKind.Invalid, Assert.IsType<Response.Failed>(await anna.SendAsync(new Request.Checkpoint("7 up"), Token)).Kind);
    }

    [Fact]
    public async Task Rollback_ToAGeneration_MakesItTheCandidate()
    {
        await using var router = await BootAsync();
        var anna = router.Connect("anna");
        await anna.SendAsync(
            new Request.CommitFile(Users.Replace("192.168.1.1", "192.168.7.1", StringComparison.Ordinal), null, null), Token);
        Assert.Equal(["192.168.7.1/24"], router.Addresses("eth1"));
        Assert.IsType<Response.Done>(await anna.SendAsync(new Request.Rollback(1), Token));
        Assert.IsType<Response.Committed>(await anna.SendAsync(new Request.Commit(null, "back"), Token));
        Assert.Equal(["192.168.1.1/24"], router.Addresses("eth1"));
        var history = Assert.IsType<Response.History>(await anna.SendAsync(new Request.ShowHistory(), Token)).Items;
        Assert.Equal([(3, "anna", true), (2, "anna", false), (1, "root", false)], history.Select(g => (g.Number, g.By, g.Running)));
    }

    [Fact]
    public async Task Rollback_CountedBack_IsWhatRanSoManyCommitsAgo()
    {
        await using var router = await BootAsync();
        var anna = router.Connect("anna");
        foreach (var name in new[] { "two", "three", "four" })
        {
            await anna.SendAsync(new Request.Edit(EditVerb.Set, ["system", "hostname", name]), Token);
            Assert.IsType<Response.Committed>(await anna.SendAsync(new Request.Commit(null, null), Token));
        }
        Assert.IsType<Response.Done>(await anna.SendAsync(new Request.Rollback(null, Back: 1), Token));
        Assert.Equal(["set system hostname three"], await ChangesAsync(anna, new Request.Compare()));
        Assert.IsType<Response.Done>(await anna.SendAsync(new Request.Rollback(null, Back: 2), Token));
        Assert.Equal(["set system hostname two"], await ChangesAsync(anna, new Request.Compare()));
        Assert.Equal(["set system hostname four"], await ChangesAsync(anna, new Request.Compare(Back: 1)));
        Assert.Equal(["set system hostname two"], await ChangesAsync(anna, new Request.Compare(Back: 1, Candidate: true)));
        Assert.Empty(await ChangesAsync(anna, new Request.Compare(Back: 1, Path: ["interfaces"])));
        Assert.IsType<Response.Done>(await anna.SendAsync(new Request.Rollback(null, Back: 0), Token));
        Assert.Empty(await ChangesAsync(anna, new Request.Compare()));
        var failed = Assert.IsType<Response.Failed>(await anna.SendAsync(new Request.Rollback(null, Back: 4), Token));
        Assert.Equal((FailureKind.NotFound, "nothing is kept of 4 commits ago"), (failed.Kind, failed.Message));
        Assert.Contains("rollback generation 4", failed.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_WhileACommitWaits_CountsFromIt()
    {
        await using var router = await BootAsync();
        var anna = router.Connect("anna");
        await anna.SendAsync(new Request.Edit(EditVerb.Set, ["system", "hostname", "two"]), Token);
        Assert.IsType<Response.Committed>(await anna.SendAsync(new Request.Commit(5, null), Token));
        Assert.Equal(["set system hostname two"], await ChangesAsync(anna, new Request.Compare(Back: 1)));
    }

    [Fact]
    public async Task Load_OfEachKind_ChangesTheCandidateOrNothing()
    {
        await using var router = await BootAsync();
        var anna = router.Connect("anna");
        Assert.IsType<Response.Done>(await anna.SendAsync(new Request.Load("system: { hostname: merged }\n", LoadHow.Merge), Token));
        Assert.IsType<Response.Done>(await anna.SendAsync(new Request.Load("set interfaces lan mtu 1400\n", LoadHow.Commands), Token));
        var both = new[] { "set system hostname merged", "set interfaces lan mtu 1400" };
        Assert.Equal(both.Order(), (await ChangesAsync(anna, new Request.Compare())).Order());
        foreach (var (text, how) in new[]
        {
            ("-----BEGIN PRIVATE KEY-----\nAAAA\n", LoadHow.Override),
            ("hello", LoadHow.Merge),
            ("set nosuch 1\n", LoadHow.Commands)
        })
            Assert.Equal(
                FailureKind.Invalid, Assert.IsType<Response.Failed>(await anna.SendAsync(new Request.Load(text, how), Token)).Kind);
        Assert.Equal(both.Order(), (await ChangesAsync(anna, new Request.Compare())).Order());
    }

    [Fact]
    public async Task Deactivate_OfAnInterface_TakesItAwayUntilItIsActivated()
    {
        await using var router = await BootAsync();
        var anna = router.Connect("anna");
        foreach (var (verb, there) in new[] { (EditVerb.Deactivate, false), (EditVerb.Activate, true) })
        {
            await anna.SendAsync(new Request.Edit(verb, ["interfaces", "lan", "addresses"]), Token);
            Assert.IsType<Response.Committed>(await anna.SendAsync(new Request.Commit(null, null), Token));
            Assert.Equal(there ? ["192.168.1.1/24"] : [], router.Addresses("eth1"));
            var shown = Assert.IsType<Response.Document>(await anna.SendAsync(
                new Request.ShowConfiguration(ConfigurationSource.Running, []), Token)).Text;
            Assert.Equal(!there, shown.Contains("addresses: !inactive", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task ShowConfiguration_AsCommands_MakesTheSameAgain()
    {
        await using var router = await BootAsync();
        var anna = router.Connect("anna");
        var commands = Assert.IsType<Response.Document>(await anna.SendAsync(
            new Request.ShowConfiguration(ConfigurationSource.Running, [], Commands: true), Token)).Text;
        Assert.Contains("set interfaces lan addresses 192.168.1.1/24\n", commands, StringComparison.Ordinal);
        await anna.SendAsync(new Request.Load("version: 1\n"), Token);
        Assert.IsType<Response.Done>(await anna.SendAsync(new Request.Load(commands, LoadHow.Commands), Token));
        Assert.Empty(await ChangesAsync(anna, new Request.Compare()));
        var part = Assert.IsType<Response.Document>(await anna.SendAsync(
            new Request.ShowConfiguration(ConfigurationSource.Running, ["system"], Commands: true), Token)).Text;
        Assert.All(part.TrimEnd('\n').Split('\n'), line => Assert.StartsWith("set system ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("secret", "mesj", "did you mean mesh?")]
    [InlineData("secret", "nosuch", "show secrets lists them")]
    [InlineData("set-file", "blockd.txt", "did you mean blocked.txt?")]
    [InlineData("service", "nosuch", "show services lists them")]
    [InlineData("checkpoint", "god", "did you mean good?")]
    public async Task Request_OfANameThatIsNotThere_SaysSoWithTheNearest(string what, string name, string hint)
    {
        await using var router = await BootAsync();
        var anna = router.Connect("anna");
        await anna.SendAsync(new Request.SetSecret("mesh", "x"), Token);
        await anna.SendAsync(new Request.SetSetFile("blocked.txt", "192.0.2.1\n"), Token);
        await anna.SendAsync(new Request.Checkpoint("good"), Token);
        var failed = Assert.IsType<Response.Failed>(await anna.SendAsync(what switch
        {
            "secret" => new Request.DeleteSecret(name),
            "set-file" => new Request.DeleteSetFile(name),
            "service" => new Request.RestartService(name),
            _ => (Request)new Request.DeleteCheckpoint(name),
        }, Token));
        Assert.Equal((FailureKind.NotFound, hint), (failed.Kind, failed.Hint));
    }

    [Theory]
    [InlineData("interfases lan", "did you mean interfaces?")]
    [InlineData("interfaces lam", "did you mean lan?")]
    [InlineData("interfaces lam zone", "did you mean lan?")]
    public async Task ShowConfiguration_OfNothing_NamesTheNearest(string path, string hint)
    {
        await using var router = await BootAsync();
        var failed = Assert.IsType<Response.Failed>(
            await router.Connect("eva").SendAsync(new Request.ShowConfiguration(ConfigurationSource.Running, path.Split(' ')), Token));
        Assert.Equal((FailureKind.Invalid, hint), (failed.Kind, failed.Hint));
    }

    [Fact]
    public async Task Edit_ThatCannotBe_LeavesTheCandidateAndSaysWhy()
    {
        await using var router = await BootAsync();
        var anna = router.Connect("anna");
        var failed = Assert.IsType<Response.Failed>(await anna.SendAsync(new Request.Edit(EditVerb.Set, ["interfases", "lan"]), Token));
        Assert.Equal(FailureKind.Invalid, failed.Kind);
        Assert.NotEmpty(failed.Problems);
        Assert.Empty(Assert.IsType<Response.Difference>(await anna.SendAsync(new Request.Compare(), Token)).Lines);
    }

    [Fact]
    public async Task Events_OfACommit_AreToldToWhoListens()
    {
        await using var router = await BootAsync();
        await using var events = router.Connect("eva").StreamAsync(new Request.MonitorEvents(), Token).GetAsyncEnumerator(Token);
        var next = events.MoveNextAsync();
        var anna = router.Connect("anna");
        while (!next.IsCompleted)
        {
            // The listener may still be connecting: what happens before it listens is not for it.
            await anna.SendAsync(new Request.RestartService("squid"), Token);
        }
        Assert.True(await next);
        Assert.Equal("squid restarted by anna", Assert.IsType<Response.Event>(events.Current).Text);
    }

    [Fact]
    public async Task Interfaces_OfTheKernel_CarryTheAdminsNames()
    {
        await using var router = await BootAsync();
        var interfaces =
            Assert.IsType<Response.Interfaces>(await router.Connect("eva").SendAsync(new Request.ShowInterfaces(), Token)).Items;
        var lan = interfaces.Single(i => i.Name == "lan");
        Assert.Equal(("eth1", "lan", "no carrier"), (lan.Device, lan.Zone, lan.State));
        Assert.Equal([new AddressStatus("192.168.1.1/24", "static")], lan.Addresses);
        Assert.Equal(["lo", "eth0", "eth2"], interfaces.Where(i => i.Name is null).Select(i => i.Device));
    }

    [Fact]
    public async Task Completion_OfAPath_KnowsTheSchemaAndTheCandidate()
    {
        await using var router = await BootAsync();
        var anna = router.Connect("anna");
        var keys = Assert.IsType<Response.Completions>(
            await anna.SendAsync(new Request.Complete(CompletionSubject.Set, ["interfaces", "lan", "m"]), Token));
        Assert.Contains(keys.Items, i => i.Text == "mtu");
        var users = Assert.IsType<Response.Completions>(
            await anna.SendAsync(new Request.Complete(CompletionSubject.Present, ["system", "users", ""]), Token));
        Assert.Equal(["anna", "bob", "oda", "eva", "nas"], users.Items.Select(i => i.Text));
    }

    [Fact]
    public async Task ShowUsers_OfWhoIsConnected_SaysWhereAndWhat()
    {
        await using var router = await BootAsync();
        var anna = router.Connect("anna");
        await using var events = router.Connect("eva").StreamAsync(new Request.MonitorEvents(), Token).GetAsyncEnumerator(Token);
        var next = events.MoveNextAsync();
        while (!Connected(router, "eva", "monitor-events"))
            await Task.Yield();
        var users = Assert.IsType<Response.Users>(await anna.SendAsync(new Request.ShowUsers(), Token)).Items;
        Assert.Equal([("eva", "view", "ssh eva", "monitor-events", false), ("anna", "admin", "ssh anna", "show-users", true)],
            users.Where(u => u.User != "root").OrderByDescending(u => u.User).Select(u => (u.User, u.Role, u.Origin, u.Doing, u.Own)));
        Assert.IsType<Response.Done>(await anna.SendAsync(new Request.Disconnect(users.Single(u => u.User == "eva").Id), Token));
        var ended = await Assert.ThrowsAsync<Api.Edges.SessionEndedException>(() => next.AsTask());
        Assert.Equal("anna ended this session", ended.Message);
    }

    [Fact]
    public async Task Disconnect_BelowAdmin_EndsOnesOwnAlone()
    {
        await using var router = await BootAsync();
        var (anna, eva, other) = (router.Connect("anna"), router.Connect("eva"), router.Connect("eva"));
        await anna.SendAsync(new Request.ShowVersion(), Token);
        await other.SendAsync(new Request.ShowVersion(), Token);
        var users = Assert.IsType<Response.Users>(await eva.SendAsync(new Request.ShowUsers(), Token)).Items;
        var failed = Assert.IsType<Response.Failed>(
            await eva.SendAsync(new Request.Disconnect(users.Single(u => u.User == "anna").Id), Token));
        Assert.Equal(FailureKind.NotFound, failed.Kind);
        Assert.IsType<Response.Failed>(await eva.SendAsync(new Request.Disconnect(users.Single(u => u.Own).Id), Token));
        Assert.IsType<Response.Done>(await eva.SendAsync(new Request.Disconnect(users.Single(u => u.User == "eva" && !u.Own).Id), Token));
        Assert.IsType<Response.Version>(await anna.SendAsync(new Request.ShowVersion(), Token));
        var completed =
            Assert.IsType<Response.Completions>(await eva.SendAsync(new Request.Complete(CompletionSubject.User, [""]), Token)).Items;
        Assert.Contains(completed, c => c.Help.StartsWith("anna ssh anna, since", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Confirm_ByAnAdminWhoseSharesAreAllTaken_IsTaken()
    {
        await using var router = await BootAsync();
        var anna = router.Connect("anna");
        await anna.SendAsync(new Request.Edit(EditVerb.Set, ["system", "hostname", "hers"]), Token);
        Assert.IsType<Response.Committed>(await anna.SendAsync(new Request.Commit(5, null), Token));
        while (router.Connections.List().Count(c => c.Caller.User == "anna") < router.Connections.Limits.AdminConnections)
            await router.Connect("anna").SendAsync(new Request.ShowVersion(), Token);
        var fresh = router.Connect("anna");
        var welcome = Assert.IsType<Response.Welcome>(await fresh.SendAsync(new Request.Hello("ssh anna"), Token));
        Assert.Contains(
            welcome.Notes, note => note.Contains("confirm, rollback, show users and disconnect alone", StringComparison.Ordinal));
        Assert.IsType<Response.Failed>(await fresh.SendAsync(new Request.ShowHistory(), Token));
        Assert.IsType<Response.Committed>(await fresh.SendAsync(new Request.Confirm(), Token));
        Assert.Null(router.Engine.Pending);
    }

    [Fact]
    public async Task Connect_WhenAViewUserHoldsAllTheirPlaces_LetsTheOthersIn()
    {
        await using var router = await BootAsync();
        for (var i = 0; i < router.Connections.Limits.GuestConnections; i++)
            await router.Connect("eva").SendAsync(new Request.ShowVersion(), Token);
        var refused = await Assert.ThrowsAsync<Api.Edges.DaemonUnreachableException>(
            () => router.Connect("eva").SendAsync(new Request.ShowVersion(), Token));
        Assert.StartsWith(
            "eva has 8 sessions open, as many as one user may have (end one of them", refused.Message, StringComparison.Ordinal);
        foreach (var user in new[] { "anna", "bob", "oda", null })
            Assert.IsType<Response.Version>(await router.Connect(user).SendAsync(new Request.ShowVersion(), Token));
        router.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.IsType<Response.Version>(await router.Connect("eva").SendAsync(new Request.ShowVersion(), Token));
    }

    private static bool Connected(TestRouter router, string user, string doing) =>
        router.Connections.List().Any(c => c.Caller.User == user && c.Doing == doing);

    private static async Task<TestRouter> BootAsync()
    {
        var router = await new TestRouter().BootAsync();
        Assert.IsType<Response.Committed>(await router.Connect(null).SendAsync(new Request.CommitFile(Users, null, null), Token));
        return router;
    }

    private static async Task<IReadOnlyList<string>> ChangesAsync(RouterClient client, Request.Compare compare) =>
        Assert.IsType<Response.Difference>(await client.SendAsync(compare, Token)).Commands;

    private static async Task<bool> AllowedAsync(RouterClient client, Request request)
    {
        try
        {
            return await client.SendAsync(request, Token) is not Response.Failed { Kind: FailureKind.Denied };
        }
        catch (Api.Edges.DaemonUnreachableException exception)
            when (exception.Message.Contains("is no user of this router", StringComparison.Ordinal)
                || exception.Message.Contains("role files", StringComparison.Ordinal))
        {
            return false;
        }
    }
}
