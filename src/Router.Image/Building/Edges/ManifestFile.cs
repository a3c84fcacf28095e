using System.Security.Cryptography;
using Router.Core.Boards;
using Router.Image.Apk.Repositories;
using Router.Image.Architectures;
using Router.Image.Containers.Edges;
using Router.Image.Disk;
using Router.Image.Edges;
using Router.Image.Sbom.Edges;
using Router.Image.SecureBoot;
using Router.Image.SecureBoot.Edges;
using Router.Image.Trees.Edges;

namespace Router.Image.Building.Edges;

/// <summary>Gathers and writes an image's manifest.</summary>
internal static class ManifestFile
{
    public static async Task<ImageManifest> DescribeAsync(
        string repository, BoardProfile board, PackageSource source, int packages, string kernel, CancellationToken stopping) => new()
        {
            Board = board.Name,
            Source = source.Kind.ToString().ToLowerInvariant(),
            Repositories = source.Kind == ImageSource.Lab ? ["lab"] : [.. source.Locations.Select(RepositoryAddress.Shown)],
            Keys = source.Keys,
            Distribution = Distribution(source, board.Release),
            Version = Product.Version,
            Kernel = kernel,
            Architecture = board.Architecture,
            Packages = packages,
            Linked =
            [
                .. await LinkedLibrariesAsync(ForeignFiles.Linked(repository, Architecture.Of(board.Architecture)), stopping),
                .. Packages(repository),
            ],
        };

    /// <summary>Adds what the files are, and writes <c>manifest.json</c> beside them.</summary>
    public static async Task<ImageManifest> WriteAsync(ImageManifest manifest, string work, CancellationToken stopping)
    {
        var files = new List<ImageFile>();
        string[] made = manifest.IsContainer
            ? [ContainerImage.Tarball, ContainerImage.Index]
            :
            [
                .. Kernel(manifest), ImagePlace.EntryName, await ChunkFile.WriteAsync(work, stopping), "disk.img",
                .. XenText.Files(manifest.Board).Where(file => File.Exists(Path.Combine(work, file))),
            ];
        foreach (var name in (string[])[ImagePlace.SquashfsName, .. made, ImageSignatures.LockName, BomFile.NameOf(manifest.Board)])
        {
            await using var stream = File.OpenRead(Path.Combine(work, name));
            files.Add(new ImageFile(name, stream.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, stopping))));
        }
        manifest = manifest with { Files = files };
        await File.WriteAllTextAsync(Path.Combine(work, ImagePlace.ManifestName), manifest.ToJson(), stopping);
        return manifest;
    }

    private static IEnumerable<string> Kernel(ImageManifest manifest) => manifest.SecureBoot is null
        ? ["vmlinuz", "initramfs"]
        : [UnifiedKernel.FileName, .. SecureBootKeys.FileNames.Select(name => $"{SecureBootFolder.Name}/{name}")];

    /// <summary>The daemon is static: the package manager of the device does not upgrade what is inside it.</summary>
    private static async Task<IReadOnlyList<LinkedLibrary>> LinkedLibrariesAsync(string? foreign, CancellationToken stopping)
    {
        if (foreign is not null)
            return File.Exists(foreign)
                ? Parse(await File.ReadAllTextAsync(foreign, stopping))
                : throw new ImageException(
                    $"{foreign} is missing: nobody knows what the daemon was linked with", "'./build.sh image BOARD' makes it");
        string[] packages = ["libc6-dev", "libpcap0.8-dev", "libssl-dev", "zlib1g-dev"];
        if (!File.Exists("/usr/bin/dpkg-query"))
            return [];
        var output = await Tool.OutputAsync(["dpkg-query", "-W", "-f", "${source:Package} ${Version}\\n", .. packages], stopping);
        return Parse(output);
    }

    private static IReadOnlyList<LinkedLibrary> Parse(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' '))
        .Select(words => new LinkedLibrary(words[0], words[1]))];

    /// <summary>What the daemon's build was given.</summary>
    private static IReadOnlyList<LinkedLibrary> Packages(string repository)
    {
        var file = Path.Combine(repository, "src", "Router.Daemon", "packages.lock.json");
        return File.Exists(file) ? NuGetLock.Parse(File.ReadAllText(file)) : [];
    }

    /// <summary>The board's release of Alpine, or that of this machine, whose apt the lab's packages come from.</summary>
    private static string? Distribution(PackageSource source, string release)
    {
        if (source.Kind == ImageSource.Alpine)
            return AlpineRelease.Distribution(release);
        return File.Exists("/etc/os-release") ? DistributionName.OfSystem(File.ReadAllText("/etc/os-release")) : null;
    }
}
