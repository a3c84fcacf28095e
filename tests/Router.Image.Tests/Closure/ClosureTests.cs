using Router.Core.Boards;
using Router.Features.Composition;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Repositories;
using Router.Image.Apk.Resolving;
using Router.Image.Apk.Signing;
using Router.Image.Architectures;
using Router.Image.Building;
using Router.Image.Building.Edges;
using Router.Image.Initramfs.Edges;
using Router.Image.Tests.Apk;
using Router.Testing;

namespace Router.Image.Tests.Closure;

/// <summary>
/// Whatever is called in an image is in it, for every board and both sources. The release is the one whose indexes are at hand; where there
/// are none of a board's architecture, those of another have the same programs in packages of the same names, but for its kernel.
/// </summary>
public sealed class ClosureTests : IDisposable
{
    private readonly Lazy<KeyRing> keys = new(() => ApkSources.ReadKeys(Path.Combine(Golden.Root(), "artifacts", "keys")));

    /// <summary>Indexes list the commands of the usual folders; who has others is known here.</summary>
    private static readonly (string Folder, string Package)[] Elsewhere =
        [("/usr/lib/frr/", "frr"), ("/usr/lib/strongswan/", "strongswan"), ("/usr/lib/ipsec/", "strongswan")];

    public void Dispose()
    {
        if (keys.IsValueCreated)
            keys.Value.Dispose();
    }

    public static TheoryData<string> Boards() => [.. BoardFolder.Names(Golden.Root())];

