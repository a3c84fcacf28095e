using System.Text;
using Router.Bundles;
using Router.Bundles.Format;
using Router.Ctl.Bundle.Edges;
using Router.Ctl.Cli;
using Router.Image.Building;
using Router.Image.Inspection.Edges;

namespace Router.Ctl.Upgrades.Rehearsal.Edges;

/// <summary>A signed bundle, whose files are unpacked; nothing of it is used that is not what was signed.</summary>
internal sealed class BundleRelease(string file, Terminal terminal) : IReleaseSource
{
    /// <inheritdoc/>
    public async Task<ReleaseParts> OpenAsync(string scratch, CancellationToken stopping)
    {
        using var bundle = await LocalBundle.OpenAsync(file, null, stopping);
        await ProgressDisplay.RunAsync(terminal, async steps =>
        {
            await bundle.VerifyAsync(steps, stopping);
            return true;
        });
        var unpacked = await Task.Run(() => Unpack(bundle, scratch, stopping), stopping);
        if (!unpacked.TryGetValue(BundleNames.Kernel, out var kernel) || !unpacked.TryGetValue(BundleNames.Initramfs, out var initramfs))
            throw Failure.Input(
                $"{file}: it starts from {BundleNames.UnifiedKernel} alone, which is not taken apart here",
                "rehearse the folder of the same image, which has kernel and initramfs as files: --image FOLDER");
        var board = await Failure.TryAsync(() => ImageReader.ReadBoardAsync(unpacked[BundleNames.Root], stopping));
        return new ReleaseParts
        {
            Shown = file,
            Manifest = Failure.Try(() => ImageManifest.Parse(Encoding.UTF8.GetString(bundle.Head.ManifestText.Span))),
            Board = board,
            Kernel = kernel,
            Initramfs = initramfs,
            System = unpacked[BundleNames.Root],
            Entry = unpacked.TryGetValue(BundleNames.Entry, out var entry)
                ? await File.ReadAllTextAsync(entry, stopping)
                : board.CommandLine,
        };
    }

    /// <summary>The place of each file by its name.</summary>
    private static Dictionary<string, string> Unpack(LocalBundle bundle, string scratch, CancellationToken stopping)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        var buffer = new byte[1 << 20];
        var offset = 0L;
        foreach (var (index, packed) in bundle.Head.Index.Files.Index())
        {
            // By a name of our own, whatever the bundle calls it.
            var place = Path.Combine(scratch, $"part{index}");
            using var output = File.Create(place);
            for (var left = packed.Size; left > 0;)
            {
                stopping.ThrowIfCancellationRequested();
                var count = (int)Math.Min(left, buffer.Length);
                bundle.Read(offset, buffer.AsSpan(0, count));
                output.Write(buffer.AsSpan(0, count));
                (offset, left) = (offset + count, left - count);
            }
            places[packed.Name] = place;
        }
        return places;
    }
}
