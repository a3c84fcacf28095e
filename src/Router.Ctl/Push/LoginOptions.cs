using System.CommandLine;

namespace Router.Ctl.Push;

/// <summary>How one gets into routers over SSH, the same for every verb that does.</summary>
/// <remarks>Without <c>--user</c> where an inventory says who logs in.</remarks>
internal sealed class LoginOptions
{
    private readonly bool withUser;

    private readonly Option<string?> user = new("--user", "-u")
    {
        Description = "Who logs in where a DEVICE names nobody; without it whom ssh's configuration names, or admin.",
        HelpName = "NAME"
    };

    private readonly Option<string[]> identity = new("--identity", "-i")
    {
        Description = "A private key; without it those that ssh's configuration names, or those of the agent and in ~/.ssh.",
        HelpName = "FILE"
    };

    private readonly Option<string[]> knownHosts = new("--known-hosts")
    {
        Description = "Host keys that are trusted, besides /etc/ssh/ssh_known_hosts; without it ~/.ssh/known_hosts.",
        HelpName = "FILE"
    };

    private readonly Option<bool> acceptNew =
        new("--accept-new") { Description = "Trust the key of a host that is not known yet, and write it down." };

    private readonly Option<string?> config = new("--ssh-config")
    {
        Description = "In place of ~/.ssh/config and /etc/ssh/ssh_config; none: no file.",
        HelpName = "FILE"
    };

    private readonly Option<string> transport = new("--transport")
    {
        Description = "builtin, or ssh: the system's, which knows all of its configuration (a proxy's command, keys on a card).",
        DefaultValueFactory = _ => "builtin",
    };

    private readonly Option<int> connect = Number("--connect-timeout", 10, 1, 600, "Seconds for a connection with its login.");

    private readonly Option<int> answer = Number("--answer-timeout", 30, 1, 3600, "Seconds for an answer.");

    /// <summary>To add to a command.</summary>
    public Symbol[] All =>
        [.. withUser ? (Symbol[])[user] : [], identity, knownHosts, acceptNew, config, transport, connect, answer];

    public LoginOptions(bool user = true)
    {
        withUser = user;
        transport.AcceptOnlyFromAmong("builtin", "ssh");
    }

    /// <summary>What was given.</summary>
    public Login Read(ParseResult result) => new()
    {
        User = withUser ? result.GetValue(user) : null,
        Identities = result.GetValue(identity) ?? [],
        KnownHosts = result.GetValue(knownHosts) ?? [],
        AcceptNew = result.GetValue(acceptNew),
        SshConfig = result.GetValue(config),
        SystemSsh = result.GetRequiredValue(transport) == "ssh",
        ConnectTimeout = TimeSpan.FromSeconds(result.GetValue(connect)),
        AnswerTimeout = TimeSpan.FromSeconds(result.GetValue(answer)),
    };

    /// <summary>An option that takes a number from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public static Option<int> Number(string name, int usual, int first, int last, string help)
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
