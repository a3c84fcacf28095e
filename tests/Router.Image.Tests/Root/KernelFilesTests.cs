using Router.Image.Root.Edges;

namespace Router.Image.Tests.Root;

public sealed class KernelFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("router-kernel-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void TakeBootFiles_OfAKernelWithDeviceTrees_HasAllButTheKernel()
    {
        string[] files =
        [
            "vmlinuz-rpi", "config-6.12-rpi", "System.map-6.12-rpi", "start4.elf", "overlays/disable-bt.dtbo",
            "dtbs-rpi/broadcom/board.dtb",
        ];
        foreach (var file in files)
        {
            var path = Path.Combine(folder, "boot", file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file);
        }

        var taken = Path.Combine(folder, "taken");
        KernelFiles.TakeBootFiles(Path.Combine(folder, "boot"), taken);

        Assert.Equal(
            ["board.dtb", "overlays/disable-bt.dtbo", "start4.elf"],
            Directory.EnumerateFiles(taken, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(taken, file)).Order(StringComparer.Ordinal));
    }
}
