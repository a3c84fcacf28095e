using System.Security.Cryptography;
using Router.Ctl.Cli;

namespace Router.Ctl.Tests.Image;

/// <summary>
/// A build of a board that names what is not there: one message with file, line and word, and the image of before byte for byte.
/// </summary>
public sealed class BoardMistakeTests : IDisposable
{
    private const string Profile = """
        name: box
        architecture: x86_64
        ports: { wan: [eth0], lan: [eth1] }
        packages: { common: [thing, linux-small, linux-firmware-small] }
        firmware: [net/small.fw, own.fw]

        """;

    private const string Modules = "# hardware\nfs/ext4/ext4\n";

    private readonly SmallRepository repository = new();

    public BoardMistakeTests()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "an image is built by root");
        repository.Write("boards/box/board.yaml", Profile);
        repository.Write("boards/box/modules", Modules);
        repository.Write("boards/box/rootfs/lib/firmware/own.fw", "own");
        repository.Write("artifacts/images/box/disk.img", "the former disk");
        repository.Write("artifacts/images/box/oci/blobs/one", "a folder in it");
    }

    public void Dispose() => repository.Dispose();

    /// <summary>With all that it names the build goes on to what this repository has not: programs.</summary>
    [Fact]
    public async Task Build_NamesThatAreThere_AreNotTheProblem()
    {
        var (code, error) = await repository.BuildAsync();
        Assert.DoesNotContain("boards/box/", error, StringComparison.Ordinal);
        Assert.NotEqual(ExitCode.Done, code);
    }

    [Theory]
    [InlineData("board.yaml", "eth1", "enp3s0", "board.yaml:3:29: ports lan: 'enp3s0' is a name that no port gets")]
    [InlineData("board.yaml", "eth1", "eth0", "board.yaml:3:29: ports lan eth0: role wan has this port already")]
    [InlineData("board.yaml", "thing", "thong", "board.yaml: packages: ")]
    [InlineData("board.yaml", "net/small.fw", "large.fw", "board.yaml:5:12: firmware large.fw: no package of the board has this file")]
    [InlineData("board.yaml", "own.fw", "other.fw", "board.yaml:5:26: firmware other.fw: no package of the board has this file")]
    [InlineData("modules", "fs/ext4/ext4", "fs/ext5/ext5", "modules:2:1: fs/ext5/ext5: kernel 6.6 has no such module")]
    [InlineData("modules", "fs/ext4/ext4", "fs/ext5/", "modules:2:1: fs/ext5/: kernel 6.6 has no such folder")]
    [InlineData("modules", "fs/ext4/ext4", "include bax", "modules:2:1: include bax: there is no ")]
    public async Task Build_NameThatIsNotThere_IsToldOnceAndLeavesTheFormerImage(string file, string good, string bad, string message)
    {
        repository.Write(
            $"boards/box/{file}", (file == "modules" ? Modules : Profile).Replace(good, bad, StringComparison.Ordinal));
        var before = Images();
        var (code, error) = await repository.BuildAsync();
        Assert.Equal(ExitCode.Input, code);
        Assert.Contains($"/boards/box/{message}", error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n'), line => line.Contains("/boards/box/board.yaml", StringComparison.Ordinal)
            || line.Contains("/boards/box/modules", StringComparison.Ordinal));
        Assert.Equal(before, Images());
    }

    /// <summary>Every file below the images' folder, with a digest.</summary>
    private List<string> Images()
    {
        var images = Path.Combine(repository.Root, "artifacts", "images");
        return
        [
            .. Directory.EnumerateFileSystemEntries(images, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(path => $"{path} {(File.Exists(path) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))) : "/")}"),
        ];
    }
}
