using System.Text;
using Router.Boot.Tests.Lab;
using Router.Bundles.Format;
using Router.Image.Architectures;
using Router.Image.Disk;
using Router.Image.Disk.Edges;
using Router.Image.SecureBoot;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.SecureBoot;

/// <summary>
/// Firmware that knows the operator's keys starts what they signed and nothing else: neither a changed part of it, nor what is put in its
/// place. A kernel that starts would say so in its first words.
/// </summary>
[Collection(SecureBootCollection.Name)]
public sealed class SecureBootTests(SecureBootImage image) : IDisposable
{
    private const string Loader = "EFI/BOOT/BOOTX64.EFI", Environment = "grub/grubenv", Stranger = "a stranger's words";

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

    private readonly string folder = BuiltImage.NewFolder();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private string DiskFile => Path.Combine(folder, "disk.img");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>And GRUB counts tries, though it is locked down.</summary>
    [Fact]
    public async Task Boot_WithTheKeysEnrolled_ComesToTheConsole()
    {
        await PrepareAsync();
        var environment = await SecureBootImage.ReadAsync(DiskFile, Environment);
        "slot=a\ntry=2\n"u8.CopyTo(environment.AsSpan("# GRUB Environment Block\n"u8.Length));
        await SecureBootImage.WriteAsync(DiskFile, Environment, environment);
        await using var machine = await image.StartAsync(DiskFile, folder);
        await machine.Console.Transcript.WaitForAsync("secureboot: Secure boot enabled", Within, Stopping);
        await AssertLineAsync(machine);
        await machine.Console.Transcript.WaitForAsync("No admin is configured yet: this console is open", Within, Stopping);
        Assert.Contains(
            "slot=a\ntry=1\n", Encoding.ASCII.GetString(await SecureBootImage.ReadAsync(DiskFile, Environment)), StringComparison.Ordinal);
    }

    /// <summary>By a boot loader that is signed and would have the kernel start something else.</summary>
    [Fact]
    public async Task Boot_LineThatTheKernelIsPassed_IsNotTaken()
    {
        await PrepareAsync();
        using var key = image.OpenKey();
        var work = Directory.CreateDirectory(Path.Combine(folder, "grub")).FullName;
        var grub = await new GrubImages(new FixedTimeTool(0), ["/usr/lib/grub"], work).SecureUefiAsync(
            Architecture.X64, $"chainloader /a/{UnifiedKernel.FileName} init=/bin/stranger\nboot\n", Stopping);
        await SecureBootImage.WriteAsync(
            DiskFile, Loader, Authenticode.Sign(await File.ReadAllBytesAsync(grub, Stopping), "GRUB", key));
        await using var machine = await image.StartAsync(DiskFile, folder);
        await machine.Console.Transcript.WaitForAsync("secureboot: Secure boot enabled", Within, Stopping);
        await AssertLineAsync(machine);
    }

    /// <summary>Two programs a start, the second one after the first was refused.</summary>
    [Theory]
    [InlineData(".linux", ".cmdline")]
    [InlineData(".initrd", "unsigned")]
    [InlineData("kernel alone", "another's")]
    public async Task Boot_KernelThatIsChanged_IsRefused(string a, string b)
    {
        await PrepareAsync();
        await SecureBootImage.WriteAsync(DiskFile, $"a/{UnifiedKernel.FileName}", Changed(a));
        await SecureBootImage.MakeFolderAsync(DiskFile, "b");
        await SecureBootImage.WriteAsync(DiskFile, $"b/{UnifiedKernel.FileName}", Changed(b));
        await SecureBootImage.WriteAsync(DiskFile, $"b/{BootEntry.FileName}", [.. "echo "u8, .. Encoding.ASCII.GetBytes(Stranger)]);
        // GRUB that would read these would start the kernel by itself, with modules of whoever put them there.
        await SecureBootImage.WriteAsync(DiskFile, "grub/grub.cfg", Encoding.ASCII.GetBytes($"echo {Stranger}\ninsmod linux\n"));
        await using var machine = await image.StartAsync(DiskFile, folder);
        await machine.Console.Transcript.WaitForAsync("no slot could be started", Within, Stopping);
        AssertNothingStarted(machine);
        // GRUB writes on the serial line by itself, and by the firmware's console.
        Assert.Equal(2 * 2, machine.Console.Transcript.Text.Split("cannot load image").Length - 1);
    }

