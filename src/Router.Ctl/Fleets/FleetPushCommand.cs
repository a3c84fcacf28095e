using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Controllers;
using Router.Ctl.Push;

namespace Router.Ctl.Fleets;

/// <summary><c>fleet push</c>.</summary>
internal static class FleetPushCommand
{
    public static Command Create(Terminal terminal)
    {
        var inventory = FleetOptions.Inventory();
        var selector = FleetOptions.Selector(inventory);
        var waves = new WaveOptions();
        var dryRun = new Option<bool>("--dry-run") { Description = "Let each device check and forecast; nothing is changed anywhere." };
        var back = new Option<bool>("--rollback-on-failure")
        {
            Description = "Where it halts, give the devices that were pushed to their old configuration again."
        };
        var unsigned = new Option<bool>("--allow-unsigned")
        {
            Description = "Take the word of devices whose release signs no statement of what it runs."
        };
        var confirm = LoginOptions.Number(
            "--confirm", 5, 1, 1440, "Minutes after which a device goes back by itself unless it is reached again.");
        var noHealth = new Option<bool>("--no-health") { Description = "Confirm also where services or meshes are worse than before." };
        var healthWait = LoginOptions.Number("--health-wait", 30, 0, 3600, "Seconds that services and meshes have to come back.");
        var wait = new Option<bool>("--wait-return") { Description = "After a cut-off, wait until the device has gone back, and look." };
        var comment = new Option<string?>("--comment") { Description = "A remark for the devices' history.", HelpName = "TEXT" };
        var junit = new Option<string?>("--junit") { Description = "Write a report as test results.", HelpName = "FILE" };
        var html = new Option<string?>("--html") { Description = "Write a page with what changed on each device.", HelpName = "FILE" };
        var (login, controller) = (new LoginOptions(user: false), new ControllerOptions());
        var json = CommandExtensions.JsonOption();
        return new Command(
            "push",
            "Bring devices to their documents in waves: check and forecast on the device, commit, reach it again over a new connection, "
                + "look whether it is well, confirm. What was left off is gone on with.")
            .With([selector, inventory, .. waves.All, dryRun, back, unsigned, confirm, noHealth, healthWait, wait, comment,
                junit, html, .. login.All, .. controller.All, json])
            .Runs((result, stopping) => controller.IsGiven(result) ? OrderAsync(result, stopping) : new FleetPushVerb(terminal)
            {
                Inventory = result.GetRequiredValue(inventory),
                Selector = result.GetValue(selector) ?? [],
                Login = login.Read(result),
                Rollout = waves.Rollout(result),
                Settings = new()
                {
                    ConfirmMinutes = result.GetValue(confirm),
                    Comment = result.GetValue(comment),
                    WaitReturn = result.GetValue(wait),
                    Forecast = true,
                    Exclusive = true,
                    DryRun = result.GetValue(dryRun),
                    Health = !result.GetValue(noHealth),
                    HealthWait = TimeSpan.FromSeconds(result.GetValue(healthWait)),
                },
                Yes = waves.Yes(result),
                Anew = waves.Anew(result),
                AllowUnsigned = result.GetValue(unsigned),
                RollbackOnFailure = result.GetValue(back),
                Reports = new(result.GetValue(junit), result.GetValue(html)),
                Json = result.GetValue(json),
            }.RunAsync(stopping));

        async Task<int> OrderAsync(ParseResult result, CancellationToken stopping)
        {
            using var connection = controller.Open(result);
            return await new ControllerPush(terminal, connection)
            {
                Inventory = result.GetRequiredValue(inventory),
                Selector = result.GetValue(selector) ?? [],
                Rollout = waves.Rollout(result),
                Settings = new()
                {
                    ConfirmMinutes = result.GetValue(confirm),
                    Comment = result.GetValue(comment),
                    DryRun = result.GetValue(dryRun),
                },
                Yes = waves.Yes(result),
                Json = result.GetValue(json),
            }.RunAsync(stopping);
        }
    }
}
