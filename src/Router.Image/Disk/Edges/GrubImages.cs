namespace Router.Image.Disk.Edges;

/// <summary>GRUB for BIOS and UEFI, from the host's GRUB modules.</summary>
internal sealed class GrubImages(FixedTimeTool tool, string work)
{
    private const string Modules = "/usr/lib/grub";

    private static readonly string[] Common =
    [
        "part_gpt", "fat", "normal", "linux", "configfile", "search", "search_label", "loadenv", "test", "echo", "serial", "terminal",
        "minicmd", "sleep", "reboot",
    ];

    /// <summary>GRUB's boot sector.</summary>
    public static byte[] BootSector() => File.ReadAllBytes(Module("i386-pc", "boot.img", "grub-pc-bin"));

    /// <summary>Makes the core for BIOS; its path.</summary>
    public Task<string> BiosAsync(CancellationToken stopping) => MakeAsync("i386-pc", "core.img", "grub-pc-bin", ["biosdisk"], stopping);

    /// <summary>Makes the UEFI program; its path.</summary>
    public Task<string> UefiAsync(CancellationToken stopping) =>
        MakeAsync("x86_64-efi", "BOOTX64.EFI", "grub-efi-amd64-bin", ["efi_gop", "all_video"], stopping);

    private async Task<string> MakeAsync(string platform, string name, string package, string[] more, CancellationToken stopping)
    {
        var folder = Path.GetDirectoryName(Module(platform, "moddep.lst", package))!;
        var early = Path.Combine(work, "early.cfg");
        var output = Path.Combine(work, name);
        await File.WriteAllTextAsync(early, GrubText.Early, stopping);
        await tool.RunAsync(
            "grub-mkimage", ["-d", folder, "-O", platform, "-o", output, "-p", "/grub", "-c", early, .. Common, .. more], stopping);
        return output;
    }

    private static string Module(string platform, string name, string package)
    {
        var path = Path.Combine(Modules, platform, name);
        return File.Exists(path) ? path : throw new ImageException($"{path} is missing on this machine", $"apt-get install {package}");
    }
}
