using System.Text.Json;
using Router.Boot.Tests.Lab;

namespace Router.Boot.Tests.Boards;

/// <summary>A new board in a repository beside the real one.</summary>
public sealed class NewBoardTests : IDisposable
{
    private const string Attic = "attic";

    private readonly string folder = BuiltImage.NewFolder();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task New_FromABoard_BuildsAsItIs()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "an image is built by root");
        await BoardRepository.MakeAsync(folder, Attic, Stopping);
        await RouterctlAsync("board", "new", Attic, "--from", BuiltImage.Board);
        await RouterctlAsync("image", "build", Attic, "--source", "lab");

        var image = BoardRepository.ImageOf(folder, Attic);
        Assert.Equal(
            await File.ReadAllBytesAsync(BuiltImage.Kernel, Stopping),
            await File.ReadAllBytesAsync(Path.Combine(image, "vmlinuz"), Stopping));
        Assert.Equal(new FileInfo(BuiltImage.Disk).Length, new FileInfo(Path.Combine(image, "disk.img")).Length);
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(image, "manifest.json"), Stopping));
        Assert.Equal(Attic, manifest.RootElement.GetProperty("board").GetString());
        Assert.Equal([image], Directory.GetFileSystemEntries(Path.GetDirectoryName(image)!));
    }

    private Task RouterctlAsync(params string[] arguments) => BoardRepository.RouterctlAsync(folder, Stopping, arguments);
}
