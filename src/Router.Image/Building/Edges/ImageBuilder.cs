using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Router.Core.Boards;
using Router.Image.Apk;
using Router.Image.Apk.Edges;
using Router.Image.Disk;
using Router.Image.Disk.Edges;
using Router.Image.Edges;
using Router.Image.Initramfs.Edges;
using Router.Image.Root.Edges;

namespace Router.Image.Building.Edges;

/// <summary>
/// Packages, root tree, squashfs, initramfs, disk image: in a folder of its own that takes the output's place only when all of it
/// is done, so that an interrupted or failed build leaves the former image as it was.
/// </summary>
public static class ImageBuilder
{
    /// <summary>The only time in an image: equal inputs give equal bytes.</summary>
    private const long BuildTime = 1_700_000_000;

    /// <exception cref="ImageException">What was asked for cannot be built, or this machine cannot build it.</exception>
    /// <exception cref="ApkException">A package or repository does not verify.</exception>
    /// <exception cref="UnsolvableException">The board's packages exclude each other, or one is unknown.</exception>
    public static async Task<ImageManifest> BuildAsync(ImageRequest request, IProgressSink progress, CancellationToken stopping)
    {
        if (!Environment.IsPrivilegedProcess)
            throw new ImageException("an image has files of several owners, which only root can make", "run it as root, for instance with sudo");
        var folder = Path.Combine(request.Repository, "boards", request.Board);
        var board = await ReadBoardAsync(request, folder, stopping);
        var source = await PackageSource.OpenAsync(request, board, progress, stopping);
        var packages = ApkResolver.Resolve(source.Repositories, source.Packages);

        var work = Path.GetFullPath(request.Output) + ".partial";
        Delete(work);
        Directory.CreateDirectory(work);
        try
        {
            var manifest = await BuildAsync(new Parts(request, board, folder, source, packages, work), progress, stopping);
            Replace(work, request.Output);
            return manifest;
        }
        finally
        {
            Delete(work);
        }
    }

    private static async Task<BoardProfile> ReadBoardAsync(ImageRequest request, string folder, CancellationToken stopping)
    {
        var file = Path.Combine(folder, "board.yaml");
        if (!File.Exists(file))
        {
            var boards = Path.Combine(request.Repository, "boards");
            string?[] known = Directory.Exists(boards) ? [.. Directory.GetDirectories(boards).Select(Path.GetFileName).Order(StringComparer.Ordinal)] : [];
            throw new ImageException($"no board {request.Board}: {file} is not there", $"the boards are {string.Join(", ", known)}", isInput: true);
        }
        var (board, problems) = BoardReader.Read(await File.ReadAllBytesAsync(file, stopping));
        return problems.Count == 0 && board is not null
            ? board
            : throw new ImageException(string.Join('\n', problems.Select(problem => problem.ToString(file))), "mend the board's profile", isInput: true);
    }

    private static async Task<ImageManifest> BuildAsync(Parts parts, IProgressSink progress, CancellationToken stopping)
    {
        var (request, board, work) = (parts.Request, parts.Board, parts.Work);
        var firmware = Path.Combine(request.Repository, "firmware");
        var daemon = Path.Combine(request.Repository, "artifacts", "bin", "routerd");
        await File.WriteAllTextAsync(Path.Combine(work, "packages.lock"), string.Concat(parts.Packages.Select(p => $"{p.Name} {p.Version} {p.Checksum}\n")), stopping);

        var installed = Install(parts, parts.Packages, parts.Source.Packages, "root", progress);
        var tree = await RootTree.CopyAsync(installed, Path.Combine(work, "tree"), stopping);
        var kernel = await KernelFiles.TakeAsync(tree, await File.ReadAllTextAsync(Path.Combine(firmware, "kernel", "modules"), stopping), Path.Combine(work, "vmlinuz"), stopping);
        var early = ApkResolver.Resolve(parts.Source.Repositories, parts.Source.Initramfs);
        var earlyTree = new RootTree(Install(parts, early, parts.Source.Initramfs, "initramfs", progress));
        var busybox = earlyTree.Map(earlyTree.Has("/bin/busybox.static") ? "/bin/busybox.static" : "/bin/busybox");
        await RootAssembly.AssembleAsync(tree, firmware, parts.BoardFolder, daemon, busybox, stopping);
        var manifest = await ManifestAsync(parts, kernel, stopping);
        tree.Write("/etc/router/manifest.json", JsonSerializer.Serialize(manifest, ManifestJson.Default.ImageManifest) + "\n");

        progress.Step("initramfs", 1).Report(0);
        InitramfsBuilder.Build(tree, kernel, busybox, firmware, Path.Combine(work, "initramfs"));

        progress.Step("squashfs", 1).Report(0);
        var squashfs = Path.Combine(work, "rootfs.squashfs");
        await Squashfs.PackAsync(tree.Folder, squashfs, request.Effort, BuildTime, stopping);
        Delete(tree.Folder);

        progress.Step("disk image", 1).Report(0);
        var plan = new DiskPlan(Path.Combine(work, "vmlinuz"), Path.Combine(work, "initramfs"), squashfs, board.CommandLine, BuildTime)
        {
            BootSize = board.Disk.Boot,
            SlotSize = board.Disk.Slot,
            DataSize = board.Disk.Data,
        };
        var diskWork = Path.Combine(work, "disk");
        Directory.CreateDirectory(diskWork);
        await DiskBuilder.BuildAsync(plan, Path.Combine(work, "disk.img"), diskWork, stopping);
        Delete(diskWork);
        return await FinishAsync(manifest, work, stopping);
    }

