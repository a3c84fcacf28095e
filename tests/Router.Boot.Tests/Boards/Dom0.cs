using System.IO.Compression;
using Router.Boot.Tests.Lab;
using Router.Core.State;
using Router.Image.Edges;
using Router.Image.Initramfs;

namespace Router.Boot.Tests.Boards;

/// <summary>Xen and its first guest, which starts others, of the packages that <c>./build.sh soak xen</c> unpacked.</summary>
internal static class Dom0
{
    private const string Guest = "Boards/Guest";

    /// <summary>Where a host with Xen has what an image gives it.</summary>
    private const string Images = "var/lib/xen/images";

    private static readonly string[] Modules =
    [
        "xen-blkback", "xen-netback", "xenfs", "xen-privcmd", "xen-evtchn", "xen-gntdev", "xen-gntalloc", "bridge", "virtio_pci",
        "virtio_blk", "virtio_net",
    ];

    /// <summary>What a dom0 does without, below its root.</summary>
    private static readonly string[] Left =
    [
        "boot/", "lib/modules/", "usr/share/", "usr/lib/xen-4.17/boot/", "usr/lib/xen-4.17/lib/python/", "usr/lib/x86_64-linux-gnu/gconv/",
    ];

    private static string Root { get; } = Path.Combine(BuiltImage.Root, "artifacts", "xen", "dom0");

    public static bool IsThere => Directory.Exists(Root);

    /// <summary>The kernel of dom0.</summary>
    public static string Kernel => Directory.GetFiles(Path.Combine(Root, "boot"), "vmlinuz-*").Single();

    /// <summary>Unpacks the hypervisor.</summary>
    public static async Task WriteXenAsync(string file, CancellationToken stopping)
    {
        await using var packed = new GZipStream(
            File.OpenRead(Directory.GetFiles(Path.Combine(Root, "boot"), "xen-*.gz").Single()), CompressionMode.Decompress);
        await using var output = File.Create(file);
        await packed.CopyToAsync(output, stopping);
    }

    /// <param name="file">Where it goes.</param>
    /// <param name="board">The board whose image is to be started; its disk is <c>/dev/vda</c>.</param>
    /// <param name="files">What the image has for Xen.</param>
    /// <param name="stopping">Ends the work.</param>
    public static async Task WriteInitramfsAsync(string file, string board, IReadOnlyList<string> files, CancellationToken stopping)
    {
        await using var output = new GZipStream(File.Create(file), CompressionLevel.Fastest);
        var cpio = new CpioWriter(output);
        foreach (var (path, content) in await LabInitramfs.FilesAsync(Guest, stopping))
            cpio.WriteFile(path, FileModes.AllFolder, content);
        foreach (var folder in (string[])["dev", "proc", "run", "sys", "modules"])
            cpio.WriteDirectory(folder);
        AddPackages(cpio);
        await AddModulesAsync(cpio, stopping);
        foreach (var folder in (string[])[Images, $"{Images}/{board}"])
            cpio.WriteDirectory(folder);
        foreach (var own in files)
            cpio.WriteFile($"{Images}/{board}/{Path.GetFileName(own)}", FileModes.AllRead, await File.ReadAllBytesAsync(own, stopping));
        cpio.WriteLink($"{Images}/{board}/disk.img", "/dev/vda");
        cpio.WriteEnd();
    }

    /// <summary>Folders come before what is in them.</summary>
    private static void AddPackages(CpioWriter cpio)
    {
        foreach (var entry in new DirectoryInfo(Root).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            var path = Path.GetRelativePath(Root, entry.FullName);
            if (Left.Any(left => $"{path}/".StartsWith(left, StringComparison.Ordinal)))
                continue;
            if (entry.LinkTarget is { } target)
                cpio.WriteLink(path, target);
            else if (entry is DirectoryInfo)
                cpio.WriteDirectory(path);
            else
                cpio.WriteFile(path, (int)entry.UnixFileMode, File.ReadAllBytes(entry.FullName));
        }
    }

    private static async Task AddModulesAsync(CpioWriter cpio, CancellationToken stopping)
    {
        var version = Path.GetFileName(Directory.GetDirectories(Path.Combine(Root, "lib", "modules")).Single());
        var said = await Tool.OutputAsync(["modprobe", "-a", "-d", Root, "-S", version, "--show-depends", .. Modules], stopping);
        var files = said.Split('\n').Select(line => line.Split(' ')).Where(words => words[0] == "insmod").Select(words => words[1])
            .Distinct().ToList();
        foreach (var module in files)
            cpio.WriteFile($"modules/{Path.GetFileName(module)}", FileModes.AllRead, await File.ReadAllBytesAsync(module, stopping));
        cpio.WriteFile(
            "modules/order", FileModes.AllRead,
            System.Text.Encoding.ASCII.GetBytes(string.Concat(files.Select(module => $"{Path.GetFileName(module)}\n"))));
    }
}
