using Router.Core.Boards;
using Router.Image.Apk;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Repositories;
using Router.Image.Apk.Resolving;
using Router.Image.Audit.Edges;
using Router.Image.Disk;
using Router.Image.Disk.Edges;
using Router.Image.Edges;
using Router.Image.Initramfs.Edges;
using Router.Image.Root.Edges;
using Router.Image.Sbom.Edges;
using Router.Image.Trees.Edges;

namespace Router.Image.Building.Edges;

/// <summary>
/// Packages, root tree, squashfs, initramfs, disk image: in a folder of its own that takes the output's place only when all of it
/// is done, so that an interrupted or failed build leaves the former image as it was.
/// </summary>
public static class ImageBuilder
{
    /// <summary>The only time in an image: equal inputs give equal bytes.</summary>
    private const long BuildTime = 1_700_000_000;

    private static readonly string[] Programs =
        ["chroot", "cp", "depmod", "grub-mkimage", "mcopy", "mke2fs", "mkfs.vfat", "mksquashfs", "unsquashfs"];

    /// <exception cref="ImageException">What was asked for cannot be built, or this machine cannot build it.</exception>
    /// <exception cref="ApkException">A package or repository does not verify.</exception>
    /// <exception cref="DiskException">The image does not fit the board's disk.</exception>
    public static async Task<ImageManifest> BuildAsync(ImageRequest request, IProgressSink progress, CancellationToken stopping)
    {
        var board = request.Apply(BoardFolder.Read(request.Repository, request.Board));
        if (!Environment.IsPrivilegedProcess)
            throw new ImageException(
                "an image has files of several owners, which only root can make", "run it as root, for instance with sudo");
        HostPrograms.Require(Programs);
        var work = Path.GetFullPath(request.Output) + ".partial";
        try
        {
            var source = await PackageSource.OpenAsync(request, board, progress, stopping);
            var packages = Resolve(request, board, source, source.Packages);
            Delete(work);
            Directory.CreateDirectory(work);
            var manifest = await BuildAsync(new Parts(request, board, source, packages, work), progress, stopping);
            Replace(work, request.Output);
            return manifest;
        }
        catch (Exception e) when (IsFullDisk(e))
        {
            throw new ImageException(
                $"cannot build {request.Output}: {e.Message}; an image that was there before is as it was",
                "free some disk space",
                inner: e);
        }
        finally
        {
            Delete(work);
        }
    }

    /// <summary>Seen here, or by a program that was called.</summary>
    private static bool IsFullDisk(Exception e) =>
        e is (IOException or ImageException or ApkException) && e.Message.Contains("No space left", StringComparison.Ordinal);

    private static IReadOnlyList<ResolvedPackage> Resolve(
        ImageRequest request, BoardProfile board, PackageSource source, IReadOnlyList<string> names)
    {
        try
        {
            return ApkResolver.Resolve(source.Repositories, names);
        }
        catch (UnsolvableException e)
        {
            var (whose, hint) = CanResolve(source, PackageSource.Choose(board.Packages, source.Kind))
                ? ("packages that the firmware needs on every board", "name a repository or a release that has them")
                : ($"{BoardFolder.Profile(request.Repository, request.Board)}: packages",
                    "mend the packages there, or name a repository that has them");
            throw new ImageException($"{whose}: {e.Message.TrimEnd()}", hint, isInput: true, inner: e);
        }
    }

    private static bool CanResolve(PackageSource source, IReadOnlyList<string> names)
    {
        try
        {
            ApkResolver.Resolve(source.Repositories, names);
            return true;
        }
        catch (UnsolvableException)
        {
            return false;
        }
    }

