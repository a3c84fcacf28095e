using Router.Core.Boards;
using Router.Image.Apk;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Repositories;
using Router.Image.Apk.Signing;
using Router.Image.Architectures;
using Router.Image.Lab.Edges;

namespace Router.Image.Building.Edges;

/// <summary>The repositories that an image is made from, opened and verified, and the names to ask them for.</summary>
internal sealed record PackageSource(
    ImageSource Kind, IReadOnlyList<string> Locations, IReadOnlyList<ApkRepository> Repositories,
    IReadOnlyList<string> Packages, IReadOnlyList<string> Initramfs)
{
    /// <summary>Names of the trusted public keys.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Where their files are.</summary>
    public required string KeysFolder { get; init; }

    /// <summary>What the initramfs is made of beside the kernel's modules.</summary>
    public static readonly PackageNames EarlyPackages =
        new() { Common = ["busybox-static"], Alpine = ["device-mapper"], Lab = ["dmsetup"] };

    private const string LabKernel = "linux-image-";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="ImageException">Alpine was asked for and cannot be reached, or the lab cannot be made.</exception>
    /// <exception cref="ApkException">A repository or key does not verify.</exception>
    public static async Task<PackageSource> OpenAsync(
        ImageRequest request, BoardProfile board, IProgressSink progress, CancellationToken stopping)
    {
        var locations = request.Repositories.Count > 0 ? request.Repositories : AlpineRelease.Repositories(board.Release);
        if (request.Source != ImageSource.Lab)
        {
            var obstacle = request.Repositories.Count > 0 ? null : await ObstacleAsync(locations[0], board.Architecture, stopping);
            if (obstacle is null)
                return Alpine(request, board, locations, progress, stopping);
            if (request.Source == ImageSource.Alpine)
                throw new ImageException(
                    $"{locations[0]}: cannot be reached: {obstacle}",
                    "name a mirror or a local copy with --repository, or build with --source lab");
            progress.Say(
                $"SOURCE: LAB - made from Debian's packages, for development and tests; no Alpine mirror can be reached ({obstacle})");
        }
        else
        {
            progress.Say("SOURCE: LAB - made from Debian's packages, for development and tests");
        }
        return await LabAsync(request, board, progress, stopping);
    }

    /// <summary>Those of the names that the source knows.</summary>
    public static IReadOnlyList<string> Choose(PackageNames names, ImageSource kind) =>
        [.. names.Common, .. kind == ImageSource.Lab ? names.Lab : names.Alpine];

    /// <summary>Whether <see cref="OpenAsync"/> will take the lab repository.</summary>
    public static async Task<bool> IsLabAsync(ImageRequest request, BoardProfile board, CancellationToken stopping) =>
        request.Source == ImageSource.Lab
        || (request.Source == ImageSource.Auto && request.Repositories.Count == 0
            && await ObstacleAsync(AlpineRelease.Repositories(board.Release)[0], board.Architecture, stopping) is not null);

    /// <summary>Of these names what this source is to be asked for.</summary>
    public IReadOnlyList<string> Own(PackageNames names) =>
        Kind == ImageSource.Alpine ? Choose(names, Kind) : [.. Packages.Where(IsOwn(names))];

    /// <summary>What stands for the kernel in Debian only names the real one.</summary>
    private static Func<string, bool> IsOwn(PackageNames names) =>
        name => names.Common.Contains(name) || names.Lab.Contains(name) || name.StartsWith(LabKernel, StringComparison.Ordinal);

    private static PackageSource Alpine(
        ImageRequest request, BoardProfile board, IReadOnlyList<string> locations, IProgressSink progress, CancellationToken stopping)
    {
        progress.Say($"SOURCE: ALPINE {board.Release} - {string.Join(' ', locations.Select(RepositoryAddress.Shown))}");
        // Whoever pins a repository to a tag may want another release.
        foreach (var location in locations.Where(location => !location.StartsWith('@')))
            Require(board, location, AlpineRelease.OfAddress(location));
        // Where a release has no keys for the architecture, its index says which one signed it.
        var folder = request.Keys ?? Path.Combine(request.Repository, "firmware", "keys", board.Architecture);
        var keys = ApkSources.ReadKeys(folder, mayBeEmpty: request.Keys is null);
        var cache = Path.Combine(request.Repository, "artifacts", "cache", "apk");
        var transfer = new Transfer(Transfer.UsualPatience, progress.Say, stopping);
        var repositories = locations.Reverse()
            .Select(location => ApkSources.Open(location, keys, board.Architecture, cache, transfer))
            .ToList();
        foreach (var repository in repositories.Where(repository => repository.Tag is null))
            Require(board, repository.Location, AlpineRelease.OfIndex(repository.Description));
        return new PackageSource(
            ImageSource.Alpine, locations, [.. repositories, Firmware(request, board, ImageSource.Alpine)],
            [FirmwarePackage.Name, .. Choose(board.Packages, ImageSource.Alpine)], Choose(EarlyPackages, ImageSource.Alpine))
        {
            Keys = Names(keys),
            KeysFolder = keys.Folder,
        };
    }

    /// <exception cref="ImageException">The repository is of another release; null: it does not say.</exception>
    private static void Require(BoardProfile board, string location, string? release)
    {
        if (release is not null && release != board.Release)
            throw new ImageException(
                $"{RepositoryAddress.Shown(location)}: a repository of {release}, and the image is to be of {board.Release}",
                $"name a mirror of {board.Release}, or build with --release {release}",
                isInput: true);
    }

    private static async Task<PackageSource> LabAsync(
        ImageRequest request, BoardProfile board, IProgressSink progress, CancellationToken stopping)
    {
        var architecture = Architecture.Of(board.Architecture);
        var artifacts = Path.Combine(request.Repository, "artifacts");
        var packages = Choose(board.Packages, ImageSource.Lab);
        var debs = DebsFolder(request.Repository);
        var lab = new LabRepository(
            architecture, LabFolder(request.Repository, request.Variant, architecture), Path.Combine(artifacts, "keys"));
        await lab.MakeAsync([.. packages, .. Choose(request.Packages, ImageSource.Lab)], debs, progress, stopping);
        var early = new LabRepository(
            architecture, LabFolder(request.Repository, "initramfs", architecture), Path.Combine(artifacts, "keys"));
        await early.MakeAsync(Choose(EarlyPackages, ImageSource.Lab), debs, progress, stopping);
        var keys = ApkSources.ReadKeys(lab.Keys);
        var transfer = new Transfer(Transfer.UsualPatience, progress.Say, stopping);
        ApkRepository Open(string folder) => ApkSources.Open(folder, keys, board.Architecture, null, transfer);
        // What stands for the kernel in Debian only names the real one, which the closure brought.
        var names = packages.Where(name => !name.StartsWith(LabKernel, StringComparison.Ordinal))
            .Concat(Directory.GetFiles(lab.Folder, $"{LabKernel}*.apk").Select(Name));
        return new PackageSource(
            ImageSource.Lab, [lab.Folder], [Open(lab.Folder), Open(early.Folder), Firmware(request, board, ImageSource.Lab)],
            [FirmwarePackage.Name, .. names], Choose(EarlyPackages, ImageSource.Lab))
        {
            Keys = Names(keys),
            KeysFolder = keys.Folder,
        };
    }

    /// <summary>Where Debian's packages are kept.</summary>
    public static string DebsFolder(string repository) => Path.Combine(repository, "artifacts", "cache", "debs");

    /// <summary>Where a lab repository is made.</summary>
    private static string LabFolder(string repository, string name, Architecture architecture) =>
        Path.Combine(repository, "artifacts", "lab", name, architecture.Name);

    private static ApkRepository Firmware(ImageRequest request, BoardProfile board, ImageSource kind)
    {
        var packages = Choose(request.Packages, kind);
        var services = Path.Combine(request.Repository, "firmware", "services");
        var scripts = Directory.Exists(services) ? Directory.GetFiles(services) : [];
        using var key = DevelopmentKey.Load(DevelopmentKey.FolderIn(request.Repository));
        return FirmwarePackage.Repository(
            kind == ImageSource.Alpine ? FirmwarePackage.OfAlpine(packages) : packages,
            scripts.Select(file => (Path.GetFileName(file), File.ReadAllBytes(file))), board.Architecture, Product.Version, key);
    }

    private static string[] Names(KeyRing keys) => [.. keys.Names.Order(StringComparer.Ordinal)];

    /// <summary><c>NAME-VERSION-rN.apk</c> without what is behind the name.</summary>
    private static string Name(string file)
    {
        var parts = Path.GetFileNameWithoutExtension(file).Split('-');
        return string.Join('-', parts[..^2]);
    }

    /// <summary>Null: the mirror answers.</summary>
    private static async Task<string?> ObstacleAsync(string location, string architecture, CancellationToken stopping)
    {
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, $"{location}/{architecture}/APKINDEX.tar.gz");
            using var answer = await client.SendAsync(request, stopping);
            return answer.IsSuccessStatusCode ? null : $"HTTP {(int)answer.StatusCode}";
        }
        catch (HttpRequestException e)
        {
            return e.InnerException?.Message ?? e.Message;
        }
        catch (TaskCanceledException) when (!stopping.IsCancellationRequested)
        {
            return $"no answer in {Patience.TotalSeconds:0} seconds";
        }
    }
}
