using System.Net;
using Router.Api.Controllers;
using Router.Controller.Storage;
using Router.Core.Trust;

namespace Router.Controller.Tests;

/// <summary>Documents on their way to devices.</summary>
public class RolloutTests
{
    [Fact]
    public async Task Rollout_OfAll_GivesEachDeviceItsOwn()
    {
        using var scratch = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        using var one = await controller.DeviceAsync("r1");
        using var two = await controller.DeviceAsync("r2");
        var waits = Task.WhenAll(one.TakeAsync(), two.TakeAsync());

        var rollout = await OrderAsync(controller, Orders.For("r1", "r2"));
        await waits;
        var over = await controller.OverAsync(rollout.Id);
        Assert.Equal("done", over.Stage);
        Assert.All(over.Devices, device => Assert.Equal("applied", device.State));
        Assert.Equal(Orders.Document("r1"), one.Runs);
        Assert.Equal(Orders.Document("r2"), two.Runs);
        var status = await controller.GetAsync(ControllerPaths.Devices, ControllerJson.Default.IReadOnlyListDeviceStanding);
        Assert.All(status, device => Assert.Equal("same", device.State));
        Assert.Null(await one.FetchAsync());
    }

    [Fact]
    public async Task Rollout_WhoseCanaryFails_BeginsNoOther()
    {
        using var scratch = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        using var one = await controller.DeviceAsync("r1");
        using var two = await controller.DeviceAsync("r2");
        var rollout = await OrderAsync(controller, Orders.For("r1", "r2") with { Canary = 1, MaxFailures = 5 });

        await one.TakeAsync(fails: "the firewall is refused");
        var over = await controller.OverAsync(rollout.Id);
        Assert.Equal("halted", over.Stage);
        Assert.Equal(["failed", "skipped"], over.Devices.Select(device => device.State));
        Assert.Contains("the firewall is refused", over.Why, StringComparison.Ordinal);
        Assert.Null(await two.FetchAsync());
    }

    [Fact]
    public async Task Rollout_ThatIsHalted_TakesBackWhatADeviceThatWasAwayWouldGet()
    {
        using var scratch = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        using var away = await controller.DeviceAsync("r1");
        var first = await OrderAsync(controller, Orders.For("r1"));
        await away.TakeAsync();
        await controller.OverAsync(first.Id);

        var second = await OrderAsync(controller, Orders.For("r1") with
        {
            Devices = [new OrderedDocument("r1", Orders.Document("other"), Nothing, Nothing)],
            WithinSeconds = 1,
        });
        Assert.Equal("halted", (await controller.OverAsync(second.Id)).Stage);
        Assert.Equal(Orders.Document("r1"), (await away.FetchAsync())?.Document);
    }

    [Fact]
    public async Task Rollout_ThatIsStopped_BeginsNoOther()
    {
        using var scratch = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        using var one = await controller.DeviceAsync("r1");
        using var two = await controller.DeviceAsync("r2");
        var rollout = await OrderAsync(controller, Orders.For("r1", "r2") with { Wave = 1, PauseSeconds = 600 });
        await one.TakeAsync();

        using var stopped = await controller.PostAsync($"{ControllerPaths.Rollouts}/{rollout.Id}/stop");
        Assert.Equal(HttpStatusCode.OK, stopped.StatusCode);
        Assert.Null(await two.FetchAsync(wait: 3));
        Assert.Equal("stopped", (await controller.OverAsync(rollout.Id)).Stage);
    }

    [Fact]
    public async Task Order_ThatIsWrong_IsRefusedAsAWhole()
    {
        using var scratch = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        using var device = await controller.DeviceAsync("r1");

        foreach (var (order, why) in new[]
        {
            (Orders.For("r1", "r9"), "r9"), (Orders.For("r1", "r1"), "twice"), (Orders.For(), "no device"),
            (Orders.For("r1") with { ConfirmSeconds = 1 }, "confirmSeconds"),
            (Orders.For("r1") with { Devices = [new("r1", "version: 1\nsystem: { hostnam: x }\n", Nothing, Nothing)] }, "hostnam"),
            (Orders.For("r1") with { Devices = [new("r1", "version: 1\n", Nothing, Nothing)] }, "names no controller"),
        })
        {
            using var answer = await controller.OrderAsync(order);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(
                why, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        Assert.Null(await device.FetchAsync());
    }

    [Fact]
    public async Task Statement_WithAnotherKeyOrAnOldNumber_IsNotBelieved()
    {
        using var scratch = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        using var device = await controller.DeviceAsync("r1");
        using var first = await device.SayAsync(RunOutcome.None);
        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);

        using var other = P256.Generate();
        using var otherKey = await device.SayAsync(RunOutcome.None, with: other);
        using var oldNumber = await device.SayAsync(RunOutcome.None, number: 1);
        Assert.Equal(HttpStatusCode.Conflict, otherKey.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, oldNumber.StatusCode);

        using var believe = await controller.PostAsync($"{ControllerPaths.Devices}/r1/new-key");
        using var again = await device.SayAsync(RunOutcome.None, with: other);
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
    }

    [Fact]
    public async Task File_AfterARestart_HasAllOfIt_AndNothingInTheClear()
    {
        using var scratch = new Scratch();
        var place = new StoragePlace.OneFile(null);
        TryDevice device;
        string identity, id;
        await using (var controller = await TryController.StartAsync(scratch.Path, place))
        {
            using var unknown = controller.Client(null);
            identity = await TryDevice.EnrolAsync(unknown, await controller.TokenAsync("r1"));
            device = new TryDevice("r1", controller.Client(identity));
            id = (await OrderAsync(controller, Orders.For("r1"))).Id;
            while (await device.FetchAsync(wait: 5) is null)
            {
            }
            device.Dispose();
        }
        foreach (var file in Directory.GetFiles(scratch.Path, "controller.db*"))
        {
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
            Assert.DoesNotContain("secret of r1", text, StringComparison.Ordinal);
            Assert.DoesNotContain("hostname", text, StringComparison.Ordinal);
        }
        await using (var controller = await TryController.StartAsync(scratch.Path, place))
        {
            device = new TryDevice("r1", controller.Client(identity));
            await device.TakeAsync();
            device.Dispose();
            Assert.Equal("done", (await controller.OverAsync(id)).Stage);
        }
    }

    private static readonly Dictionary<string, string> Nothing = [];

    private static async Task<RolloutStanding> OrderAsync(TryController controller, RolloutOrder order)
    {
        using var answer = await controller.OrderAsync(order);
        return await TryController.ReadAsync(answer, ControllerJson.Default.RolloutStanding);
    }
}
