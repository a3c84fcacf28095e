using System.Security.Cryptography;
using Router.Core.Boards;
using Router.Image.Apk.Repositories;
using Router.Image.Edges;

namespace Router.Image.Building.Edges;

/// <summary>Gathers and writes an image's manifest.</summary>
internal static class ManifestFile
{
    public static async Task<ImageManifest> DescribeAsync(
        BoardProfile board, PackageSource source, int packages, string kernel, CancellationToken stopping) => new()
        {
            Board = board.Name,
            Source = source.Kind.ToString().ToLowerInvariant(),
            Repositories = source.Kind == ImageSource.Lab ? ["lab"] : [.. source.Locations.Select(RepositoryAddress.Shown)],
            Version = typeof(ImageManifest).Assembly.GetName().Version!.ToString(3),
            Kernel = kernel,
            Architecture = board.Architecture,
            Packages = packages,
            Linked = await LinkedLibrariesAsync(stopping),
        };

    /// <summary>Adds what the files are, and writes <c>manifest.json</c> beside them.</summary>
    public static async Task<ImageManifest> WriteAsync(ImageManifest manifest, string work, CancellationToken stopping)
    {
        var files = new List<ImageFile>();
        foreach (var name in new[] { "rootfs.squashfs", "vmlinuz", "initramfs", "disk.img", "packages.lock" })
        {
            await using var stream = File.OpenRead(Path.Combine(work, name));
            files.Add(new ImageFile(name, stream.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, stopping))));
        }
        manifest = manifest with { Files = files };
        await File.WriteAllTextAsync(Path.Combine(work, "manifest.json"), manifest.ToJson(), stopping);
        return manifest;
    }

    /// <summary>The daemon is static: the package manager of the device does not upgrade what is inside it.</summary>
    private static async Task<IReadOnlyList<LinkedLibrary>> LinkedLibrariesAsync(CancellationToken stopping)
    {
        string[] packages = ["libc6-dev", "libpcap0.8-dev", "libssl-dev", "zlib1g-dev"];
        if (!File.Exists("/usr/bin/dpkg-query"))
            return [];
        var output = await Tool.OutputAsync(["dpkg-query", "-W", "-f", "${source:Package} ${Version}\\n", .. packages], stopping);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .Select(words => new LinkedLibrary(words[0], words[1]))];
    }
}
