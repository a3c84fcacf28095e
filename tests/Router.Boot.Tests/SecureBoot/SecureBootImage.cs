using Router.Boot.Tests.Lab;
using Router.Core.Boards;
using Router.Image.Architectures;
using Router.Image.Building.Edges;
using Router.Image.Disk;
using Router.Image.Edges;
using Router.Image.SecureBoot;
using Router.Image.SecureBoot.Edges;
using Router.Image.Vm;
using Router.Image.Vm.Edges;

namespace Router.Boot.Tests.SecureBoot;

/// <summary>An image for Secure Boot, built once for all tests, of a board whose kernel says on the serial line what it does.</summary>
public sealed class SecureBootImage : IAsyncLifetime
{
    private const string Board = "attic";

    private readonly string folder = BuiltImage.NewFolder();

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private static DiskLayout Layout => DiskLayout.For(new DiskPlan("", "", "", "", 0) { Loaders = [BootLoader.Uefi] });

    private static long BootAt => Layout.Boot.Start;

    /// <summary>The signed unified kernel image.</summary>
    public string Program => In(UnifiedKernel.FileName);

    /// <summary>The part of the command line that the image brings.</summary>
    public string Entry => File.ReadAllText(In("entry")).Trim();

    private string Keys => In(SecureBootFolder.Name);

    public async ValueTask InitializeAsync()
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        await BoardRepository.MakeAsync(folder, Board, Stopping);
        await BoardRepository.RouterctlAsync(folder, Stopping, "board", "new", Board, "--from", BuiltImage.Board);
        var profile = Path.Combine(folder, "boards", Board, "board.yaml");
        var text = (await File.ReadAllTextAsync(profile, Stopping)).Replace(" quiet", "", StringComparison.Ordinal);
        await File.WriteAllTextAsync(profile, $"{text}\nsecure-boot: true\n", Stopping);
        await BoardRepository.BuildSmallAsync(folder, Board, Stopping);
    }

    /// <summary>This machine's own key, which signed the image.</summary>
    public SecureBootKey OpenKey() => SecureBootFolder.Development(folder);

    /// <summary>What a router with this image begins with.</summary>
    /// <param name="variables">A file for the variables of its firmware, which knows the keys of the image.</param>
    internal FlashedRouter Flashed(string variables) => new(
        BoardFolder.Read(folder, Board), In(""), UefiFirmware.Secure(Architecture.X64, Keys, variables));

    /// <summary>The next release, built and signed as this one was, in its place; the path of its bundle.</summary>
    public async Task<string> NextAsync()
    {
        var number = $"{DateTimeOffset.UtcNow.AddDays(1).ToUnixTimeSeconds()}";
        await BoardRepository.BuildSmallAsync(folder, Board, Stopping, "--release-number", number);
        var bundle = Path.Combine(folder, "next.bundle");
        await BoardRepository.RouterctlAsync(folder, Stopping, "bundle", Board, "--output", bundle);
        return bundle;
    }

    /// <summary>A copy of the disk.</summary>
    public async Task CopyAsync(string disk) =>
        (await Tool.RunAsync(["cp", "--sparse=always", In("disk.img"), disk], Stopping)).OrThrow("cp");

    /// <summary>Writes a file of the boot partition.</summary>
    public static async Task WriteAsync(string disk, string path, byte[] content)
    {
        var file = $"{disk}.part";
        await File.WriteAllBytesAsync(file, content, Stopping);
        (await Tool.RunAsync(["mcopy", "-o", "-i", $"{disk}@@{BootAt}", file, $"::/{path}"], Stopping)).OrThrow("mcopy");
        File.Delete(file);
    }

    /// <summary>Changes a bit of the first slot's root, behind the part of the squashfs that says how large it is.</summary>
    public static void FlipRoot(string disk)
    {
        using var file = File.Open(disk, FileMode.Open, FileAccess.ReadWrite);
        file.Position = Layout.SlotA.Start + 100;
        var changed = (byte)(file.ReadByte() ^ 1);
        file.Position--;
        file.WriteByte(changed);
    }

    /// <summary>Makes a folder of the boot partition.</summary>
    public static async Task MakeFolderAsync(string disk, string path) =>
        (await Tool.RunAsync(["mmd", "-i", $"{disk}@@{BootAt}", $"::/{path}"], Stopping)).OrThrow("mmd");

    /// <summary>Reads a file of the boot partition.</summary>
    public static async Task<byte[]> ReadAsync(string disk, string path)
    {
        var file = $"{disk}.part";
        (await Tool.RunAsync(["mcopy", "-n", "-i", $"{disk}@@{BootAt}", $"::/{path}", file], Stopping)).OrThrow("mcopy");
        var content = await File.ReadAllBytesAsync(file, Stopping);
        File.Delete(file);
        return content;
    }

    /// <summary>A machine that knows the keys of the image, and that a reset ends.</summary>
    /// <param name="disk">What it boots from.</param>
    /// <param name="files">A folder with a short name.</param>
    public Task<QemuMachine> StartAsync(string disk, string files) => QemuMachine.StartAsync(
        new MachineOptions
        {
            Name = "secure",
            Boot = UefiFirmware.Secure(Architecture.X64, Keys, Path.Combine(files, "variables.fd")),
            StopOnReboot = true,
            Disks = [new MachineDisk(disk)],
        },
        new MachineFiles(files), Stopping);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private string In(string name) => Path.Combine(BoardRepository.ImageOf(folder, Board), name);
}

[CollectionDefinition(Name)]
public sealed class SecureBootCollection : ICollectionFixture<SecureBootImage>
{
    public const string Name = "secure boot";
}