    [Theory]
    [MemberData(nameof(Boards))]
    public void Alpine_EveryProgramThatIsCalled_IsInAPackage(string name)
    {
        Assert.SkipWhen(AlpineResolveTests.Folder is null, "ROUTER_ALPINE names no folder with Alpine's indexes");
        var board = Board(name);
        Assert.SkipWhen(board.Packages.Alpine.Count == 0, $"{name} is not made of Alpine's packages");
        var architecture = IndexedArchitecture(board);
        if (architecture != board.Architecture)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"no index of {board.Architecture}: held against the one of {architecture}");
            board = board with { Packages = board.Packages with { Alpine = [.. board.Packages.Alpine.Where(p => !IsOfOneBoard(p))] } };
        }
        board = board with { Architecture = architecture };
        var packages = Resolve(AlpineResolveTests.Repositories(architecture), board, ImageSource.Alpine);

        var commands = Commands(packages).Concat(Applets("alpine")).ToHashSet();
        var names = packages.Select(p => p.Name).ToHashSet();
        Require(
            board,
            called => Elsewhere.FirstOrDefault(e => called.StartsWith(e.Folder, StringComparison.Ordinal)) is { Package: { } package }
                ? names.Contains(package)
                : commands.Contains(Path.GetFileName(called)));
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void Lab_EveryProgramThatIsCalled_IsInAPackage(string name)
    {
        var board = Board(name);
        Assert.SkipWhen(board.Packages.Lab.Count == 0, $"{name} is not made of Debian's packages");
        // Boards of one architecture differ in their kernels and their own packages: where nobody builds this one, another machine's will
        // do, and has no packages of what its own kernel cannot. A container's has neither a kernel nor what a disk needs.
        var (owner, folder) = BoardFolder.Names(Golden.Root()).Order(StringComparer.Ordinal)
            .Where(other => Board(other).IsContainer == board.IsContainer).Prepend(name)
            .Select(other => (other, Path.Combine(Golden.Root(), "artifacts", "lab", other, board.Architecture)))
            .FirstOrDefault(lab => File.Exists(Path.Combine(lab.Item2, "APKINDEX.tar.gz")));
        Assert.SkipWhen(folder is null, $"no lab repository: ./build.sh image {name} makes it");
        board = board with { Lacks = [.. board.Lacks.Union(Board(owner).Lacks)] };
        var kernels = Directory.GetFiles(folder, "linux-image-*.apk")
            .Select(file => string.Join('-', Path.GetFileName(file).Split('-')[..^2]));
        var packages = Resolve([Lab(folder, board.Architecture)], board, ImageSource.Lab, [.. kernels]);
        var files = Files(packages.Where(p => p.Name != FirmwarePackage.Name)).ToHashSet();
        var commands = files.Where(IsInPath).Select(Path.GetFileName).Concat(Applets("lab")).ToHashSet();
        Require(board, called => IsInPath(called) || !called.Contains('/', StringComparison.Ordinal)
            ? commands.Contains(Path.GetFileName(called))
            : files.Contains(called));
    }

    [Theory]
    [InlineData(ImageSource.Alpine, "x86_64")]
    [InlineData(ImageSource.Lab, "x86_64")]
    [InlineData(ImageSource.Lab, "aarch64")]
    public void Initramfs_EveryProgramThatIsCalled_IsInAPackage(ImageSource source, string architecture)
    {
        var early = PackageSource.Choose(PackageSource.EarlyPackages, source);
        HashSet<string> programs;
        if (source == ImageSource.Alpine)
        {
            Assert.SkipWhen(AlpineResolveTests.Folder is null, "ROUTER_ALPINE names no folder with Alpine's indexes");
            programs = [.. Commands(ApkResolver.Resolve(AlpineResolveTests.Repositories(architecture), early)).Concat(Applets("alpine"))];
        }
        else
        {
            var folder = Path.Combine(Golden.Root(), "artifacts", "lab", "initramfs", architecture);
            var isThere = File.Exists(Path.Combine(folder, "APKINDEX.tar.gz"));
            Assert.SkipUnless(isThere, $"no lab repository of {architecture}: an image makes it");
            programs = [.. Files(ApkResolver.Resolve([Lab(folder, architecture)], early)).Select(file => Path.GetFileName(file)!)
                .Concat(Applets("lab"))];
        }
        var missing = CalledPrograms.OfTheInitramfs()
            // The initramfs has its modules loaded, and starts what the root has.
            .Where(called => !called.Names.Any(name => programs.Contains(Path.GetFileName(name))
                || InitramfsPrograms.Shared.Contains(name.TrimStart('/')) || name is "/sbin/modprobe" or "/bin/busybox"));
        Assert.Equal("", string.Join('\n', missing));
    }

    [Fact]
    public void ShellCommands_OfAScript_AreThoseWhereACommandStands() => Assert.Equal(
        ["awk", "basename", "cat", "cp", "date", "dd", "grep", "logger", "ls", "mkdir", "mount", "rm", "sed", "sort", "xargs"],
        ShellCommands.Of("""
            #!/bin/sh
            # tail is in a comment
            x=1 y="$(basename "$1")" z=`date`
            f() { [ -e a ] || mkdir -p a; }
            case $x in
              1|2) ls "tail" ;;
              *) f; exec mount -a 2>/dev/null ;;
            esac
            for i in head tail; do cat <"$i" | sort -u >wc; done
            if ! grep -q x; then xargs sed -n; elif cp a b && true; then awk '{ print head }'; fi
            trap 'rm -rf a' EXIT
            echo ${x:-head} $((1 + 2)) \
              tail
            a=$(dd if=b 2>&1 | logger)
            $x tail
            """).Order(StringComparer.Ordinal));

    /// <summary>What the scan has to see, so that it does not find nothing and say that all is well.</summary>
    [Theory]
    [InlineData("firmware/services/sshd", "ssh-keygen")]
    [InlineData("firmware/services/sshd", "/usr/sbin/sshd")]
    [InlineData("firmware/services/strongswan", "/usr/lib/ipsec/charon")]
    [InlineData("firmware/machine/usr/libexec/router/grow-data", "sfdisk")]
    [InlineData("firmware/machine/usr/libexec/router/grow-data", "resize2fs")]
    [InlineData("firmware/machine/usr/libexec/router/shutdown", "readlink")]
    [InlineData("firmware/machine/usr/libexec/router/late", "/sbin/modprobe")]
    [InlineData("firmware/initramfs/init", "switch_root")]
    [InlineData("src/Router.Features/FileShares/Build/Samba.cs", "testparm")]
    [InlineData("src/Router.Features/Ssh/Build/Sshd.cs", "mktemp")]
    [InlineData("src/Router.Linux/Edges/Services/OpenRc.cs", "rc-service")]
    [InlineData("src/Router.Daemon/Edges/BgpTable.cs", "vtysh")]
    public void Called_KnownPrograms_AreFound(string where, string name) =>
        Assert.Contains(CalledPrograms.All, called => called.Where == where && called.Names.Contains(name));

    private static string IndexedArchitecture(BoardProfile board) =>
        new[] { board.Architecture, Architecture.X64.Name }.First(name => name == Architecture.X64.Name
            || File.Exists(Path.Combine(AlpineResolveTests.Folder!, "v3.19", "main", name, "APKINDEX.tar.gz")));

    /// <summary>Kernels and what starts them.</summary>
    private static bool IsOfOneBoard(string package) =>
        package.StartsWith("linux-", StringComparison.Ordinal) || package.StartsWith("raspberrypi-", StringComparison.Ordinal);

    private static BoardProfile Board(string name) =>
        BoardReader.Read(File.ReadAllBytes(Path.Combine(Golden.Root(), "boards", name, "board.yaml"))).Board!;

    private static IReadOnlyList<ResolvedPackage> Resolve(
        IReadOnlyList<ApkRepository> repositories, BoardProfile board, ImageSource source, params IReadOnlyList<string> more)
    {
        var needs = PackageSource.Choose(FeaturePackages.Without([.. board.Lacks]), source);
        var firmware = FirmwarePackage.Repository(
            source == ImageSource.Alpine ? FirmwarePackage.OfAlpine(needs) : needs, [], board.Architecture, "0.1.0", TestKeys.Signing);
        var names = PackageSource.Choose(board.Packages, source).Where(n => !n.StartsWith("linux-image-", StringComparison.Ordinal));
        return ApkResolver.Resolve([.. repositories, firmware], [FirmwarePackage.Name, .. names, .. more]);
    }

    private ApkRepository Lab(string folder, string architecture)
    {
        var transfer = new Transfer(Transfer.UsualPatience, null, TestContext.Current.CancellationToken);
        return ApkSources.Open(folder, keys.Value, architecture, null, transfer);
    }

    /// <summary>What Alpine's packages say that they have.</summary>
    private static IEnumerable<string> Commands(IEnumerable<ResolvedPackage> packages) => packages
        .SelectMany(p => p.Entry.Description.Provides)
        .Where(word => word.StartsWith("cmd:", StringComparison.Ordinal))
        .Select(word => word["cmd:".Length..].Split('=')[0]);

    private static IEnumerable<string> Files(IEnumerable<ResolvedPackage> packages)
    {
        foreach (var package in packages)
        {
            using var content = package.Repository.ReadPackage(package.Entry).OpenContent();
            while (content.Next() is { } header)
                yield return "/" + header.Name.Trim('/');
        }
    }

    private static IEnumerable<string> Applets(string source) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Closure", $"applets-{source}.txt")).Where(line => line[0] != '#');

    private static bool IsInPath(string path) => Path.GetDirectoryName(path) is "/bin" or "/sbin" or "/usr/bin" or "/usr/sbin";

    /// <summary>Scripts of what the board's kernel cannot do have its name in front, and are never called.</summary>
    private static bool IsLacking(BoardProfile board, CalledProgram called) =>
        board.Lacks.Any(lack => Path.GetFileName(called.Where).StartsWith(lack, StringComparison.Ordinal));

    private static void Require(BoardProfile board, Func<string, bool> isThere)
    {
        var missing = CalledPrograms.Of(board.IsContainer)
            .Where(called => !IsLacking(board, called))
            .Where(called => !called.Names.Any(n => CalledPrograms.Own.Contains(n) || isThere(n)));
        Assert.Equal("", string.Join('\n', missing));
    }
}
