using System.IO.Compression;
using Router.Image.Initramfs;

namespace Router.Boot.Tests.Lab;

/// <summary>The image's initramfs, and behind it an archive with the lab: the kernel unpacks both.</summary>
internal static class LabInitramfs
{
    private const int Executable = 0x1ED;

    /// <param name="file">Where it goes.</param>
    /// <param name="init">What the kernel starts (<c>rdinit=/lab-init</c>).</param>
    /// <param name="files">By their path below <c>/lab</c>, folders in front of what is in them (null).</param>
    /// <param name="stopping">Ends the work.</param>
    public static async Task WriteAsync(
        string file, byte[] init, IReadOnlyList<(string Path, byte[]? Content)> files, CancellationToken stopping)
    {
        using var lab = new MemoryStream();
        var cpio = new CpioWriter(lab);
        cpio.WriteFile("lab-init", Executable, init);
        cpio.WriteDirectory("lab");
        foreach (var (path, content) in files)
        {
            if (content is null)
                cpio.WriteDirectory($"lab/{path}");
            else
                cpio.WriteFile($"lab/{path}", Executable, content);
        }
        cpio.WriteEnd();
        lab.Position = 0;
        await using var output = File.Create(file);
        await using (var image = File.OpenRead(BuiltImage.Initramfs))
            await image.CopyToAsync(output, stopping);
        await using var packed = new GZipStream(output, CompressionLevel.Fastest);
        await lab.CopyToAsync(packed, stopping);
    }
}
