using Router.Boot.Tests.Lab;
using Router.Core.Boards;
using Router.Image.Vm;

namespace Router.Boot.Tests.Boards;

/// <summary>
/// What the image of a PC with many disks has for them: its own kernel and programs make a RAID and a btrfs of disks on SATA. No document
/// can ask for either yet.
/// </summary>
public sealed class NasDiskTests : IDisposable
{
    private const string Nas = "nas-x86_64";

    private const int Disks = 4;

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(2);

    private readonly string folder = BuiltImage.NewFolder();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The disk that the machine then starts from is found among them, by UEFI.</summary>
    [Fact]
    public async Task Disks_OfARaidAndABtrfs_KeepTheirFilesAndTheMachineStartsBesideThem()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces want root");
        var disks = Enumerable.Range(0, Disks).Select(NewDisk).ToList();
        await using (var guest = await ShellGuest.StartAsync("nas", [], Stopping, hardware: new GuestHardware(Nas, DiskBus.Nvme, disks)))
        {
            await guest.RunAsync("modprobe -a ahci sd_mod; until [ -b /dev/sdd ]; do sleep 0.1; done", Within, Stopping);
            Assert.Contains("PASSED", await guest.RunAsync("smartctl -H /dev/sda", Within, Stopping), StringComparison.Ordinal);

            await RunAsync(guest, """
                modprobe -a raid1 btrfs
                mdadm --create /dev/md0 --run --level=1 --raid-devices=2 --metadata=1.2 /dev/sda /dev/sdb
                mkfs.ext4 -q /dev/md0
                mkdir -p /mnt/raid /mnt/btrfs
                mount -t ext4 /dev/md0 /mnt/raid
                dd if=/dev/urandom of=/mnt/raid/file bs=1M count=8
                mdadm /dev/md0 --fail /dev/sda
                mkfs.btrfs -q -d raid1 -m raid1 /dev/sdc /dev/sdd
                mount -t btrfs /dev/sdc /mnt/btrfs
                cp /mnt/raid/file /mnt/btrfs/file
                sync
                btrfs scrub start -B /mnt/btrfs
                cmp /mnt/raid/file /mnt/btrfs/file
                """);
            Assert.Contains("[_U]", await guest.RunAsync("cat /proc/mdstat", Within, Stopping), StringComparison.Ordinal);
            Assert.Contains(
                "Data, RAID1", await guest.RunAsync("btrfs filesystem df /mnt/btrfs", Within, Stopping), StringComparison.Ordinal);
            await RunAsync(guest, """
                umount /mnt/raid /mnt/btrfs
                mdadm --stop /dev/md0
                mdadm --assemble --run /dev/md0 /dev/sdb
                mount -t ext4 -o ro /dev/md0 /mnt/raid
                mount -t btrfs -o ro /dev/sdd /mnt/btrfs
                cmp /mnt/raid/file /mnt/btrfs/file
                umount /mnt/raid /mnt/btrfs
                """);
        }
        var boot = new BoardBoot(Nas, true, DiskBus.Ahci, NetworkCard.E1000e, NetworkCard.Rtl8139) { More = disks };
        await boot.TranslatesAPacketAsync(folder);
    }

    /// <summary>Line by line, so that the one which fails is named.</summary>
    private static async Task RunAsync(ShellGuest guest, string lines)
    {
        foreach (var line in lines.Split('\n'))
            await guest.RunAsync(line, Within, Stopping);
    }

    private MachineDisk NewDisk(int number)
    {
        var file = Path.Combine(folder, $"disk{number}.img");
        using var disk = File.Create(file);
        disk.SetLength(256 << 20);
        return new MachineDisk(file, Bus: DiskBus.Ahci);
    }
}