    /// <summary>
    /// The packages in a tree of their own. What a lock file gives is always the same, so it is kept, and an image whose packages
    /// did not change is built without installing them anew.
    /// </summary>
    private static string Install(Parts parts, IReadOnlyList<ResolvedPackage> packages, IReadOnlyList<string> world, string name, IProgressSink progress)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', packages.Select(p => p.Checksum).Concat(world))));
        var kept = Path.Combine(parts.Request.Repository, "artifacts", "cache", "trees", $"{name}-{Convert.ToHexStringLower(digest)[..16]}");
        if (Directory.Exists(kept))
            return kept;
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        foreach (var old in Directory.GetDirectories(Path.GetDirectoryName(kept)!, $"{name}-*"))
            Delete(old);
        var fresh = kept.Replace($"{name}-", $".{name}-", StringComparison.Ordinal) + ".partial";
        Delete(fresh);
        Directory.CreateDirectory(fresh);
        var step = progress.Step($"installing {packages.Count} packages", packages.Count);
        var done = 0;
        using (var tree = DirectoryTree.Open(fresh))
        {
            var result = ApkInstaller.Install(packages, world, parts.Board.Architecture, tree, new ChrootScripts(fresh, progress.Say), _ => step.Report(++done));
            if (result.Errors.Count > 0)
                throw new ImageException($"the packages did not install cleanly:\n{string.Join('\n', result.Errors)}", "mend the packages, or take the one that fails out of the board");
        }
        new RootTree(fresh).MergeLib();
        Directory.Move(fresh, kept);
        return kept;
    }

    private static async Task<ImageManifest> ManifestAsync(Parts parts, string kernel, CancellationToken stopping) => new()
    {
        Board = parts.Board.Name,
        Source = parts.Source.Kind.ToString().ToLowerInvariant(),
        Repositories = parts.Source.Kind == ImageSource.Lab ? ["lab"] : parts.Source.Locations,
        Version = typeof(ImageBuilder).Assembly.GetName().Version!.ToString(3),
        Kernel = kernel,
        Architecture = parts.Board.Architecture,
        Packages = parts.Packages.Count,
        Linked = await LinkedLibrariesAsync(stopping),
    };

    /// <summary>The daemon is static: the package manager of the device does not upgrade what is inside it.</summary>
    private static async Task<IReadOnlyList<LinkedLibrary>> LinkedLibrariesAsync(CancellationToken stopping)
    {
        string[] packages = ["libc6-dev", "libpcap0.8-dev", "libssl-dev", "zlib1g-dev"];
        if (!File.Exists("/usr/bin/dpkg-query"))
            return [];
        var output = await Tool.OutputAsync(["dpkg-query", "-W", "-f", "${source:Package} ${Version}\\n", .. packages], stopping);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).Select(words => new LinkedLibrary(words[0], words[1]))];
    }

    private static async Task<ImageManifest> FinishAsync(ImageManifest manifest, string work, CancellationToken stopping)
    {
        var files = new List<ImageFile>();
        foreach (var name in new[] { "rootfs.squashfs", "vmlinuz", "initramfs", "disk.img", "packages.lock" })
        {
            await using var stream = File.OpenRead(Path.Combine(work, name));
            files.Add(new ImageFile(name, stream.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, stopping))));
        }
        manifest = manifest with { Files = files };
        await File.WriteAllTextAsync(Path.Combine(work, "manifest.json"), JsonSerializer.Serialize(manifest, ManifestJson.Default.ImageManifest) + "\n", stopping);
        return manifest;
    }

    private static void Replace(string work, string output)
    {
        var former = output + ".former";
        Delete(former);
        if (Directory.Exists(output))
            Directory.Move(output, former);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        Directory.Move(work, output);
        Delete(former);
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private sealed record Parts(
        ImageRequest Request, BoardProfile Board, string BoardFolder, PackageSource Source, IReadOnlyList<ResolvedPackage> Packages, string Work);
}
