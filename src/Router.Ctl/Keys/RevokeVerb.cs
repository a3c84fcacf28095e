using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Image.Trust.Edges;

namespace Router.Ctl.Keys;

/// <summary><c>routerctl keys revoke</c>.</summary>
internal static class RevokeVerb
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "The key." };
        var reason = new Option<string>("--reason")
        {
            Description = "Why: people are told with every image that it signed.",
            HelpName = "TEXT",
            DefaultValueFactory = _ => "no reason was given",
        };
        return new Command(
            "revoke",
            "Let nothing that a key signed be taken any more. Devices learn of it with their next image, which another key has to sign.")
            .With(name, reason)
            .Runs((result, _) =>
            {
                var repository = Repository.Find();
                var key = Failure.Try(() => Signers.Known(repository, result.GetRequiredValue(name)));
                var why = result.GetRequiredValue(reason).Trim();
                if (why.Length == 0 || why.Any(char.IsControl))
                    throw Failure.Usage("--reason: no text of one line");
                ReleaseFolder.Write(repository, key with { Revoked = why });
                terminal.Out.WriteLine(ReleaseFolder.FileOf(repository, key.Name));
                return Task.FromResult(ExitCode.Done);
            });
    }
}
