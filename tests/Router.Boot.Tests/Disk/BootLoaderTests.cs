using Router.Boot.Tests.Lab;
using Router.Image.Architectures;
using Router.Image.Disk;
using Router.Image.Edges;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.Disk;

/// <summary>A boot loader that has nothing to start, with nobody there: it never waits for a key.</summary>
public sealed class BootLoaderTests : IDisposable
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(3), Pause = TimeSpan.FromMilliseconds(200);

    private readonly string folder = BuiltImage.NewFolder();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private string DiskFile => Path.Combine(folder, "disk.img");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false, "a/vmlinuz")]
    [InlineData(true, "a/initramfs")]
    [InlineData(true, "grub/grub.cfg")]
    public async Task BootLoader_FileThatIsNotThere_ResetsTheMachine(bool uefi, string missing)
    {
        await using var machine = await BootAsync(uefi, "mdel", $"::/{missing}");
        await using (SerialNoise.On(machine.Console, uefi))
        {
            while (!machine.HasExited)
            {
                Assert.True(machine.Time.Wall < Within, machine.Console.Transcript.Tail);
                await Task.Delay(Pause, Stopping);
            }
        }
        Assert.Contains("restarts in 10 seconds", machine.Console.Transcript.Text, StringComparison.Ordinal);
    }

    /// <summary>The second slot's root is empty on this disk, which is what its own initramfs then says.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BootLoader_SlotWithoutAKernel_StartsTheOther(bool uefi)
    {
        await using var machine = await BootAsync(uefi, "mmove", "::/a", "::/b");
        await machine.Console.Transcript.WaitForAsync("router: /dev/vda4 is not the root file system", Within, Stopping);
    }

    /// <summary>A machine that a reset ends, from a disk whose boot partition mtools has changed.</summary>
    private async Task<QemuMachine> BootAsync(bool uefi, string program, params string[] arguments)
    {
        (await Tool.RunAsync(["cp", "--sparse=always", BuiltImage.Disk, DiskFile], Stopping)).OrThrow("cp");
        var boot = DiskLayout.For(new DiskPlan("", "", "", "", 0)).Boot;
        (await Tool.RunAsync([program, "-i", $"{DiskFile}@@{boot.Start}", .. arguments], Stopping)).OrThrow(program);
        return await QemuMachine.StartAsync(
            new MachineOptions
            {
                Name = "loader",
                Boot = uefi ? new MachineBoot.Uefi(UefiFirmware.Find(Architecture.X64)) : new MachineBoot.Bios(),
                StopOnReboot = true,
                Disks = [new MachineDisk(DiskFile)],
            },
            new MachineFiles(folder), Stopping);
    }
}
