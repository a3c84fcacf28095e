using System.CommandLine;
using Router.Core.Trust;
using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Image.SecureBoot.Edges;
using Router.Image.Trust;
using Router.Image.Trust.Edges;

namespace Router.Ctl.Keys;

/// <summary><c>routerctl keys secure-boot new</c>.</summary>
internal static class SecureBootNewVerb
{
    public static Command Create(Terminal terminal)
    {
        var owner = new Argument<string>("OWNER")
        {
            Description = "Whose keys they are, as the certificates say: lower case letters, digits and -.",
        };
        return new Command(
            "new",
            "Make the three keys. What machines are given goes to firmware/secure-boot, and beside every image of such a board; the "
                + $"private halves to secure-boot in {ReleaseSigners.FolderVariable} or ~/.config/router/release-keys, encrypted where "
                + $"{ReleaseSigner.PassphraseVariable} has a passphrase.")
            .With(owner)
            .Runs(result =>
            {
                var name = result.GetRequiredValue(owner);
                if (!ReleaseKey.IsName(name))
                    throw Failure.Usage($"'{name}' is no name of an owner", "write lower case letters, digits and -, at most 40");
                var repository = Repository.Find();
                var signers = Signers.OutsideOf(repository);
                Failure.Try(() =>
                {
                    SecureBootFolder.Make(repository, signers, name);
                    return true;
                });
                terminal.Out.WriteLine(SecureBootFolder.Of(repository));
                terminal.Error.WriteLine(
                    $"the private halves are in {SecureBootFolder.PrivateOf(signers)}: keep a copy where nobody else comes. "
                        + "`routerctl image build BOARD --key NAME` signs with db; enrol db, KEK and PK, in this order, in each machine's "
                        + "setup");
                return ExitCode.Done;
            });
    }
}
