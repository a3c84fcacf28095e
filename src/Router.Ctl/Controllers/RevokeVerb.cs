using System.CommandLine;
using Router.Api.Controllers;
using Router.Ctl.Cli;

namespace Router.Ctl.Controllers;

/// <summary><c>controller revoke</c>: a device is no longer let in.</summary>
internal static class RevokeVerb
{
    public static Command Create(Terminal terminal)
    {
        var options = new ControllerOptions();
        var device = new Argument<string>("DEVICE") { Description = "Its name in the inventory." };
        return new Command("revoke", "Take its certificate from a device: it is no longer let in, and goes on with what it runs.")
            .With([device, .. options.All])
            .Runs(async (result, stopping) =>
            {
                using var controller = options.Open(result);
                var name = result.GetRequiredValue(device);
                await controller.DoAsync(HttpMethod.Delete, $"{ControllerPaths.Devices}/{Uri.EscapeDataString(name)}", stopping);
                terminal.Error.WriteLine($"{name} is no longer let in; controller enrol {name} lets it in again");
                return ExitCode.Done;
            });
    }
}
