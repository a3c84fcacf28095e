using System.Text.Json.Nodes;
using Router.Ctl.Cli;
using Router.Ctl.Tests.Image;

namespace Router.Ctl.Tests.Boards;

/// <summary><c>routerctl board</c> in a repository with a small kernel.</summary>
public sealed class BoardVerbsTests : IDisposable
{
    private const string Good = """
        # A box.
        name: box
        description: a box
        architecture: x86_64
        command-line: quiet
        ports: { wan: eth0, lan: [eth1, eth2] }
        packages: { common: [thing, linux-small], alpine: [linux-firmware-small] }
        firmware: [net/small.fw, own.fw]
        qemu: { disk: nvme }

        """;

    private readonly SmallRepository repository = new();

    public BoardVerbsTests()
    {
        repository.Write("boards/box/board.yaml", Good);
        repository.Write("boards/box/modules", "# hardware\ndrivers/net/tun initramfs\nfs/ext4/ext4\ndrivers/net/odd/ optional\n");
        repository.Write("boards/box/rootfs/lib/firmware/own.fw", "own");
        repository.Write("firmware/kernel/modules", "fs/ext4/\n");
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public async Task Check_BoardThatHasAll_IsGood()
    {
        var (code, output, error) = await CheckAsync("box");
        Assert.Equal("", output);
        Assert.Contains("box: good", error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, code);
    }

    [Theory]
    [InlineData("eth1, eth2", "eth1, eth0", "board.yaml:6:33: ports lan eth0: role wan has this port already")]
    [InlineData("architecture: x86_64", "architecture: vax", "board.yaml:4:15: architecture: 'vax' is no architecture (one of ")]
    [InlineData("architecture: x86_64", "architecture: aarch64\nboot: [uefi, bios]", "board.yaml:5:14: boot bios: aarch64 has no BIOS")]
    [InlineData("name: box", "name: boxes", "board.yaml:2:1: name: is not the name of the folder, box")]
    public async Task Check_ProfileWithAMistake_SaysWhereAndFails(string good, string bad, string message)
    {
        repository.Write("boards/box/board.yaml", Good.Replace(good, bad, StringComparison.Ordinal));
        await FailsAsync(message);
    }

    [Fact]
    public async Task Check_WhatIsNotThere_IsNamedEachWithItsPlace()
    {
        repository.Write(
            "boards/box/board.yaml",
            Good.Replace("thing,", "thing, thong, thang,", StringComparison.Ordinal)
                .Replace("[linux-firmware-small]", "[linux-firmware-smell]", StringComparison.Ordinal)
                .Replace("own.fw", "other.fw", StringComparison.Ordinal));
        repository.Write(
            "boards/box/modules",
            "fs/ext4/ext4\ndrivers/net/tun2\ndrivers/nat/\ndrivers/net/tun early\ninclude bax\nkernel/drivers/net/tun\n");
        await FailsAsync(
            "board.yaml:7:29: packages common thong: ", "board.yaml:7:36: packages common thang: ",
            "packages alpine linux-firmware-smell: ",
            "board.yaml:8:12: firmware net/small.fw: no package of the board has this file",
            "board.yaml:8:26: firmware other.fw: no package of the board has this file",
            "boards/box/modules:2:1: drivers/net/tun2: kernel 6.6 has no such module",
            "boards/box/modules:3:1: drivers/nat/: kernel 6.6 has no such folder",
            "boards/box/modules:4:1: drivers/net/tun: 'early' is no word of a list of modules",
            "boards/box/modules:5:1: include bax: there is no ",
            "boards/box/modules:6:1: kernel/drivers/net/tun: is not a path below kernel/");
    }

    [Fact]
    public async Task Check_BootFilesOfARaspberryPiThatNobodyHas_AreNamed()
    {
        repository.Write("boards/box/board.yaml", Good.Replace("x86_64", "aarch64\nboot: raspberry-pi", StringComparison.Ordinal));
        repository.Write("boards/box/boot/config.txt", "arm_64bit=1\n");
        await FailsAsync(
            "board.yaml:5:7: boot raspberry-pi: no package of the board has a start*.elf in /boot",
            "board.yaml:5:7: boot raspberry-pi: no package of the board has a fixup*.dat in /boot",
            "board.yaml:5:7: boot raspberry-pi: no package of the board has a *.dtb in /boot");
        repository.Write("boards/box/boot/start4.elf", "firmware");
        repository.Write("boards/box/boot/fixup4.dat", "firmware");
        repository.Write("boards/box/boot/box.dtb", "tree");
        Assert.Equal(ExitCode.Done, (await CheckAsync("box")).Code);
    }

    [Fact]
    public async Task Check_IncludedList_IsHeldAgainstTheKernelAsWell()
    {
        repository.Write("boards/crate/board.yaml", Good.Replace("name: box", "name: crate", StringComparison.Ordinal));
        repository.Write("boards/crate/rootfs/lib/firmware/own.fw", "own");
        repository.Write("boards/crate/modules", "include box\n");
        repository.Write("boards/box/modules", "drivers/net/tun\n\ndrivers/net/tun2\n");
        var (code, output, _) = await CheckAsync("crate");
        Assert.Contains("boards/box/modules:3:1: drivers/net/tun2: ", output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Input, code);
    }

    [Fact]
    public async Task Check_WithoutAName_ChecksAllAndJsonHasThem()
    {
        repository.Write("boards/crate/board.yaml", Good.Replace("linux-small", "linux-large", StringComparison.Ordinal));
        var (code, output, _) = await CheckAsync("--json");
        var reports = JsonNode.Parse(output)!.AsArray();
        Assert.Equal(["box", "crate"], reports.Select(report => (string?)report!["board"]));
        Assert.Empty(reports[0]!["problems"]!.AsArray());
        Assert.Equal("name", (string?)reports[1]!["problems"]![0]!["path"]);
        Assert.Equal(2, (int)reports[1]!["problems"]![0]!["line"]!);
        Assert.EndsWith("boards/crate/board.yaml", (string?)reports[1]!["problems"]![0]!["file"], StringComparison.Ordinal);
        Assert.Equal(ExitCode.Input, code);
    }

    [Fact]
    public async Task Check_SharedListThatThisKernelLacks_IsANote()
    {
        repository.Write("firmware/kernel/modules", "fs/ext4/\nfs/xfs/\n");
        var (code, output, _) = await CheckAsync("box");
        Assert.Contains("firmware/kernel/modules:2:1: fs/xfs/: note: kernel 6.6 has no such folder", output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, code);
    }

    [Fact]
    public async Task Check_UnknownBoard_NamesThoseThereAre()
    {
        var (code, _, error) = await CheckAsync("toaster");
        Assert.Contains("no board toaster", error, StringComparison.Ordinal);
        Assert.Contains("the boards are box", error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Input, code);
    }

    [Fact]
    public async Task List_Boards_TellsWhatTheyAreAndWhichQemuCanStart()
    {
        var crate = Good.Replace("name: box", "name: crate", StringComparison.Ordinal).Replace("qemu:", "#", StringComparison.Ordinal);
        repository.Write("boards/crate/board.yaml", crate);
        repository.Write("boards/wrong/board.yaml", "name: wrong\n");
        repository.Write("boards/notes/README.md", "no board");
        var (code, output, _) = await repository.RunAsync("board", "list");
        Assert.Equal(
            "box             x86_64    qemu  a box\ncrate           x86_64    -     a box\n"
                + "wrong           its profile has problems: routerctl board check wrong\n",
            output);
        Assert.Equal(ExitCode.Done, code);
        var (_, json, _) = await repository.RunAsync("board", "list", "--json");
        Assert.Equal([true, false, false], JsonNode.Parse(json)!.AsArray().Select(row => (bool)row!["qemu"]!));
    }

    [Fact]
    public async Task New_FromABoard_HasAllOfItUnderItsOwnNameAndIsGood()
    {
        var (code, output, _) = await repository.RunAsync("board", "new", "crate", "--from", "box");
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal(
            ["boards/crate/board.yaml", "boards/crate/modules", "boards/crate/rootfs/lib/firmware/own.fw"],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(file => Path.GetRelativePath(repository.Root, file)));
        var profile = await File.ReadAllTextAsync(
            Path.Combine(repository.Root, "boards/crate/board.yaml"), TestContext.Current.CancellationToken);
        Assert.StartsWith(
            "# Made from box: say here what kind of device it is.\nname: crate\ndescription: a board made from box\n", profile,
            StringComparison.Ordinal);
        Assert.DoesNotContain("# A box.", profile, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await CheckAsync("crate")).Code);
    }

