using Router.Boot.Tests.Lab;
using Router.Image.Edges;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Disk;

public sealed class LargerDiskTests : IDisposable
{
    private const long DiskSize = 2L << 30;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly string folder = BuiltImage.NewFolder();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private string Disk => Path.Combine(folder, "larger.img");

    private DataPartition Data => new(Disk);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The power goes right after the partition has its new size, before the file system has: the next boot goes on.</summary>
    [Fact]
    public async Task LargerDisk_PowerCutWhileItGrows_GivesTheDataPartitionAllOfIt()
    {
        (await Tool.RunAsync(["cp", "--sparse=always", BuiltImage.Disk, Disk], Stopping)).OrThrow("cp");
        await using (var file = File.OpenWrite(Disk))
            file.SetLength(DiskSize);
        var was = (await Data.SizesAsync(Stopping)).Partition;
        await BootUntilAsync(sizes => sizes.Partition > was);
        await BootUntilAsync(sizes => sizes.Partition - sizes.FileSystem < DataPartition.Sector * 8);
        Assert.InRange((await Data.SizesAsync(Stopping)).FileSystem, DiskSize * 3 / 4, DiskSize);
        Assert.Equal("EFI PART"u8.ToArray(), await Data.ReadAsync(DiskSize - DataPartition.Sector, 8, Stopping));
    }

    private async Task BootUntilAsync(Func<(long Partition, long FileSystem), bool> done)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        deadline.CancelAfter(LabRouter.BootWithin);
        await using var machine = await QemuMachine.StartAsync(
            new MachineOptions
            {
                Name = "larger",
                Boot = new MachineBoot.Bios(),
                Disks = [new MachineDisk(Disk)],
                Nets = [new MachineNet.Unplugged()]
            },
            new MachineFiles(folder), Stopping);
        while (!done(await Data.SizesAsync(Stopping)))
            await Task.Delay(Pause, deadline.Token);
        await machine.CutPowerAsync();
    }
}
