using Router.Api.Contract;
using Router.Api.Controllers;
using Router.Daemon.Engine;
using Router.Daemon.Tests.Fakes;

namespace Router.Daemon.Tests.Controllers;

/// <summary>What a device does with what its controller gives.</summary>
public sealed class ControllerAgentTests
{
    private const string One = "https://one.example:8443", Two = "https://two.example:8443";

    private static readonly Author Anna = new("anna", "local");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_OfTheController_IsCommittedConfirmedAndStated()
    {
        await using var router = await ControlledAsync();
        router.Controller.Give(Given(1, Document("192.168.7.1/24")));
        await UntilAsync(() => Last(router)?.Outcome == RunOutcome.Applied);

        Assert.Contains("192.168.7.1/24", router.Addresses("eth1"));
        Assert.Null(router.Engine.Pending);
        Assert.Equal(("controller", "a try"), (router.Engine.Running.By.User, router.Engine.Running.Comment));
        var said = DeviceStatement.Parse(Last(router)!.Text)!;
        Assert.Equal(
            (DeviceStatement.DigestOf(router.Engine.Running.Content.Text), true, 1L),
            (said.Document, said.Confirmed, Last(router)!.Revision));
    }

    [Fact]
    public async Task Token_IsUsedOnce_AlsoOverARestart()
    {
        string state;
        await using (var router = await ControlledAsync(keep: true))
        {
            state = router.StateFolder;
            await UntilAsync(() => router.Controller.Reports.Count > 0);
            Assert.Equal(1, router.Controller.Enrolments);
        }
        await using var again = new TestRouter(state);
        SetSecrets(again);
        await again.BootAsync();
        again.KeepController();
        await UntilAsync(() => again.Controller.Reports.Count > 0);
        Assert.Equal(0, again.Controller.Enrolments);
    }

    [Fact]
    public async Task Document_OverWhichTheControllerIsNotReached_IsTakenBack()
    {
        await using var router = await ControlledAsync();
        await UntilAsync(() => router.Controller.Reports.Count > 0);
        router.Controller.Answers = call => !router.Addresses("eth1").Contains("192.168.66.1/24") || call.Path == ControllerPaths.Report;
        router.Controller.Give(Given(1, Document("192.168.66.1/24")));
        await UntilAsync(() => router.Engine.Pending is not null);
        await UntilAsync(() =>
        {
            router.Time.Advance(TimeSpan.FromSeconds(5));
            return Last(router)?.Outcome == RunOutcome.Failed;
        });

        Assert.Contains("is not reached over it, so it was taken back", Last(router)!.Detail, StringComparison.Ordinal);
        Assert.Contains("192.168.1.1/24", router.Addresses("eth1"));
        Assert.Null(router.Engine.Pending);
        // What failed is not tried again by itself.
        var generation = router.Engine.Running.Generation;
        router.Time.Advance(TimeSpan.FromHours(1));
        await router.SettleAsync();
        Assert.Equal(generation, router.Engine.Running.Generation);
    }

    [Fact]
    public async Task Document_WithoutAController_IsRefused()
    {
        await using var router = await ControlledAsync();
        router.Controller.Give(Given(1, TestRouter.Document("192.168.7.1/24")));
        await UntilAsync(() => Last(router)?.Outcome == RunOutcome.Failed);
        Assert.Contains("names no controller", Last(router)!.Detail, StringComparison.Ordinal);
        Assert.Contains("192.168.1.1/24", router.Addresses("eth1"));
    }

