using System.Net;
using Router.Api.Controllers;
using Router.Fleet.Journals;

namespace Router.Controller.Tests;

/// <summary>What operators may do.</summary>
public class OperatorTests
{
    [Fact]
    public async Task Order_NeedsTheRolePush()
    {
        using var scratch = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        using var device = await controller.DeviceAsync("r1");
        using var viewer = await controller.OperatorAsync("viewer", "view");
        using var pusher = await controller.OperatorAsync("pusher", "push");

        using var refused = await TryController.OrderAsync(viewer, Orders.For("r1"));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var taken = await TryController.OrderAsync(pusher, Orders.For("r1"));
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        using var token = await pusher.PostAsync($"{ControllerPaths.Devices}/r2/token", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, token.StatusCode);
    }

    [Fact]
    public async Task Rollout_ThatNeedsApproval_BeginsWhenSomebodyElseApproves()
    {
        using var scratch = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path, approval: true);
        using var device = await controller.DeviceAsync("r1");
        using var one = await controller.OperatorAsync("one", "push", "approve");
        using var two = await controller.OperatorAsync("two", "approve");
        using var ordered = await TryController.OrderAsync(one, Orders.For("r1"));
        var rollout = await TryController.ReadAsync(ordered, ControllerJson.Default.RolloutStanding);
        Assert.Equal("waiting", rollout.Stage);
        Assert.Null(await device.FetchAsync(wait: 2));

        var path = $"{ControllerPaths.Rollouts}/{rollout.Id}/approve";
        using var own = await one.PostAsync(path, null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, own.StatusCode);
        using var others = await two.PostAsync(path, null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
        await device.TakeAsync();
        Assert.Equal("done", (await controller.OverAsync(rollout.Id)).Stage);
    }

    [Fact]
    public async Task Operator_WhoseCertificateWasTakenBack_MayNothing()
    {
        using var scratch = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        using var viewer = await controller.OperatorAsync("viewer", "view");
        using var before = await viewer.GetAsync(ControllerPaths.Devices, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);

        using var revoked = await controller.DeleteAsync($"{ControllerPaths.Operators}/viewer");
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        using var after = await viewer.GetAsync(ControllerPaths.Devices, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, after.StatusCode);
    }

    [Fact]
    public async Task Audit_OfMoreThanAPage_HoldsTogether()
    {
        using var scratch = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        const int tokens = Audit.AuditGrain.LinesOfPage + 5;
        for (var number = 0; number < tokens; number++)
            await controller.TokenAsync($"r{number % 3}");

        var lines = (await controller.AuditAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var finding = AuditChain.Verify(lines);
        Assert.Null(finding.BrokenAt);
        Assert.Equal(tokens, finding.Entries.Count);
        Assert.All(finding.Entries, entry => Assert.Equal(("admin", "token"), (entry.By, entry.Verb)));
        Assert.NotNull(AuditChain.Verify([.. lines.Where((_, at) => at != Audit.AuditGrain.LinesOfPage)]).BrokenAt);
    }
}
