using System.CommandLine;
using Router.Ctl.Cli;
using Router.Image.Trust;
using Router.Image.Trust.Edges;

namespace Router.Ctl.Keys;

/// <summary><c>routerctl keys new</c>.</summary>
internal static class NewVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "Of the key: lower case letters, digits and -." };
        var until = KeyDay.Option("--until", "The last day on which devices take what it signs; without it there is none.");
        return new Command(
            "new",
            "Make a key. Its public half goes to firmware/release, and into every image from then on; the private one to "
                + $"{ReleaseSigners.FolderVariable} or ~/.config/router/release-keys, encrypted where {ReleaseSigner.PassphraseVariable} has a passphrase.")
            .With(name, until)
            .Runs((result, _) =>
            {
                Signers.Make(terminal, result.GetRequiredValue(name), KeyDay.Read(result, until));
                return Task.FromResult(ExitCode.Done);
            });
    }
}
