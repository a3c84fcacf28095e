using System.CommandLine;
using Router.Ctl.Bundle.Edges;
using Router.Ctl.Cli;

namespace Router.Ctl.Bundle;

/// <summary><c>routerctl bundle BOARD</c>, and a look at one.</summary>
internal static class BundleCommands
{
    public static Command Create(Terminal terminal)
    {
        var image = new Argument<string>("BOARD")
        {
            Description = "A board with a built image in artifacts/images, or the folder of an image."
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Where the bundle goes, instead of artifacts/images/BOARD/BOARD-VERSION.bundle.",
            HelpName = "FILE"
        };
        var keys = Keys();
        return new Command(
            "bundle",
            "Make one file of a built image, which devices upgrade to. Nothing is signed by it: the image's manifest is already.")
            .With(image, output, keys, Inspect(terminal))
            .Runs((result, stopping) => new PackVerb(terminal)
            {
                Image = result.GetRequiredValue(image),
                Output = result.GetValue(output),
                Keys = result.GetValue(keys),
            }.RunAsync(stopping));
    }

    private static Command Inspect(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A bundle." };
        var keys = Keys();
        var json = CommandExtensions.JsonOption();
        return new Command(
            "inspect", "Print what a bundle is, and hold all of it against its signature; exit code 1 where it is not what was signed.")
            .With(file, keys, json)
            .Runs((result, stopping) => InspectVerb.RunAsync(
                terminal, result.GetRequiredValue(file), result.GetValue(keys), result.GetValue(json), stopping));
    }

    private static Option<string?> Keys() => new("--keys")
    {
        Description = "The folder of the public keys to trust, instead of firmware/release and artifacts/release.",
        HelpName = "DIR"
    };
}
