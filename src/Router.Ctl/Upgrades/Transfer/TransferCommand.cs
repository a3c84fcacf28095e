using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Push;

namespace Router.Ctl.Upgrades.Transfer;

/// <summary><c>routerctl upgrade DEVICE... --bundle FILE</c>.</summary>
internal static class TransferCommand
{
    public static Command Create(Terminal terminal)
    {
        var devices = new Argument<string[]>("DEVICE")
        {
            Description = "[USER@]HOST[:PORT], or with an inventory what selects among its devices; none: the whole inventory.",
            Arity = ArgumentArity.ZeroOrMore
        };
        var inventory = new Option<string?>("--inventory") { Description = "The fleet: devices by name.", HelpName = "FILE" };
        var upgrade = new UpgradeOptions();
        var parallel = LoginOptions.Number("--parallel", 8, 1, 1000, "Devices at once.");
        var login = new LoginOptions();
        var json = CommandExtensions.JsonOption();
        return new Command(
            "upgrade",
            "Send routers what they lack of a release, which they try, and keep where it is as good as what ran before. What a broken line "
                + "let through is not sent again.")
            .With([devices, inventory, .. upgrade.All, parallel, .. login.All, json])
            .Runs((result, stopping) => new TransferVerb(terminal)
            {
                Devices = result.GetValue(devices) ?? [],
                Bundle = upgrade.Bundle(result),
                Inventory = result.GetValue(inventory),
                Keys = upgrade.Keys(result),
                Settings = upgrade.Settings(result),
                Rollout = new() { Parallel = result.GetValue(parallel) },
                Login = login.Read(result),
                Json = result.GetValue(json),
            }.RunAsync(stopping));
    }
}
