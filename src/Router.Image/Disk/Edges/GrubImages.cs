using System.Text;
using Router.Core.State;
using Router.Image.Architectures;
using Router.Image.Initramfs;

namespace Router.Image.Disk.Edges;

/// <summary>GRUB for BIOS, UEFI and guests of Xen, from GRUB's modules of this machine.</summary>
/// <param name="tool">Runs what makes them.</param>
/// <param name="folders">Where modules are, a folder a platform: the first that has them.</param>
/// <param name="work">Where the programs go.</param>
internal sealed class GrubImages(FixedTimeTool tool, IReadOnlyList<string> folders, string work)
{
    private const string Pc = "i386-pc", PcPackage = "grub-pc-bin";

    private static readonly string[] Common =
    [
        "part_gpt", "fat", "normal", "configfile", "search", "search_label", "loadenv", "test", "echo", "terminal", "minicmd", "sleep",
        "reboot",
    ];

    private static readonly string[] OfUefi = ["serial", "efi_gop", "all_video"];

    /// <summary>GRUB's boot sector.</summary>
    public byte[] BootSector() => File.ReadAllBytes(Module(Pc, "boot.img", PcPackage));

    /// <summary>Makes the core for BIOS; its path.</summary>
    public Task<string> BiosAsync(CancellationToken stopping) =>
        MakeAsync(Pc, "core.img", PcPackage, GrubText.Early, ["linux", "serial", "biosdisk"], [], stopping);

    /// <summary>Makes the UEFI program; its path. A PC's starts the kernel as a UEFI program, too.</summary>
    public Task<string> UefiAsync(Architecture architecture, CancellationToken stopping) => MakeAsync(
        architecture.GrubPlatform, architecture.EfiProgram, architecture.GrubPackage, GrubText.Early,
        ["linux", .. OfUefi, .. architecture.HasBios ? (string[])["chain"] : []], [], stopping);

    /// <summary>
    /// Makes the UEFI program for Secure Boot, not yet signed; its path. What it does is in it, and from the disk it reads no commands and
    /// no modules: nothing but a signed program may say what is started. It knows of no shim, and starts programs by the firmware alone,
    /// which verifies them. Under Secure Boot GRUB opens programs only where a module has them pass: that of the TPM does, which measures
    /// them.
    /// </summary>
    public async Task<string> SecureUefiAsync(Architecture architecture, string config, CancellationToken stopping)
    {
        var inside = Path.Combine(work, "inside.cpio");
        await using (var file = File.Create(inside))
        {
            var cpio = new CpioWriter(file);
            cpio.WriteFile(GrubText.ConfigName, FileModes.AllRead, Encoding.UTF8.GetBytes(config));
            cpio.WriteEnd();
        }
        return await MakeAsync(
            architecture.GrubPlatform, architecture.EfiProgram, architecture.GrubPackage, GrubText.SecureEarly,
            [.. OfUefi, "chain", "tpm", "memdisk", "newc"], ["--disable-shim-lock", "-m", inside], stopping);
    }

    /// <summary>Makes what a guest of Xen has for a kernel; its path. A PV guest's GRUB unpacks the kernel, by these modules.</summary>
    public Task<string> XenAsync(string type, CancellationToken stopping) => MakeAsync(
        XenText.Platforms[type], XenText.LoaderOf(type), "grub-xen-bin", GrubText.Early, ["linux", "gzio", "xzio", "lzopio"], [],
        stopping);

    private async Task<string> MakeAsync(
        string platform, string name, string package, string first, string[] modules, string[] options, CancellationToken stopping)
    {
        var folder = Path.GetDirectoryName(Module(platform, "moddep.lst", package))!;
        var early = Path.Combine(work, "early.cfg");
        var output = Path.Combine(work, name);
        await File.WriteAllTextAsync(early, first, stopping);
        await tool.RunAsync(
            "grub-mkimage", ["-d", folder, "-O", platform, "-o", output, "-p", "/grub", "-c", early, .. options, .. Common, .. modules],
            stopping);
        return output;
    }

    private string Module(string platform, string name, string package) =>
        folders.Select(folder => Path.Combine(folder, platform, name)).FirstOrDefault(File.Exists)
            ?? throw new ImageException(
                $"{Path.Combine(folders[0], platform, name)} is missing on this machine",
                $"it is in Debian's package {package}; './build.sh image BOARD' fetches it");
}
