using System.CommandLine;
using Router.Ctl.Cli;
using Router.Image.Sbom.Edges;

namespace Router.Ctl.Image;

/// <summary><c>routerctl image sbom</c>.</summary>
internal static class SbomVerb
{
    public static Command Create(Terminal terminal)
    {
        var image = new Argument<string>("IMAGE") { Description = $"{ImageArgument.Words}." };
        return new Command(
            "sbom", "Print the bill of materials of an image as CycloneDX 1.6 JSON: packages, kernel, daemon and what is linked into it.")
            .With(image)
            .Runs(async (result, stopping) =>
            {
                terminal.Out.Write(
                    await ImageArgument.ReadAsync(result.GetRequiredValue(image), place => BomFile.MakeAsync(place, stopping)));
                return ExitCode.Done;
            });
    }
}