    [Fact]
    public async Task SecretOfADocument_ComesWithIt_AndGoesBackWithIt()
    {
        await using var router = await ControlledAsync();
        await UntilAsync(() => router.Controller.Reports.Count > 0);
        router.Secrets.Set("vault", "before");
        var with = Document("192.168.7.1/24").Replace(
            "system:\n", "system:\n  users: { anna: { role: files, password: !secret vault } }\n", StringComparison.Ordinal);
        router.Controller.Give(Given(1, with, ("vault", "after"), ("other", "never")));
        await UntilAsync(() => Last(router)?.Outcome == RunOutcome.Applied);
        Assert.Equal("after", router.Secrets.Find("vault"));
        Assert.Null(router.Secrets.Find("other"));

        router.Controller.Answers = call => !router.Addresses("eth1").Contains("192.168.66.1/24") || call.Path == ControllerPaths.Report;
        router.Controller.Give(Given(2, with.Replace("192.168.7.1", "192.168.66.1", StringComparison.Ordinal), ("vault", "worse")));
        await UntilAsync(() => router.Engine.Pending is not null);
        await UntilAsync(() =>
        {
            router.Time.Advance(TimeSpan.FromSeconds(5));
            return Last(router)?.Outcome == RunOutcome.Failed;
        });
        Assert.Equal("after", router.Secrets.Find("vault"));
    }

    [Fact]
    public async Task CommitOfSomebodyElse_IsStatedAtOnce_AndSetBackWhenItIsDue()
    {
        await using var router = await ControlledAsync();
        router.Controller.Give(Given(1, Document("192.168.7.1/24")));
        await UntilAsync(() => Last(router)?.Outcome == RunOutcome.Applied);
        await router.Engine.CommitAsync(Document("192.168.8.1/24"), null, Anna, null);
        await UntilAsync(() => Last(router)?.Outcome == RunOutcome.Changed);
        Assert.Contains("192.168.8.1/24", router.Addresses("eth1"));

        router.Time.Advance(TimeSpan.FromMinutes(15));
        // A question that is open is ended by the controller; here by a commit.
        await router.Engine.CommitAsync(Document("192.168.9.1/24"), null, Anna, null);
        await UntilAsync(() => Last(router)?.Outcome == RunOutcome.Applied);
        Assert.Contains("192.168.7.1/24", router.Addresses("eth1"));
    }

    [Fact]
    public async Task Controller_ThatIsAway_IsSaid_AndTheOtherIsAsked()
    {
        await using var router = await ControlledAsync(away: One);
        await UntilAsync(() =>
        {
            router.Time.Advance(TimeSpan.FromSeconds(1));
            return router.Controller.Reports.Count > 0;
        });
        Assert.Equal(Two, router.Agent.Status.Url);

        router.Controller.Away.Add(Two);
        router.Controller.Give(Given(1, "no document"));
        await UntilAsync(() =>
        {
            router.Time.Advance(TimeSpan.FromSeconds(1));
            return router.Agent.Status.Failure is not null;
        });
        await using var client = router.Connect(null);
        var shown = Assert.IsType<Response.Controller>(await client.SendAsync(new Request.ShowController(), Token));
        Assert.Equal([One, Two], shown.Urls);
        Assert.NotNull(shown.Again);
    }

    private static string Document(string address) => TestRouter.Document(
        address, $"system:\n  controller: {{ urls: [\"{One}\", \"{Two}\"], identity: !secret token, ca: !secret ca }}\n");

    private static AssignedDocument Given(long revision, string document, params (string Name, string Value)[] secrets) => new(
        revision, document, secrets.ToDictionary(secret => secret.Name, secret => secret.Value), new Dictionary<string, string>(), 60,
        "a try");

    private static RunReport? Last(TestRouter router) => router.Controller.Reports is { Count: > 0 } reports ? reports[^1] : null;

    private static void SetSecrets(TestRouter router)
    {
        router.Secrets.Set("token", $"{EnrolmentToken.Prefix}r1:AAAA");
        router.Secrets.Set("ca", "the authority");
    }

    private static async Task<TestRouter> ControlledAsync(bool keep = false, string? away = null)
    {
        var router = new TestRouter(keep: keep);
        SetSecrets(router);
        if (away is not null)
            router.Controller.Away.Add(away);
        await router.BootAsync();
        await router.Engine.CommitAsync(Document("192.168.1.1/24"), null, Anna, null);
        router.KeepController();
        return router;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(Token);
        within.CancelAfter(TimeSpan.FromSeconds(30));
        while (!holds())
            await Task.Delay(10, within.Token);
    }
}
