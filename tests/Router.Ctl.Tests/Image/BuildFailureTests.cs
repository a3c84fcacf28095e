using Router.Ctl.Cli;

namespace Router.Ctl.Tests.Image;

/// <summary>What stands against a build: one message that says what, where and how to mend it, and the former image as it was.</summary>
public sealed class BuildFailureTests : IDisposable
{
    private readonly SmallRepository repository = new();

    public BuildFailureTests() => Assert.SkipUnless(Environment.IsPrivilegedProcess, "an image is built by root");

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task Build_UnknownBoard_NamesThoseThereAre() =>
        await FailsAsync(
            ExitCode.Input, repository.BuildAsync(board: "toaster"), "no board toaster", "boards/toaster/board.yaml", "the boards are box");

    [Fact]
    public async Task Build_UnknownPackage_NamesTheProfileAndThePackage()
    {
        repository.WriteBoard("no-such-thing");
        await FailsAsync(
            ExitCode.Input, repository.BuildAsync(), repository.Profile, "no-such-thing (no such package)", "mend the packages there");
    }

    [Fact]
    public async Task Build_PackageOfAService_IsNotTheBoardsFault()
    {
        using var without = new SmallRepository(servicePackages: false);
        await FailsAsync(
            ExitCode.Input, without.BuildAsync(), "packages that the firmware needs on every board: ", "frr (no such package)",
            "name a repository or a release that has them");
    }

    [Fact]
    public async Task Build_ProfileWithMistakes_TellsThemAllAndWhereTheyAre()
    {
        await File.AppendAllTextAsync(repository.Profile, "\ncolour: red\nshape: round\n", TestContext.Current.CancellationToken);
        await FailsAsync(
            ExitCode.Input, repository.BuildAsync(), $"{repository.Profile}:7:1", $"{repository.Profile}:8:1", "mend the board's profile");
    }

    [Fact]
    public async Task Build_MirrorThatNobodyAnswersFor_IsTheMachines() =>
        await FailsAsync(
            ExitCode.Machine, repository.BuildAsync(repository: "http://127.0.0.1:1/alpine"),
            "http://127.0.0.1:1/alpine/x86_64", "cannot be reached", "check the network");

    [Fact]
    public async Task Build_NoRepositoryThere_SaysWhatOneIs() =>
        await FailsAsync(
            ExitCode.Input, repository.BuildAsync(repository: repository.Keys),
            repository.Keys, "APKINDEX.tar.gz", "name a folder that has one");

    [Fact]
    public async Task Build_IndexOfAnotherSigner_IsRefused() =>
        await FailsAsync(ExitCode.Input, repository.BuildAsync(keys: repository.StrangeKeys()), repository.Index, "box.rsa.pub");

    [Fact]
    public async Task Build_KeyOfAnotherByTheSameName_SaysWhere() =>
        await FailsAsync(
            ExitCode.Input, repository.BuildAsync(keys: repository.StrangeKeys()),
            "BAD signature by key box.rsa.pub", $"the file of that name in {repository.StrangeKeys()} is another key");

    [Fact]
    public async Task Build_ReleaseWithoutKeys_NamesTheKeyThatIsWanted() =>
        await FailsAsync(
            ExitCode.Input, repository.BuildAsync(ownKeys: false),
            "signed by RSA256.box.rsa.pub", $"none of these keys is in {repository.Root}/firmware/keys/x86_64");

    [Theory]
    [InlineData(null, "v3.23")]
    [InlineData("v3.18", "v3.18")]
    public async Task Build_IndexOfAnotherRelease_SaysWhichAndHowToBuildIt(string? release, string wanted)
    {
        using var older = new SmallRepository(title: "v3.19.1-643-gec825d20535");
        await FailsAsync(
            ExitCode.Input, older.BuildAsync(release: release),
            $"a repository of v3.19, and the image is to be of {wanted}", $"name a mirror of {wanted}, or build with --release v3.19");
    }

