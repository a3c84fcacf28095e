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
            Description = "[USER@]HOST[:PORT], or a name of the inventory; none: the whole inventory.",
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
        var user = new Option<string>("--user", "-u")
        {
            Description = "Who logs in where a DEVICE names nobody.",
            DefaultValueFactory = _ => "admin",
            HelpName = "NAME"
        };
        var identity = new Option<string[]>("--identity", "-i")
        {
            Description = "A private key; without it those of the agent and in ~/.ssh.",
            HelpName = "FILE"
        };
        var knownHosts = new Option<string[]>("--known-hosts")
        {
            Description = "Host keys that are trusted, besides /etc/ssh/ssh_known_hosts; without it ~/.ssh/known_hosts.",
            HelpName = "FILE"
        };
        var acceptNew =
            new Option<bool>("--accept-new") { Description = "Trust the key of a host that is not known yet, and write it down." };
        var confirm = Number("--confirm", 2, 1, 1440, "Minutes after which a device goes back by itself unless it is reached again.");
        var parallel = Number("--parallel", 64, 1, 1000, "Connections at once.");
        var connect = Number("--connect-timeout", 10, 1, 600, "Seconds for a connection with its login.");
        var answer = Number("--answer-timeout", 30, 1, 3600, "Seconds for an answer.");
        var comment = new Option<string?>("--comment") { Description = "A remark for the devices' history.", HelpName = "TEXT" };
        var wait = new Option<bool>("--wait-return") { Description = "After a cut-off, wait until the device has gone back, and look." };
        var json = CommandExtensions.JsonOption();
        return new Command("push", "Send a configuration to routers, confirm it over a new connection, and say what each of them runs.")
            .With(
                devices, config, inventory, secrets, user, identity, knownHosts,
                acceptNew, confirm, parallel, connect, answer, comment, wait, json)
            .Runs((result, stopping) => new PushVerb(terminal)
            {
                Devices = result.GetValue(devices) ?? [],
                Config = result.GetValue(config),
                Inventory = result.GetValue(inventory),
                Secrets = result.GetValue(secrets),
                User = result.GetRequiredValue(user),
                Identities = result.GetValue(identity) ?? [],
                KnownHosts = result.GetValue(knownHosts) ?? [],
                AcceptNew = result.GetValue(acceptNew),
                ConnectTimeout = TimeSpan.FromSeconds(result.GetValue(connect)),
                AnswerTimeout = TimeSpan.FromSeconds(result.GetValue(answer)),
                Settings = new()
                {
                    ConfirmMinutes = result.GetValue(confirm),
                    Parallel = result.GetValue(parallel),
                    Comment = result.GetValue(comment),
                    WaitReturn = result.GetValue(wait),
                },
                Json = result.GetValue(json),
            }.RunAsync(stopping));
    }

    private static Option<int> Number(string name, int usual, int first, int last, string help)
    {
        var option = new Option<int>(name) { Description = help, DefaultValueFactory = _ => usual, HelpName = "NUMBER" };
        option.Validators.Add(given =>
        {
            if (given.Tokens.Count == 1 && (!int.TryParse(given.Tokens[0].Value, out var value) || value < first || value > last))
                given.AddError($"{name}: {given.Tokens[0].Value} is not a number from {first} to {last}.");
        });
        return option;
    }
}
