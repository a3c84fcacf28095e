using Router.Core.Boards;
using Router.Features.Composition;
using Router.Image.Apk.Edges;
using Router.Image.Apk.Repositories;
using Router.Image.Apk.Resolving;
using Router.Image.Building;
using Router.Image.Building.Edges;
using Router.Image.Tests.Apk;
using Router.Testing;

namespace Router.Image.Tests.Closure;

/// <summary>
/// Whatever is called in an image is in it, for every board and both sources. The release is the one whose indexes are at hand.
/// </summary>
public class ClosureTests
{
    /// <summary>Indexes list the commands of the usual folders; who has others is known here.</summary>
    private static readonly (string Folder, string Package)[] Elsewhere =
        [("/usr/lib/frr/", "frr"), ("/usr/lib/strongswan/", "strongswan"), ("/usr/lib/ipsec/", "strongswan")];

    public static TheoryData<string> Boards() => [.. BoardFolder.Names(Golden.Root())];

    [Theory]
    [MemberData(nameof(Boards))]
    public void Alpine_EveryProgramThatIsCalled_IsInAPackage(string name)
    {
        Assert.SkipWhen(AlpineResolveTests.Folder is null, "ROUTER_ALPINE names no folder with Alpine's indexes");
        var board = Board(name);
        Assert.SkipWhen(board.Packages.Alpine.Count == 0, $"{name} is not made of Alpine's packages");
        var index = Path.Combine(AlpineResolveTests.Folder, "v3.19", "main", board.Architecture, "APKINDEX.tar.gz");
        Assert.SkipUnless(File.Exists(index), $"there is no {index}");
        var packages = Resolve(AlpineResolveTests.Repositories(board.Architecture), board, ImageSource.Alpine);

        var commands = packages.SelectMany(p => p.Entry.Description.Provides)
            .Where(word => word.StartsWith("cmd:", StringComparison.Ordinal))
            .Select(word => word["cmd:".Length..].Split('=')[0])
            .Concat(Applets("alpine"))
            .ToHashSet();
        var names = packages.Select(p => p.Name).ToHashSet();
        Require(
            called => Elsewhere.FirstOrDefault(e => called.StartsWith(e.Folder, StringComparison.Ordinal)) is { Package: { } package }
                ? names.Contains(package)
                : commands.Contains(Path.GetFileName(called)));
    }

    [Theory]
    [MemberData(nameof(Boards))]
    public void Lab_EveryProgramThatIsCalled_IsInAPackage(string name)
    {
        var board = Board(name);
        var folder = Path.Combine(Golden.Root(), "artifacts", "lab", name, "x86_64");
        Assert.SkipUnless(File.Exists(Path.Combine(folder, "APKINDEX.tar.gz")), $"no lab repository: ./build.sh image {name} makes it");
        using var keys = ApkSources.ReadKeys(Path.Combine(Golden.Root(), "artifacts", "keys"));
        var transfer = new Transfer(Transfer.UsualPatience, null, TestContext.Current.CancellationToken);
        var kernels = Directory.GetFiles(folder, "linux-image-*.apk")
            .Select(file => string.Join('-', Path.GetFileName(file).Split('-')[..^2]));
        var packages = Resolve([ApkSources.Open(folder, keys, "x86_64", null, transfer)], board, ImageSource.Lab, [.. kernels]);

        var files = new HashSet<string>();
        foreach (var package in packages.Where(p => p.Name != FirmwarePackage.Name))
        {
            using var content = package.Repository.ReadPackage(package.Entry).OpenContent();
            while (content.Next() is { } header)
                files.Add("/" + header.Name.Trim('/'));
        }
        var commands = files.Where(IsInPath).Select(Path.GetFileName).Concat(Applets("lab")).ToHashSet();
        Require(called => IsInPath(called) || !called.Contains('/', StringComparison.Ordinal)
            ? commands.Contains(Path.GetFileName(called))
            : files.Contains(called));
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
    [InlineData("firmware/rootfs/usr/libexec/router/grow-data", "sfdisk")]
    [InlineData("firmware/rootfs/usr/libexec/router/grow-data", "resize2fs")]
    [InlineData("firmware/rootfs/usr/libexec/router/shutdown", "readlink")]
    [InlineData("firmware/rootfs/usr/libexec/router/late", "/sbin/modprobe")]
    [InlineData("firmware/initramfs/init", "switch_root")]
    [InlineData("src/Router.Features/FileShares/Build/Samba.cs", "testparm")]
    [InlineData("src/Router.Features/Ssh/Build/Sshd.cs", "mktemp")]
    [InlineData("src/Router.Linux/Edges/Services/OpenRc.cs", "rc-service")]
    [InlineData("src/Router.Daemon/Edges/BgpTable.cs", "vtysh")]
    public void Called_KnownPrograms_AreFound(string where, string name) =>
        Assert.Contains(CalledPrograms.All, called => called.Where == where && called.Names.Contains(name));

    private static BoardProfile Board(string name) =>
        BoardReader.Read(File.ReadAllBytes(Path.Combine(Golden.Root(), "boards", name, "board.yaml"))).Board!;

    private static IReadOnlyList<ResolvedPackage> Resolve(
        IReadOnlyList<ApkRepository> repositories, BoardProfile board, ImageSource source, params IReadOnlyList<string> more)
    {
        var needs = PackageSource.Choose(FeaturePackages.All, source);
        var firmware = FirmwarePackage.Repository(
            source == ImageSource.Alpine ? FirmwarePackage.OfAlpine(needs) : needs, [], board.Architecture, "0.1.0", TestKeys.Signing);
        var names = PackageSource.Choose(board.Packages, source).Where(n => !n.StartsWith("linux-image-", StringComparison.Ordinal));
        return ApkResolver.Resolve([.. repositories, firmware], [FirmwarePackage.Name, .. names, .. more]);
    }

    private static IEnumerable<string> Applets(string source) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Closure", $"applets-{source}.txt")).Where(line => line[0] != '#');

    private static bool IsInPath(string path) => Path.GetDirectoryName(path) is "/bin" or "/sbin" or "/usr/bin" or "/usr/sbin";

    private static void Require(Func<string, bool> isThere)
    {
        var missing = CalledPrograms.All.Where(called => !called.Names.Any(n => CalledPrograms.Own.Contains(n) || isThere(n)));
        Assert.Equal("", string.Join('\n', missing));
    }
}
