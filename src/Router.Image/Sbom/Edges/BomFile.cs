using System.Globalization;
using System.Security.Cryptography;
using Router.Image.Apk.Installing;
using Router.Image.Building;
using Router.Image.SecureBoot;
using Router.Image.Trees.Edges;

namespace Router.Image.Sbom.Edges;

/// <summary>Gathers what an image is made of.</summary>
public static class BomFile
{
    private const string Database = "/lib/apk/db/installed", MergedDatabase = "/usr/lib/apk/db/installed";

    /// <summary><c>BOARD.cdx.json</c>, beside the image.</summary>
    public static string NameOf(string board) => $"{board}.cdx.json";

    /// <summary>The bill of materials of a built image, as the build wrote it beside the image.</summary>
    /// <exception cref="ImageException">It cannot be read, or is no image.</exception>
    public static async Task<string> MakeAsync(ImagePlace image, CancellationToken stopping)
    {
        var squashfs = image.Squashfs!;
        var manifest = await SquashfsTree.ReadFileAsync(squashfs, DevicePaths.Manifest, stopping);
        var daemon = await SquashfsTree.ReadFileAsync(squashfs, DevicePaths.Daemon, stopping);
        if (manifest is null || daemon is null)
            throw new ImageException(
                $"{squashfs}: it has no manifest or no daemon", "name an image that `routerctl image build` wrote", isInput: true);
        var database = await SquashfsTree.ReadFileAsync(squashfs, MergedDatabase, stopping)
            ?? await SquashfsTree.ReadFileAsync(squashfs, Database, stopping) ?? [];
        var contents = new ImageContents(
            ImageManifest.Parse(Text(manifest)), InstalledText.Parse(Text(database)), await HashAsync(squashfs, stopping),
            Convert.ToHexStringLower(SHA256.HashData(daemon)), await KernelHashAsync(image, stopping));
        return BomBuilder.ToJson(contents, Time());
    }

    /// <summary>Of the kernel itself, wherever it is; null: it is not at hand.</summary>
    private static async Task<string?> KernelHashAsync(ImagePlace image, CancellationToken stopping)
    {
        if (image.Folder is not { } folder)
            return null;
        var unified = Path.Combine(folder, UnifiedKernel.FileName);
        if (File.Exists(unified))
        {
            var program = await File.ReadAllBytesAsync(unified, stopping);
            return UnifiedKernel.Find(program, UnifiedKernel.Kernel) is var (offset, length)
                ? Convert.ToHexStringLower(SHA256.HashData(program.AsSpan(offset, length)))
                : null;
        }
        var kernel = Path.Combine(folder, "vmlinuz");
        return File.Exists(kernel) ? await HashAsync(kernel, stopping) : null;
    }

    private static string Text(byte[] utf8) => System.Text.Encoding.UTF8.GetString(utf8);

    private static async Task<string> HashAsync(string file, CancellationToken stopping)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, stopping));
    }

    /// <summary>Where the caller says what time it is for what it builds.</summary>
    private static DateTimeOffset? Time()
    {
        var text = Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH");
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }
}