    /// <summary>
    /// What is signed has the root's hash in it. The line names no slot: the boot loader's environment says which one it was.
    /// </summary>
    [Fact]
    public async Task Boot_RootThatIsChanged_IsNotMountedAndLeadsToTheOtherSlot()
    {
        await PrepareAsync();
        await SecureBootImage.MakeFolderAsync(DiskFile, "b");
        await SecureBootImage.WriteAsync(DiskFile, $"b/{BootEntry.FileName}", "set line=''\n"u8.ToArray());
        SecureBootImage.FlipRoot(DiskFile);
        await using var machine = await image.StartAsync(DiskFile, folder);
        await machine.Console.Transcript.WaitForAsync(
            "router: no slot has the root file system that was to start", Within, Stopping);
        await machine.Console.Transcript.WaitForAsync("rebooting in 10 seconds", Within, Stopping);
        var environment = Encoding.ASCII.GetString(await SecureBootImage.ReadAsync(DiskFile, Environment));
        Assert.Contains("slot=b\n", environment, StringComparison.Ordinal);
        Assert.Contains("failed=a:damaged\n", environment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Boot_LoaderThatIsChanged_IsRefused()
    {
        await PrepareAsync();
        var grub = await SecureBootImage.ReadAsync(DiskFile, Loader);
        // The last words of what GRUB is to do.
        grub[grub.AsSpan().LastIndexOf("reboot\n"u8)] ^= 1;
        await SecureBootImage.WriteAsync(DiskFile, Loader, grub);
        await using var machine = await image.StartAsync(DiskFile, folder);
        await machine.Console.Transcript.WaitForAsync("Access Denied", Within, Stopping);
        await machine.Console.Transcript.WaitForAsync("No bootable option or device was found", Within, Stopping);
        AssertNothingStarted(machine);
        Assert.DoesNotContain("GRUB", machine.Console.Transcript.Text, StringComparison.Ordinal);
    }

    private static void AssertNothingStarted(QemuMachine machine)
    {
        foreach (var words in (string[])["EFI stub:", "Linux version", "Command line:", Stranger])
            Assert.DoesNotContain(words, machine.Console.Transcript.Text, StringComparison.Ordinal);
    }

    /// <summary>The kernel says twice what it was told, in case the serial line loses a byte.</summary>
    private async Task AssertLineAsync(QemuMachine machine)
    {
        await machine.Console.Transcript.WaitForAsync("Kernel command line: ", Within, Stopping);
        await machine.Console.Transcript.WaitForAsync("\n", Within, Stopping);
        const string Words = "ommand line: ";
        var lines = machine.Console.Transcript.Text.Split('\n').Where(line => line.Contains(Words, StringComparison.Ordinal)).ToList();
        var expected = $"{Words}{GrubText.SignedLine(image.Entry)}";
        Assert.Contains(lines, line => line.TrimEnd().EndsWith(expected, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("stranger", StringComparison.Ordinal));
    }

    private async Task PrepareAsync()
    {
        Assert.SkipUnless(System.Environment.IsPrivilegedProcess, "an image is built by root");
        await image.CopyAsync(DiskFile);
    }

    /// <summary>The program with one bit of a section changed, or another one.</summary>
    private byte[] Changed(string what)
    {
        var program = File.ReadAllBytes(image.Program);
        switch (what)
        {
            case "unsigned":
                program.AsSpan(PortableExecutable.Read(program, what).Certificates, 8).Clear();
                return program;
            case "kernel alone":
                var (offset, length) = UnifiedKernel.Find(program, UnifiedKernel.Kernel)!.Value;
                return program[offset..(offset + length)];
            case "another's":
                using (var key = SecureBootKey.Generate("stranger db", DateTimeOffset.UtcNow))
                    return Authenticode.Sign(UnifiedKernel.Make(
                        File.ReadAllBytes(Architecture.X64.SecureBoot!.Stub), "init=/bin/sh", "", Changed("kernel alone"), [0]), what, key);
            default:
                program[UnifiedKernel.Find(program, what)!.Value.Offset + 8] ^= 1;
                return program;
        }
    }
}
