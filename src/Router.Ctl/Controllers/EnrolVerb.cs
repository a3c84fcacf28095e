using System.CommandLine;
using System.Globalization;
using Router.Api.Controllers;
using Router.Ctl.Cli;

namespace Router.Ctl.Controllers;

/// <summary><c>controller enrol</c>: a token that lets a device in once.</summary>
internal static class EnrolVerb
{
    public static Command Create(Terminal terminal)
    {
        var (options, json) = (new ControllerOptions(), CommandExtensions.JsonOption());
        var device = new Argument<string>("DEVICE") { Description = "Its name in the inventory." };
        var newKey = new Option<bool>("--new-key")
        {
            Description = "It was reset or replaced: believe its next statement, whatever key it is signed with.",
        };
        return new Command(
            "enrol",
            "Make a device known, and print a token that lets it in once: the value of the secret that 'system controller identity' names.")
            .With([device, newKey, .. options.All, json])
            .Runs(async (result, stopping) =>
            {
                using var controller = options.Open(result);
                var name = result.GetRequiredValue(device);
                if (!ControllerPaths.IsName(name))
                    throw Failure.Usage($"'{name}' is no name of a device", "letters, digits, '-', '_' and '.', at most 63");
                var place = $"{ControllerPaths.Devices}/{name}";
                var token = await controller.PostAsync(
                    $"{place}/{ControllerPaths.Token}", ControllerJson.Default.EnrolmentToken, stopping);
                if (result.GetValue(newKey))
                    await controller.DoAsync(HttpMethod.Post, $"{place}/{ControllerPaths.NewKey}", stopping);
                if (result.GetValue(json))
                {
                    terminal.WriteJson(token, ControllerJson.Default.EnrolmentToken);
                    return ExitCode.Done;
                }
                terminal.Out.WriteLine(token.Token);
                var until = token.Until.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
                terminal.Error.WriteLine($"it lets {name} in once, until {until}");
                return ExitCode.Done;
            });
    }
}
