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
        var source = new Option<string>("--source")
        {
            Description =
                "Where packages come from: alpine, lab (Debian's packages as apk files, for development), or auto: alpine where it can be reached.",
            DefaultValueFactory = _ => "auto",
        };
        source.AcceptOnlyFromAmong("alpine", "lab", "auto");
        var repositories = new Option<string[]>("--repository")
        {
            Description = "An Alpine repository, folder or address, instead of the release's own. May be repeated.",
            HelpName = "DIR|URL"
        };
        var keys = new Option<string?>("--keys")
        {
            Description = "The public keys to trust, instead of firmware/keys/ARCHITECTURE.",
            HelpName = "DIR"
        };
        var output =
            new Option<string?>("--output") { Description = "Where the image goes, instead of artifacts/images/BOARD.", HelpName = "DIR" };
        var release = new Option<string?>("--release")
        {
            Description = "The Alpine release to take packages from, instead of the board's, such as v3.23.",
            HelpName = "RELEASE"
        };
        release.Validators.Add(given =>
        {
            if (given.GetValue(release) is { } name && AlpineRelease.Check(name) is { } problem)
                given.AddError($"--release: '{name}' {problem}; write v3.23, or edge");
        });
        var smallest = new Option<bool>("--smallest") { Description = "Compress harder: smaller, and many times slower." };
        return new Command(
            "build", "Build a board's image: squashfs, kernel, initramfs, disk image, manifest, lock file, bill of materials. Needs root.")
            .With(board, source, release, repositories, keys, output, smallest)
            .Runs((result, stopping) =>
            {
                var name = result.GetRequiredValue(board);
                var repository = Repository.Find();
                return new BuildVerb(terminal).RunAsync(
                    new ImageRequest
                    {
                        Repository = repository,
                        Board = name,
                        Packages = FeaturePackages.All,
                        Accounts = FeatureAccounts.All,
                        Source = Enum.Parse<ImageSource>(result.GetRequiredValue(source), ignoreCase: true),
                        Release = result.GetValue(release),
                        Repositories = result.GetValue(repositories) ?? [],
                        Keys = result.GetValue(keys),
                        Output = result.GetValue(output) ?? Path.Combine(repository, "artifacts", "images", name),
                        Effort = result.GetValue(smallest) ? SquashfsEffort.Release : SquashfsEffort.Development,
                    },
                    stopping);
            });
    }
}
