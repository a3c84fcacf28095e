using System.CommandLine;
using Router.Core.Boards;
using Router.Ctl.Cli;
using Router.Ctl.Run.Edges;
using Router.Features.Composition;
using Router.Image.Building;

namespace Router.Ctl.Image;

/// <summary><c>routerctl image</c>.</summary>
internal static class ImageCommands
{
    public static Command Create(Terminal terminal) =>
        new Command("image", "Build images for boards, and look at built ones.").With(
            Build(terminal), InspectVerb.Create(terminal), DiffVerb.Create(terminal), AuditVerb.Create(terminal), SbomVerb.Create(terminal),
            Schema(terminal));

    private static Command Schema(Terminal terminal) =>
        new Command("schema", "Print the JSON schema of board.yaml.").Runs(_ =>
        {
            terminal.Out.Write(BoardReader.Schema());
            return ExitCode.Done;
        });

    private static Command Build(Terminal terminal)
    {
        var board = new Argument<string>("BOARD") { Description = "A folder of boards/." };
        var source = new SourceOptions();
        var output =
            new Option<string?>("--output") { Description = "Where the image goes, instead of artifacts/images/BOARD.", HelpName = "DIR" };
        var smallest = new Option<bool>("--smallest") { Description = "Compress harder: smaller, and many times slower." };
        return new Command(
            "build", "Build a board's image: squashfs, kernel, initramfs, disk image, manifest, lock file, bill of materials. Needs root.")
            .With([board, .. source.All, output, smallest])
            .Runs((result, stopping) =>
            {
                var name = result.GetRequiredValue(board);
                var repository = Repository.Find();
                return new BuildVerb(terminal).RunAsync(
                    source.Apply(
                        new ImageRequest
                        {
                            Repository = repository,
                            Board = name,
                            Packages = FeaturePackages.All,
                            Accounts = FeatureAccounts.All,
                            Output = result.GetValue(output) ?? Path.Combine(repository, "artifacts", "images", name),
                            Effort = result.GetValue(smallest) ? SquashfsEffort.Release : SquashfsEffort.Development,
                        },
                        result),
                    stopping);
            });
    }
}
