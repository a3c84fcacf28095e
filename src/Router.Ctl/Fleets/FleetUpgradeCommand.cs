using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Push;
using Router.Ctl.Upgrades.Transfer;

namespace Router.Ctl.Fleets;

/// <summary><c>fleet upgrade</c>.</summary>
internal static class FleetUpgradeCommand
{
    public static Command Create(Terminal terminal)
    {
        var inventory = FleetOptions.Inventory();
        var selector = FleetOptions.Selector(inventory);
        var waves = new WaveOptions(usualParallel: 8);
        var upgrade = new UpgradeOptions();
        var login = new LoginOptions(user: false);
        var json = CommandExtensions.JsonOption();
        return new Command(
            "upgrade",
            "Bring devices to a release in waves: send what each lacks of it, and wait until it has tried it and says whether it keeps it. "
                + "What was left off is gone on with.")
            .With([selector, inventory, .. waves.All, .. upgrade.All, .. login.All, json])
            .Runs((result, stopping) => new FleetUpgradeVerb(terminal)
            {
                Asking = new Asking(
                    result.GetRequiredValue(inventory), result.GetValue(selector) ?? [], login.Read(result),
                    waves.Rollout(result).Parallel),
                Bundle = upgrade.Bundle(result),
                Keys = upgrade.Keys(result),
                Rollout = waves.Rollout(result),
                Settings = upgrade.Settings(result),
                Yes = waves.Yes(result),
                Anew = waves.Anew(result),
                Json = result.GetValue(json),
            }.RunAsync(stopping));
    }
}
