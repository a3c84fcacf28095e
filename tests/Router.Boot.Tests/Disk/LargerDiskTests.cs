using System.Buffers.Binary;
using Router.Boot.Tests.Lab;
using Router.Image.Edges;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Disk;

public sealed class LargerDiskTests : IDisposable
{
    private const long DiskSize = 2L << 30;
    private const int Sector = 512;
    private const int DataPartition = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly string folder = BuiltImage.NewFolder();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private string Disk => Path.Combine(folder, "larger.img");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The power goes right after the partition has its new size, before the file system has: the next boot goes on.</summary>
    [Fact]
    public async Task LargerDisk_PowerCutWhileItGrows_GivesTheDataPartitionAllOfIt()
    {
        (await Tool.RunAsync(["cp", "--sparse=always", BuiltImage.Disk, Disk], Stopping)).OrThrow("cp");
        await using (var file = File.OpenWrite(Disk))
            file.SetLength(DiskSize);
        var was = (await DataAsync()).Partition;
        await BootUntilAsync(sizes => sizes.Partition > was);
        await BootUntilAsync(sizes => sizes.Partition - sizes.FileSystem < Sector * 8);
        Assert.InRange((await DataAsync()).FileSystem, DiskSize * 3 / 4, DiskSize);
        Assert.Equal("EFI PART"u8.ToArray(), await ReadAsync(DiskSize - Sector, 8));
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
        while (!done(await DataAsync()))
            await Task.Delay(Pause, deadline.Token);
        await machine.CutPowerAsync();
    }

    /// <summary>Bytes of the data partition by the table (UEFI 2.10, section 5.3.3), and of its ext4 by the superblock.</summary>
    private async Task<(long Partition, long FileSystem)> DataAsync()
    {
        var entry = await ReadAsync((2 * Sector) + ((DataPartition - 1) * 128), 128);
        var (first, last) =
            (BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(32)), BinaryPrimitives.ReadInt64LittleEndian(entry.AsSpan(40)));
        var super = await ReadAsync((first * Sector) + 1024, 32);
        var blockSize = 1024L << BinaryPrimitives.ReadInt32LittleEndian(super.AsSpan(24));
        return ((last - first + 1) * Sector, BinaryPrimitives.ReadUInt32LittleEndian(super.AsSpan(4)) * blockSize);
    }

    private async Task<byte[]> ReadAsync(long at, int length)
    {
        await using var file = new FileStream(Disk, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Position = at;
        var bytes = new byte[length];
        await file.ReadExactlyAsync(bytes, Stopping);
        return bytes;
    }
}
