using Router.Image.Edges;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Image.Tests.Vm;

public sealed class DisksTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("router-disks").FullName;

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task MakeSeed_DocumentAndSecrets_AreOnTheDisk()
    {
        var file = Path.Combine(folder, "seed.img");
        await Disks.MakeSeedAsync(file, "version: 1\n", new Dictionary<string, string> { ["nas"] = "hush" }, Stopping);
        Assert.Equal("version: 1\n", (await Tool.RunAsync(["mtype", "-i", file, "::router.yaml"], Stopping)).Output);
        Assert.Equal("hush", (await Tool.RunAsync(["mtype", "-i", file, "::secrets/nas"], Stopping)).Output);
        Assert.Equal("ROUTERSEED", (await Tool.RunAsync(["blkid", "-o", "value", "-s", "LABEL", file], Stopping)).Output.Trim());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Inspect_DataDisk_IsRawAndBootsNothing()
    {
        var file = Path.Combine(folder, "data.img");
        await Disks.MakeDataAsync(file, 16, Stopping);
        Assert.Equal((new MachineDisk(file), false), await Disks.InspectAsync(file, Stopping));
    }

    [Fact]
    public async Task Inspect_Qcow2_IsNamedSo()
    {
        var file = Path.Combine(folder, "data.qcow2");
        await File.WriteAllBytesAsync(file, [(byte)'Q', (byte)'F', (byte)'I', 0xfb, 0, 0, 0, 3], Stopping);
        Assert.Equal((new MachineDisk(file, DiskFormat.Qcow2), false), await Disks.InspectAsync(file, Stopping));
    }

    [Fact]
    public async Task Inspect_DiskWithPartitions_IsBootable()
    {
        var file = Path.Combine(folder, "disk.img");
        await File.WriteAllBytesAsync(file, [.. new byte[512], .. "EFI PART"u8], Stopping);
        Assert.Equal((new MachineDisk(file), true), await Disks.InspectAsync(file, Stopping));
    }
}