    private static async Task<ImageManifest> BuildAsync(Parts parts, IProgressSink progress, CancellationToken stopping)
    {
        var (request, board, work) = (parts.Request, parts.Board, parts.Work);
        var firmware = Path.Combine(request.Repository, "firmware");
        var daemon = Path.Combine(request.Repository, "artifacts", "bin", "routerd");
        var early = Resolve(request, board, parts.Source, parts.Source.Initramfs);
        await File.WriteAllTextAsync(Path.Combine(work, ImageSignatures.LockName), LockText.Of(parts.Packages, early), stopping);

        var trees = new PackageTrees(
            Path.Combine(request.Repository, "artifacts", "cache", "trees"), board.Architecture, progress, stopping);
        var installed = trees.Install($"root-{board.Name}", parts.Packages, parts.Source.Packages, request.Accounts);
        var tree = await RootTree.CopyAsync(installed, Path.Combine(work, "tree"), stopping);
        var (kernel, earlyModules) = await KernelFiles.TakeAsync(
            tree, ModuleFiles.Read(request.Repository, request.Board), Path.Combine(work, "vmlinuz"), progress, stopping);
        var earlyTree = new RootTree(trees.Install("initramfs", early, parts.Source.Initramfs, []));
        var busybox = earlyTree.Map(earlyTree.Has("/bin/busybox.static") ? "/bin/busybox.static" : "/bin/busybox");
        var folder = BoardFolder.Of(request.Repository, request.Board);
        await RootAssembly.AssembleAsync(tree, firmware, folder, request.Accounts, daemon, busybox, stopping);
        RequireFirmware(tree, board, BoardFolder.Profile(request.Repository, request.Board));
        if (parts.Source.Kind == ImageSource.Alpine)
            DeviceApk.Write(tree, parts.Source, board.Release);
        var manifest = await ManifestFile.DescribeAsync(request.Repository, board, parts.Source, parts.Packages.Count, kernel, stopping);
        tree.Write(DevicePaths.Manifest, manifest.ToJson());

        progress.Step("audit", 1).Report(0);
        ImageAudit.Require(tree.Folder, BoardFolder.Profile(request.Repository, request.Board), progress);

        progress.Step("initramfs", 1).Report(0);
        InitramfsBuilder.Build(
            tree.Map($"/lib/modules/{kernel}"), earlyModules, busybox, Path.Combine(firmware, "initramfs", "init"),
            Path.Combine(work, "initramfs"));

        progress.Step("squashfs", 1).Report(0);
        var squashfs = Path.Combine(work, "rootfs.squashfs");
        await Squashfs.PackAsync(tree.Folder, squashfs, request.Effort, BuildTime, stopping);
        Delete(tree.Folder);

        var bom = await BomFile.MakeAsync(new ImagePlace(work, squashfs, null), stopping);
        await File.WriteAllTextAsync(Path.Combine(work, BomFile.NameOf(board.Name)), bom, stopping);

        progress.Step("disk image", 1).Report(0);
        await WriteDiskAsync(board, work, squashfs, stopping);
        manifest = await ManifestFile.WriteAsync(manifest, work, stopping);
        using var key = DevelopmentKey.Load(DevelopmentKey.FolderIn(request.Repository));
        await ImageSignatures.WriteAsync(work, key, stopping);
        return manifest;
    }

    private static void RequireFirmware(RootTree tree, BoardProfile board, string profile)
    {
        var places = new BoardPlaces(File.ReadAllBytes(profile));
        var missing = board.Firmware
            .Where(file => !tree.Has($"{DevicePaths.Firmware}/{file}"))
            .Select(file => places.Problem(
                "no package of the board has this file, nor its rootfs/", "name the package that has it", "firmware", file))
            .ToList();
        if (missing.Count > 0)
            throw new ImageException(
                string.Join('\n', missing.Select(problem => problem.ToString(profile))), "'routerctl board check' shows them again",
                isInput: true);
    }

    private static async Task WriteDiskAsync(BoardProfile board, string work, string squashfs, CancellationToken stopping)
    {
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
        ImageRequest Request, BoardProfile Board, PackageSource Source, IReadOnlyList<ResolvedPackage> Packages, string Work);
}
