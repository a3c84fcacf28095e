using System.CommandLine;
using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Image.Trust.Edges;

namespace Router.Ctl.Keys;

/// <summary><c>routerctl keys rotate</c>.</summary>
internal static class RotateVerb
{
    private const int UsualDays = 365;

    public static Command Create(Terminal terminal)
    {
        var old = new Argument<string>("OLD") { Description = "The key that is to be followed." };
        var name = new Argument<string>("NEW") { Description = "The name of the one that follows it." };
        var until = KeyDay.Option("--until", $"The last day on which devices take what the old one signed; otherwise in {UsualDays} days.");
        return new Command(
            "rotate",
            "Make a key that follows another. Sign one more release with the old key: it brings the new one to the devices.")
            .With(old, name, until)
            .Runs((result, _) =>
            {
                var repository = Repository.Find();
                var before = Failure.Try(() => Signers.Known(repository, result.GetRequiredValue(old)));
                if (before.Revoked is not null)
                    throw Failure.Input(
                        $"key {before.Name} is revoked", "devices take nothing that it signs: make a new one, and flash them");
                var end = KeyDay.Read(result, until) ?? Signers.Today.AddDays(UsualDays);
                if (before.Until is { } sooner && sooner < end)
                    end = sooner;
                var after = result.GetRequiredValue(name);
                Signers.Make(terminal, after, null);
                ReleaseFolder.Write(repository, before with { Until = end });
                terminal.Error.WriteLine(
                    $"{before.Name} is good until {end:yyyy-MM-dd}; sign with it until every device has an image that knows {after}");
                return Task.FromResult(ExitCode.Done);
            });
    }
}
