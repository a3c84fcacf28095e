using System.CommandLine;
using System.Globalization;
using Router.Api.Controllers;
using Router.Ctl.Cli;

namespace Router.Ctl.Controllers;

/// <summary>What is asked of rollouts: how they stand, and that they begin or end.</summary>
internal static class RolloutVerbs
{
    public static Command Rollouts(Terminal terminal)
    {
        var (options, json) = (new ControllerOptions(), CommandExtensions.JsonOption());
        return new Command("rollouts", "Show the last rollouts, the newest first.")
            .With([.. options.All, json])
            .Runs(async (result, stopping) =>
            {
                using var controller = options.Open(result);
                var all = await controller.GetAsync(
                    ControllerPaths.Rollouts, ControllerJson.Default.IReadOnlyListRolloutStanding, stopping);
                if (result.GetValue(json))
                    terminal.WriteJson(all, ControllerJson.Default.IReadOnlyListRolloutStanding);
                foreach (var rollout in result.GetValue(json) ? [] : all)
                    terminal.Out.WriteLine(Printable.Line(Line(rollout)));
                return ExitCode.Done;
            });
    }

    /// <param name="terminal">Where it is told.</param>
    /// <param name="verb">As the controller calls it.</param>
    /// <param name="description">For the help.</param>
    public static Command Act(Terminal terminal, string verb, string description)
    {
        var options = new ControllerOptions();
        var id = new Argument<string>("ROLLOUT") { Description = "Its name, as 'controller rollouts' has it." };
        return new Command(verb, description)
            .With([id, .. options.All])
            .Runs(async (result, stopping) =>
            {
                using var controller = options.Open(result);
                var rollout = await controller.PostAsync(
                    $"{ControllerPaths.Rollouts}/{Uri.EscapeDataString(result.GetRequiredValue(id))}/{verb}",
                    ControllerJson.Default.RolloutStanding, stopping);
                terminal.Out.WriteLine(Printable.Line(Line(rollout)));
                return ExitCode.Done;
            });
    }

    private static string Line(RolloutStanding rollout)
    {
        var counts = rollout.Devices.GroupBy(device => device.State).Select(group => $"{group.Count()} {group.Key}");
        var when = rollout.At.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return $"{rollout.Id} {rollout.Stage}: {string.Join(", ", counts)}; by {rollout.By} at {when}"
            + (rollout.ApprovedBy is { } approved ? $", approved by {approved}" : "") + (rollout.Why is { } why ? $"; {why}" : "");
    }
}
