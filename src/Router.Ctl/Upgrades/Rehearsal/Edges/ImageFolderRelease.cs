using System.Text;
using Router.Bundles;
using Router.Ctl.Cli;
using Router.Ctl.Image;
using Router.Ctl.Keys;
using Router.Image.Building;
using Router.Image.Building.Edges;
using Router.Image.Inspection;
using Router.Image.Inspection.Edges;
using Router.Image.Trees.Edges;

namespace Router.Ctl.Upgrades.Rehearsal.Edges;

/// <summary>What <c>image build</c> wrote; <paramref name="given"/> is a board's name or the folder.</summary>
internal sealed class ImageFolderRelease(string given, Terminal terminal) : IReleaseSource
{
    /// <inheritdoc/>
    public Task<ReleaseParts> OpenAsync(string scratch, CancellationToken stopping) =>
        ImageArgument.ReadAsync(given, place => OpenAsync(place, stopping));

    private async Task<ReleaseParts> OpenAsync(ImagePlace place, CancellationToken stopping)
    {
        var folder = place.Folder ?? throw Failure.Input(
            $"{given}: there is no {ImagePlace.ManifestName} in it", "name a folder that `routerctl image build` wrote");
        var manifestFile = Path.Combine(folder, ImagePlace.ManifestName);
        var content = await File.ReadAllBytesAsync(manifestFile, stopping);
        var verdict = ImageSignatures.Check(manifestFile, content, TrustedKeys.Read(null), Signers.Today);
        if (!verdict.IsGood)
            terminal.Error.WriteLine($"routerctl: note: {manifestFile} is {verdict}: no router would take it");
        var manifest = ImageManifest.Parse(Encoding.UTF8.GetString(content));
        if (manifest.IsContainer)
            throw Failure.Input(
                $"{given}: it is an image for containers, and QEMU starts machines",
                "start it by a runtime of containers with the document");
        string[] needed = [BundleNames.Kernel, BundleNames.Initramfs, ImagePlace.SquashfsName];
        var states = await ImageReader.CheckAsync(place, stopping, needed);
        foreach (var name in needed)
        {
            if (states.FirstOrDefault(state => state.File.Name == name)?.Verdict != FileVerdict.Same)
                throw Failure.Input(
                    $"{Path.Combine(folder, name)}: it is not there, or not the file that the manifest beside it names",
                    "build the image again");
        }
        var board = await ImageReader.ReadBoardAsync(place.Squashfs!, stopping);
        var entry = Path.Combine(folder, BundleNames.Entry);
        return new ReleaseParts
        {
            Shown = given,
            Manifest = manifest,
            Board = board,
            Kernel = Path.Combine(folder, BundleNames.Kernel),
            Initramfs = Path.Combine(folder, BundleNames.Initramfs),
            System = place.Squashfs!,
            Entry = File.Exists(entry) ? await File.ReadAllTextAsync(entry, stopping) : board.CommandLine,
        };
    }
}
