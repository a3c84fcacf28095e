using Router.Api.Controllers;
using Router.Ctl.Cli;
using Router.Ctl.Controllers;
using Router.Ctl.Fleets;
using Router.Ctl.Tests;

namespace Router.Controller.Tests;

/// <summary><c>routerctl</c> at a controller.</summary>
public class FleetVerbTests
{
    [Fact]
    public async Task Push_OfAnInventory_IsFollowedToItsEnd_AndStatusShowsIt()
    {
        using var scratch = new Scratch();
        using var desk = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        var (one, two) = (await EnrolAsync(controller, "r1"), await EnrolAsync(controller, "r2"));
        using (one)
        using (two)
        {
            await WriteInventoryAsync(desk.Path);
            var terminal = new RecordingTerminal();
            var pushing = terminal.RunAsync(
                FleetCommands.Create, ["fleet", "push", "-I", Inventory(desk), "--yes", "--canary", "1", .. At(controller)]);
            await TakeAsync(one.TakeAsync(), pushing, terminal);
            await TakeAsync(two.TakeAsync(), pushing, terminal);
            var code = await pushing;
            Assert.True(code == ExitCode.Done, terminal.Error);
            Assert.Contains("r2      applied", terminal.Out, StringComparison.Ordinal);
            Assert.Contains("hostname: r2", two.Runs, StringComparison.Ordinal);

            var status = new RecordingTerminal();
            Assert.Equal(
                ExitCode.Done, await status.RunAsync(FleetCommands.Create, ["fleet", "status", "-I", Inventory(desk), .. At(controller)]));
            Assert.Contains("r1      same", status.Out, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Push_ThatADeviceRefuses_EndsWithItsReason()
    {
        using var scratch = new Scratch();
        using var desk = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        var (one, two) = (await EnrolAsync(controller, "r1"), await EnrolAsync(controller, "r2"));
        using (one)
        using (two)
        {
            await WriteInventoryAsync(desk.Path);
            var terminal = new RecordingTerminal();
            var pushing = terminal.RunAsync(
                FleetCommands.Create, ["fleet", "push", "-I", Inventory(desk), "--yes", "--canary", "1", .. At(controller)]);
            await TakeAsync(one.TakeAsync(fails: "no port eth9"), pushing, terminal);
            Assert.Equal(ExitCode.Input, await pushing);
            Assert.Contains("no port eth9", terminal.Out, StringComparison.Ordinal);
            Assert.Contains("skipped", terminal.Out, StringComparison.Ordinal);
            Assert.Null(await two.FetchAsync());
        }
    }

    [Fact]
    public async Task Operator_ThatWasAdded_MayWhatItsRolesSay()
    {
        using var scratch = new Scratch();
        using var desk = new Scratch();
        await using var controller = await TryController.StartAsync(scratch.Path);
        var file = Path.Combine(desk.Path, "eva.pem");
        var terminal = new RecordingTerminal();
        Assert.Equal(
            ExitCode.Done,
            await terminal.RunAsync(
                ControllerCommands.Create, ["controller", "operator", "add", "eva", "--role", "view", "--to", file, .. At(controller)]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));

        var log = new RecordingTerminal();
        Assert.Equal(ExitCode.Done, await log.RunAsync(ControllerCommands.Create, ["controller", "audit", .. At(controller, file)]));
        Assert.Contains("\"operator\"", log.Out, StringComparison.Ordinal);
        var denied = new RecordingTerminal();
        Assert.Equal(
            ExitCode.Input, await denied.RunAsync(ControllerCommands.Create, ["controller", "enrol", "r1", .. At(controller, file)]));
        Assert.Contains("eva has not the role admin", denied.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_WithoutAController_SaysWhatIsMissing()
    {
        var terminal = new RecordingTerminal();
        Assert.Equal(ExitCode.Usage, await terminal.RunAsync(ControllerCommands.Create, "controller", "rollouts"));
        Assert.Contains("--controller", terminal.Error, StringComparison.Ordinal);
    }

    private static string[] At(TryController controller, string? identity = null) =>
    [
        "--controller", controller.Url.ToString(), "--operator", identity ?? Path.Combine(controller.Settings.Folder, "admin.pem"),
        "--controller-ca", Path.Combine(controller.Settings.Folder, "ca.pem"),
    ];

    /// <summary>By the verb that prints a token.</summary>
    private static async Task<TryDevice> EnrolAsync(TryController controller, string name)
    {
        var terminal = new RecordingTerminal();
        Assert.Equal(ExitCode.Done, await terminal.RunAsync(ControllerCommands.Create, ["controller", "enrol", name, .. At(controller)]));
        Assert.Equal(name, EnrolmentToken.DeviceIn(terminal.Out));
        using var unknown = controller.Client(null);
        return new TryDevice(name, controller.Client(await TryDevice.EnrolAsync(unknown, terminal.Out.Trim())));
    }

    /// <summary>A device waits no longer than the push that gives it something.</summary>
    private static async Task TakeAsync(Task taking, Task<int> pushing, RecordingTerminal terminal)
    {
        if (await Task.WhenAny(taking, pushing) == pushing)
            Assert.Fail($"the push ended with {await pushing}: {terminal.Error}");
        await taking;
    }

    private static string Inventory(Scratch desk) => Path.Combine(desk.Path, "inventory.yaml");

    private static async Task WriteInventoryAsync(string folder)
    {
        await File.WriteAllTextAsync(
            Path.Combine(folder, "router.yaml"), Orders.Document("${name}"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "inventory.yaml"),
            "config: router.yaml\ndevices:\n  r1: { address: 192.0.2.1 }\n  r2: { address: 192.0.2.2 }\n",
            TestContext.Current.CancellationToken);
    }
}
