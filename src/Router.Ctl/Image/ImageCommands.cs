using System.CommandLine;
using Router.Core.Boards;
using Router.Ctl.Cli;
using Router.Ctl.Cli.Edges;
using Router.Ctl.Keys;
using Router.Features.Composition;
using Router.Features.Configuration;
using Router.Image.Building;
using Router.Image.Building.Edges;

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
        var without = new Option<string[]>("--without")
        {
            Description = "A service that the image is built without; the device then refuses documents that have it. May be repeated.",
            HelpName = string.Join('|', FeaturePackages.Optional),
        };
        without.AcceptOnlyFromAmong([.. FeaturePackages.Optional]);
        var key = new Option<string?>("--key")
        {
            Description = "The release key that signs the image (routerctl keys), instead of this machine's own.",
            HelpName = "NAME"
        };
        var number = new Option<long?>("--release-number")
        {
            Description =
                "The number of the release, instead of the time of the sources' last commit; devices take no smaller one than they run.",
            HelpName = "N"
        };
        number.Validators.Add(given =>
        {
            if (given.GetValue(number) is <= 0)
                given.AddError("--release-number: no number above 0");
        });
        return new Command(
            "build", "Build a board's image: squashfs, kernel, initramfs, disk image, manifest, lock file, bill of materials. Needs root.")
            .With([board, .. source.All, output, smallest, without, number, key])
            .Runs(async (result, stopping) =>
            {
                var name = result.GetRequiredValue(board);
                var repository = Repository.Find();
                string[] less = [.. (result.GetValue(without) ?? []).Distinct().Order(StringComparer.Ordinal)];
                using var signer = result.GetValue(key) is { } keyName
                    ? Failure.Try(() => Signers.Open(repository, keyName))
                    : null;
                return await new BuildVerb(terminal).RunAsync(
                    source.Apply(
                        new ImageRequest
                        {
                            Repository = repository,
                            Board = name,
                            Packages = FeaturePackages.Without([.. less, .. BoardFolder.Lacks(repository, name)]),
                            Without = less,
                            ReleaseNumber = result.GetValue(number),
                            Schema = ConfigMigration.Newest,
                            Signer = signer,
                            Accounts = FeatureAccounts.All,
                            Output = result.GetValue(output) ?? Path.Combine(repository, "artifacts", "images", name),
                            Effort = result.GetValue(smallest) ? SquashfsEffort.Release : SquashfsEffort.Development,
                        },
                        result),
                    stopping);
            });
    }
}
