using Router.Core.Boards;
using Router.Core.Verity;
using Router.Image.Apk;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Repositories;
using Router.Image.Apk.Resolving;
using Router.Image.Architectures;
using Router.Image.Audit.Edges;
using Router.Image.Containers.Edges;
using Router.Image.Disk;
using Router.Image.Disk.Edges;
using Router.Image.Edges;
using Router.Image.Initramfs.Edges;
using Router.Image.Root;
using Router.Image.Root.Edges;
using Router.Image.Sbom.Edges;
using Router.Image.SecureBoot;
using Router.Image.Trees.Edges;
using Router.Image.Trust;
using Router.Image.Trust.Edges;

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
        using var boot = BootSigning.Open(request, board, progress);
        var work = Path.GetFullPath(request.Output) + ".partial";
        try
        {
            var source = await PackageSource.OpenAsync(request, board, progress, stopping);
            var packages = Resolve(request, board, source, source.Packages);
            Delete(work);
            Directory.CreateDirectory(work);
            using var own = request.Signer is null ? ReleaseFolder.Development(request.Repository) : null;
            if (own is not null)
                progress.Say("SIGNED: with this machine's own key, for development and tests; --key names one for releases");
            var manifest = await BuildAsync(
                new Parts(request, board, source, packages, work, request.Signer ?? own!, boot), progress, stopping);
            FolderExchange.Replace(work, request.Output);
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
        var daemon = ForeignFiles.Daemon(request.Repository, Architecture.Of(board.Architecture));
        var early = Resolve(request, board, parts.Source, parts.Source.Initramfs);
        await File.WriteAllTextAsync(Path.Combine(work, ImageSignatures.LockName), LockText.Of(parts.Packages, early), stopping);

        var trees = new PackageTrees(
            Path.Combine(request.Repository, "artifacts", "cache", "trees"), board.Architecture, progress, stopping);
        var installed = trees.Install($"root-{request.Variant}", parts.Packages, parts.Source.Packages, request.Accounts);
        var tree = await RootTree.CopyAsync(installed, Path.Combine(work, "tree"), stopping);
        var kernel = board.IsContainer ? null : await TakeKernelAsync(tree, parts, progress, stopping);
        RequireFirmware(tree, board, request.Repository);
        var earlyTree = new RootTree(trees.Install($"initramfs-{board.Architecture}", early, parts.Source.Initramfs, []));
        var busybox = earlyTree.Map(earlyTree.Has("/bin/busybox.static") ? "/bin/busybox.static" : "/bin/busybox");
        var folder = BoardFolder.Of(request.Repository, request.Board);
        await RootAssembly.AssembleAsync(tree, firmware, folder, board, request.Accounts, daemon, busybox, stopping);
        if (parts.Source.Kind == ImageSource.Alpine)
            DeviceApk.Write(tree, parts.Source, board.Release);
        var manifest = await ManifestFile.DescribeAsync(
            request.Repository, board, parts.Source, parts.Packages.Count, kernel?.Version ?? "", stopping);
        manifest = manifest with
        {
            Release = request.ReleaseNumber ?? await SourceTime.OfAsync(request.Repository, progress, stopping),
            Schema = request.Schema,
        };
        if (request.Without.Count > 0)
        {
            manifest = manifest with { Without = request.Without };
            tree.Write(DevicePaths.Without, string.Concat(request.Without.Select(name => $"{name}\n")));
        }
        manifest = manifest with { SecureBoot = parts.Boot?.Fingerprint };
        tree.Write(DevicePaths.Manifest, manifest.ToJson());
        DeviceTrust.Write(tree, request.Repository, parts.Signer);

        progress.Step("audit", 1).Report(0);
        ImageAudit.Require(tree.Folder, BoardFolder.Profile(request.Repository, request.Board), progress);

        if (kernel is var (version, initramfs))
        {
            progress.Step("initramfs", 1).Report(0);
            InitramfsBuilder.Build(
                tree.Map($"/lib/modules/{version}"), initramfs, InitramfsPrograms.Of(earlyTree, busybox, firmware),
                Path.Combine(work, "initramfs"));
        }

        progress.Step("squashfs", 1).Report(0);
        var squashfs = Path.Combine(work, ImagePlace.SquashfsName);
        await Squashfs.PackAsync(tree.Folder, squashfs, request.Effort, BuildTime, stopping);
        if (board.IsContainer)
        {
            progress.Step("container image", 1).Report(0);
            ContainerImage.Write(
                tree.Folder, work, Architecture.Of(board.Architecture).Debian, $"router {board.Name}", manifest.Version, BuildTime);
        }
        Delete(tree.Folder);

        var bom = await BomFile.MakeAsync(new ImagePlace(work, squashfs, null), stopping);
        await File.WriteAllTextAsync(Path.Combine(work, BomFile.NameOf(board.Name)), bom, stopping);

        if (!board.IsContainer)
        {
            progress.Step("disk image", 1).Report(0);
            var hashes = await RootHashes.OfAsync(squashfs, stopping);
            manifest = manifest with { RootHash = Convert.ToHexStringLower(hashes.RootHash.Span) };
            var line = $"router.verity={manifest.RootHash} {board.StartLine}".TrimEnd();
            await File.WriteAllTextAsync(Path.Combine(work, ImagePlace.EntryName), $"{line}\n", stopping);
            if (parts.Boot is { } signing)
                await signing.WriteAsync(work, GrubText.SignedLine(line), manifest, stopping);
            await WriteDiskAsync(parts, line, hashes, stopping);
        }
        manifest = await ManifestFile.WriteAsync(manifest, work, stopping);
        await ImageSignatures.WriteAsync(work, parts.Signer, stopping);
        return manifest;
    }

    private static async Task<(string Version, InitramfsModules Initramfs)?> TakeKernelAsync(
        RootTree tree, Parts parts, IProgressSink progress, CancellationToken stopping)
    {
        var modules = ModuleFiles.Read(parts.Request.Repository, parts.Request.Board).For(parts.Board.Architecture);
        return await KernelFiles.TakeAsync(
            tree, modules, Path.Combine(parts.Work, "vmlinuz"), BootFiles(parts.Board, parts.Work), progress, stopping);
    }

    private static void RequireFirmware(RootTree tree, BoardProfile board, string repository)
    {
        var profile = BoardFolder.Profile(repository, board.Name);
        var missing = BoardFirmware.Missing(
            BoardFolder.Of(repository, board.Name), board, new BoardPlaces(File.ReadAllBytes(profile)),
            name => tree.Has($"{DevicePaths.Firmware}/{name}")).ToList();
        if (missing.Count > 0)
            throw new ImageException(
                string.Join('\n', missing.Select(problem => problem.ToString(profile))), "'routerctl board check' shows them again",
                isInput: true);
    }

    private static async Task WriteDiskAsync(Parts parts, string line, VerityTree hashes, CancellationToken stopping)
    {
        var (repository, board, work) = (parts.Request.Repository, parts.Board, parts.Work);
        var squashfs = Path.Combine(work, ImagePlace.SquashfsName);
        var plan = new DiskPlan(Path.Combine(work, "vmlinuz"), Path.Combine(work, "initramfs"), squashfs, line, BuildTime)
        {
            HashTree = hashes.Content,
            Architecture = Architecture.Of(board.Architecture),
            Loaders = board.Boot,
            Signed = parts.Boot is { } boot ? new SignedBoot(Path.Combine(work, UnifiedKernel.FileName), boot.Key) : null,
            GrubModules = ForeignFiles.GrubModules(repository, Architecture.Of(board.Architecture)),
            PiFiles = BootFiles(board, work),
            BootSize = board.Disk.Boot,
            SlotSize = board.Disk.Slot,
            DataSize = board.Disk.Data,
        };
        if (plan.PiFiles is { } files)
            AddBoardsBootFiles(Path.Combine(BoardFolder.Of(repository, board.Name), "boot"), files);
        var diskWork = Path.Combine(work, "disk");
        Directory.CreateDirectory(diskWork);
        await DiskBuilder.BuildAsync(plan, Path.Combine(work, "disk.img"), diskWork, stopping);
        if (plan.IsXenGuest)
            await XenBoot.WriteAsync(plan, board, work, diskWork, stopping);
        Delete(diskWork);
        if (plan.PiFiles is { } used)
            Delete(used);
    }

    /// <summary>A folder for what a Raspberry Pi starts from; null: the board is none.</summary>
    private static string? BootFiles(BoardProfile board, string work) =>
        board.Boot.Contains(BootLoader.RaspberryPi) ? Path.Combine(work, "boot") : null;

    private static void AddBoardsBootFiles(string boards, string folder)
    {
        Directory.CreateDirectory(folder);
        if (!Directory.Exists(boards))
            return;
        foreach (var file in Directory.EnumerateFiles(boards))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private sealed record Parts(
        ImageRequest Request, BoardProfile Board, PackageSource Source, IReadOnlyList<ResolvedPackage> Packages, string Work,
        ReleaseSigner Signer, BootSigning? Boot);
}
