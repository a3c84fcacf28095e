using System.CommandLine;
using Router.Ctl.Cli;

namespace Router.Ctl.Keys;

/// <summary><c>routerctl keys</c>.</summary>
internal static class KeysCommands
{
    public static Command Create(Terminal terminal) =>
        new Command("keys", "Keys that sign releases: devices take images that one of them signed. And those of Secure Boot.").With(
            NewVerb.Create(terminal), ListVerb.Create(terminal), RotateVerb.Create(terminal), RevokeVerb.Create(terminal),
            SecureBootCommands.Create(terminal));
}
