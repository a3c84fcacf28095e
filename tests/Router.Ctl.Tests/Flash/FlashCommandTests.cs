using Router.Ctl.Cli;
using Router.Ctl.Flash.Edges;

namespace Router.Ctl.Tests.Flash;

public sealed class FlashCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RecordingTerminal terminal = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Flash_ToNewFile_IsTheSameImage()
    {
        var image = DiskImages.Make(folder);
        Assert.Equal(ExitCode.Done, await FlashAsync("--unsigned", image, folder["copy.img"]));
        Assert.Equal(await Bytes(image), await Bytes(folder["copy.img"]));
        Assert.Contains("written and read back, SHA-256 ", terminal.Out);
        Assert.Equal(
            ["copy.img", "disk.img"], Directory.GetFiles(folder.Path).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Flash_ToLargerFile_MovesTheTableToItsEnd()
    {
        var image = DiskImages.Make(folder);
        using (var file = File.Create(folder["big.img"]))
            file.SetLength(200 << 20);
        Assert.Equal(ExitCode.Done, await FlashAsync("--unsigned", image, folder["big.img"]));
        Assert.Equal(200 << 20, new FileInfo(folder["big.img"]).Length);
        Assert.Contains("No errors detected", DiskImages.Verify(folder["big.img"]));
        Assert.Equal(PartitionsOf(image), PartitionsOf(folder["big.img"]));
    }

    [Fact]
    public async Task Flash_Grow_GivesTheSpaceToTheLastPartition()
    {
        var image = DiskImages.Make(folder);
        Assert.Equal(
            ExitCode.Done, await FlashAsync("--unsigned", image, folder["big.img"], "--size", "200MiB", "--grow"));
        Assert.Contains("No errors detected", DiskImages.Verify(folder["big.img"]));
        Assert.Equal(PartitionsOf(image)[..2], PartitionsOf(folder["big.img"])[..2]);
        Assert.Contains("size=      335872", PartitionsOf(folder["big.img"])[2]);
    }

    [Theory]
    [InlineData("missing.img", "copy.img", ExitCode.Input, "missing.img: there is no such file")]
    [InlineData(".", "copy.img", ExitCode.Input, "it is not a file")]
    [InlineData("text", "copy.img", ExitCode.Input, "the partition table is not there")]
    [InlineData("empty", "copy.img", ExitCode.Input, "it is empty")]
    [InlineData("packed", "copy.img", ExitCode.Input, "it is compressed with gzip")]
    [InlineData("cut.img", "copy.img", ExitCode.Input, "the image is cut short")]
    [InlineData("disk.img", ".", ExitCode.Input, "it is a folder")]
    [InlineData("disk.img", "disk.img", ExitCode.Input, "it is the image itself")]
    [InlineData("disk.img", "no/such/folder", ExitCode.Input, "there is no folder")]
    [InlineData("disk.img", "text", ExitCode.Input, "it holds 13 bytes, and the image has 67108864")]
    [InlineData("disk.img", "/dev/null", ExitCode.Input, "neither a disk nor a file")]
    public async Task Flash_WrongImageOrTarget_SaysSoAndLeavesTheTarget(string image, string target, int code, string message)
    {
        Prepare();
        Assert.Equal(code, await FlashAsync("--unsigned", folder[image], folder[target]));
        Assert.Contains(message, terminal.Error);
        Assert.Equal("some old text", await File.ReadAllTextAsync(folder["text"], TestContext.Current.CancellationToken));
        Assert.False(File.Exists(folder["copy.img"]));
    }

    /// <summary>A disk that was not plugged in, a mistyped folder of one, a link to either: nothing new is ever made there.</summary>
    [Theory]
    [InlineData("/dev/router-no-such-disk", "there is no such device")]
    [InlineData("/dev/shm/router-no-such-disk", "there is no such device")]
    [InlineData("/dev/../dev/./router-no-such-disk", "there is no such device")]
    [InlineData("/dev/disk/by-id/router-no-such-disk", "there is no")]
    [InlineData("/sys/block/router-no-such-disk", "there is no such device")]
    [InlineData("/proc/router-no-such-disk", "there is no such device")]
    [InlineData("link-to-dev/router-no-such-disk", "there is no such device")]
    [InlineData("dangling", "it is a link to /dev/router-no-such-disk, and nothing is there")]
    [InlineData("dangling-file", "it is a link to gone.img, and nothing is there")]
    public async Task Flash_DeviceThatIsNotThere_MakesNothing(string target, string message)
    {
        Directory.CreateSymbolicLink(folder["link-to-dev"], "/dev");
        File.CreateSymbolicLink(folder["dangling"], "/dev/router-no-such-disk");
        File.CreateSymbolicLink(folder["dangling-file"], "gone.img");
        Assert.Equal(
            ExitCode.Input, await FlashAsync("--unsigned", DiskImages.Make(folder), folder[target], "--yes"));
        Assert.Contains(message, terminal.Error);
        foreach (var place in new[] { "/dev", "/dev/shm" })
            Assert.DoesNotContain(
                Directory.GetFileSystemEntries(place), entry => entry.Contains("router-no-such-disk", StringComparison.Ordinal));
        Assert.False(File.Exists(folder["gone.img"]));
    }

    [Fact]
    public async Task Flash_FileInAFolderOfDevices_IsNoDevice()
    {
        var file = $"/dev/shm/router-flash-{Environment.ProcessId}";
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "wants /dev/shm");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        try
        {
            Assert.Equal(ExitCode.Input, await FlashAsync("--unsigned", DiskImages.Make(folder), file));
            Assert.Contains("it is no device but a file in /dev", terminal.Error);
            Assert.Equal(0, new FileInfo(file).Length);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Flash_GrowOfAnImageWithoutTheTable_IsRefused()
    {
        folder.Write("mbr.img", "no table here");
        Assert.Equal(
            ExitCode.Usage, await FlashAsync("--unsigned", folder["mbr.img"], folder["copy"], "--force", "--grow"));
        Assert.Contains("has no GUID partition table", terminal.Error);
        Assert.False(File.Exists(folder["copy"]));
    }

    [Fact]
    public async Task Flash_NoPartitionTable_IsWrittenWithForce()
    {
        folder.Write("text", "some old text");
        Assert.Equal(ExitCode.Done, await FlashAsync("--unsigned", folder["text"], folder["copy"], "--force"));
        Assert.StartsWith("some old text\0", await File.ReadAllTextAsync(folder["copy"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("3 elephants")]
    [InlineData("-1")]
    [InlineData("9999999TiB")]
    public async Task Flash_SizeThatIsNone_IsAUsageError(string size)
    {
        Assert.Equal(ExitCode.Usage, await FlashAsync("--unsigned", "a", "b", "--size", size));
        Assert.Contains("--size", terminal.Error);
    }

    [Fact]
    public async Task Flash_SignedImage_IsWritten()
    {
        var (image, keys) = DiskImages.Sign(DiskImages.Make(folder), folder);
        Assert.Equal(ExitCode.Done, await FlashAsync("--keys", keys, image, folder["copy.img"]));
        Assert.Equal(await Bytes(image), await Bytes(folder["copy.img"]));
    }

    [Theory]
    [InlineData("unsigned", "there is no manifest.json beside it, so nobody knows who made it")]
    [InlineData("signature", "manifest.json is not signed")]
    [InlineData("stranger", "manifest.json is signed by none of the keys that are trusted, or changed since")]
    [InlineData("manifest", "manifest.json is signed by none of the keys that are trusted, or changed since")]
    [InlineData("revoked", "manifest.json is signed by maker, which is revoked: stolen")]
    [InlineData("expired", "manifest.json is signed by maker, which was good until 2020-02-29")]
    [InlineData("flipped", "disk.img: it is not the disk.img that the manifest beside it was signed for")]
    [InlineData("other", "says nothing of other.img")]
    public async Task Flash_ImageThatNobodyTrustedSigned_IsRefused(string fault, string message)
    {
        var (image, keys) = DiskImages.Sign(DiskImages.Make(folder), folder);
        image = DiskImages.Spoil(folder, image, fault);
        Assert.Equal(ExitCode.Input, await FlashAsync("--keys", keys, image, folder["copy.img"]));
        Assert.Contains(message, terminal.Error);
        Assert.False(File.Exists(folder["copy.img"]));
    }

    private Task<int> FlashAsync(params string[] words) => terminal.RunAsync(FlashCommand.Create, ["flash", .. words]);

    private void Prepare()
    {
        var image = DiskImages.Make(folder);
        folder.Write("text", "some old text");
        folder.Write("empty", "");
        File.WriteAllBytes(folder["packed"], [0x1f, 0x8b, 8, 0]);
        File.Copy(image, folder["cut.img"]);
        using var cut = File.OpenWrite(folder["cut.img"]);
        cut.SetLength(30 << 20);
    }

    private static string[] PartitionsOf(string image) =>
        [.. DiskImages.Dump(image)
            .Split('\n')
            .Where(line => line.Contains("start=", StringComparison.Ordinal))
            .Select(line => line[line.IndexOf(" : ", StringComparison.Ordinal)..])];

    private static Task<byte[]> Bytes(string path) => File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
}
