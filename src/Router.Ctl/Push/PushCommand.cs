using System.CommandLine;
using Router.Ctl.Cli;

namespace Router.Ctl.Push;

/// <summary><c>routerctl push</c>.</summary>
internal static class PushCommand
{
    public static Command Create(Terminal terminal)
    {
        var devices = new Argument<string[]>("DEVICE")
        {
            Description = "[USER@]HOST[:PORT], or with an inventory what selects among its devices; none: the whole inventory.",
            Arity = ArgumentArity.ZeroOrMore
        };
        var config = new Option<string?>("--config")
        {
            Description = "The configuration (- is standard input); it goes before the inventory's.",
            HelpName = "FILE"
        };
        var inventory =
            new Option<string?>("--inventory") { Description = "The fleet: devices by name, with their variables.", HelpName = "FILE" };
        var secrets = new Option<string?>("--secrets")
        {
            Description = "A folder with a file a secret; a device is sent those that its configuration names, before it.",
            HelpName = "DIR"
        };
        var login = new LoginOptions();
        var confirm = LoginOptions.Number(
            "--confirm", 2, 1, 1440, "Minutes after which a device goes back by itself unless it is reached again.");
        var parallel = LoginOptions.Number("--parallel", 64, 1, 1000, "Connections at once.");
        var comment = new Option<string?>("--comment") { Description = "A remark for the devices' history.", HelpName = "TEXT" };
        var wait = new Option<bool>("--wait-return") { Description = "After a cut-off, wait until the device has gone back, and look." };
        var json = CommandExtensions.JsonOption();
        return new Command("push", "Send a configuration to routers, confirm it over a new connection, and say what each of them runs.")
            .With([devices, config, inventory, secrets, .. login.All, confirm, parallel, comment, wait, json])
            .Runs((result, stopping) => new PushVerb(terminal)
            {
                Devices = result.GetValue(devices) ?? [],
                Config = result.GetValue(config),
                Inventory = result.GetValue(inventory),
                Secrets = result.GetValue(secrets),
                Login = login.Read(result),
                Settings = new()
                {
                    ConfirmMinutes = result.GetValue(confirm),
                    Comment = result.GetValue(comment),
                    WaitReturn = result.GetValue(wait),
                },
                Rollout = new() { Parallel = result.GetValue(parallel) },
                Json = result.GetValue(json),
            }.RunAsync(stopping));
    }
}