    [Theory]
    [InlineData("box", "box", "is there already")]
    [InlineData("../box", "box", "is no name of a board")]
    [InlineData("Crate", "box", "is no name of a board")]
    [InlineData("crate", "toaster", "no board toaster")]
    public async Task New_NameOrBoardThatWillNotDo_MakesNothing(string name, string from, string message)
    {
        var (code, _, error) = await repository.RunAsync("board", "new", name, "--from", from);
        Assert.Contains(message, error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Input, code);
        Assert.Equal(["box"], Directory.GetDirectories(Path.Combine(repository.Root, "boards")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Completion_OfABoard_KnowsItsName()
    {
        var (_, output, _) = await repository.RunAsync("[suggest:22]", "routerctl board check ");
        Assert.Contains("box", output.Split('\n'));
    }

    private Task<(int Code, string Output, string Error)> CheckAsync(params string[] arguments)
    {
        var packages = Path.Combine(repository.Root, "packages");
        return repository.RunAsync(
            ["board", "check", "--source", "alpine", "--repository", packages, "--keys", repository.Keys, .. arguments]);
    }

    private async Task FailsAsync(params string[] messages)
    {
        var (code, output, error) = await CheckAsync("box");
        Assert.All(messages, message => Assert.Contains(message, output, StringComparison.Ordinal));
        Assert.Equal(ExitCode.Input, code);
        Assert.DoesNotContain(" at Router.", error, StringComparison.Ordinal);
    }
}