    [Fact]
    public async Task Build_AddressOfAnotherRelease_IsToldBeforeAnybodyIsAsked() =>
        await FailsAsync(
            ExitCode.Input, repository.BuildAsync(repository: "http://user:word@127.0.0.1:1/alpine/v3.19/main"),
            "http://user:*@127.0.0.1:1/alpine/v3.19/main: a repository of v3.19", "--release v3.19");

    [Fact]
    public async Task Build_ReleaseThatIsNone_IsUsage() =>
        await FailsAsync(ExitCode.Usage, repository.BuildAsync(release: "3.19"), "--release: '3.19' is no Alpine release; write v3.23");

    /// <summary>As a mirror has it in the change from one form to the other: the file is what its first bytes say.</summary>
    [Theory]
    [InlineData("APKINDEX.tar.gz")]
    [InlineData("Packages.adb")]
    public async Task Build_IndexUnderTheOtherFormsName_IsReadAllTheSame(string name)
    {
        if (name != "APKINDEX.tar.gz")
            File.Move(repository.Index, Path.Combine(Path.GetDirectoryName(repository.Index)!, name));
        repository.WriteBoard("no-such-thing");
        await FailsAsync(ExitCode.Input, repository.BuildAsync(), "no-such-thing (no such package)");
    }

    [Fact]
    public async Task Build_TruncatedIndex_IsRefused()
    {
        Truncate(repository.Index);
        await FailsAsync(ExitCode.Input, repository.BuildAsync(), repository.Index);
    }

    [Fact]
    public async Task Build_TruncatedPackage_IsRefused()
    {
        Truncate(repository.Package);
        await FailsAsync(ExitCode.Input, repository.BuildAsync(), repository.Package);
    }

    [Fact]
    public async Task Build_PackageThatChanged_IsRefused()
    {
        var bytes = await File.ReadAllBytesAsync(repository.Package, TestContext.Current.CancellationToken);
        bytes[^(bytes.Length / 2)] ^= 1;
        await File.WriteAllBytesAsync(repository.Package, bytes, TestContext.Current.CancellationToken);
        await FailsAsync(ExitCode.Input, repository.BuildAsync(), repository.Package);
    }

    /// <summary>While the tree is made, when it is copied, and before there is anything.</summary>
    [Theory]
    [InlineData("200k")]
    [InlineData("3m")]
    [InlineData("9m")]
    public async Task Build_FullDisk_SaysSoAndLeavesNothing(string size) =>
        await FailsAsync(
            ExitCode.Machine,
            repository.BuildAsync(
                before: "mkdir cache && cp -a artifacts/images cache && "
                    + $"mount -t tmpfs -o size={size} none artifacts && cp -a cache/images artifacts"),
            "No space left", "free some disk space");

    [Fact]
    public async Task Build_MissingPrograms_AreNamedAtOnceWithTheirPackages() =>
        await FailsAsync(
            ExitCode.Machine, repository.BuildAsync(path: "/nowhere"), "mksquashfs", "missing on this machine", "squashfs-tools", "mtools");

    [Fact]
    public async Task Build_ForSecureBootWithoutTheStub_NamesItsPackage()
    {
        await File.AppendAllTextAsync(repository.Profile, "\nsecure-boot: true\n", TestContext.Current.CancellationToken);
        await FailsAsync(
            ExitCode.Machine, repository.BuildAsync(before: "mount -t tmpfs none /usr/lib/systemd/boot/efi"),
            "linuxx64.efi.stub is missing on this machine, and box is a board for Secure Boot", "apt-get install systemd-boot-efi");
    }

    private static void Truncate(string file)
    {
        using var stream = File.OpenWrite(file);
        stream.SetLength(stream.Length / 2);
    }

    private static async Task FailsAsync(int code, Task<(int Code, string Error)> build, params string[] words)
    {
        var (actual, error) = await build;
        Assert.All(words, word => Assert.Contains(word, error, StringComparison.Ordinal));
        Assert.Equal(code, actual);
        Assert.DoesNotContain(" at Router.", error, StringComparison.Ordinal);
        Assert.Contains($"images: {SmallRepository.Board} the former image", error, StringComparison.Ordinal);
    }
}
