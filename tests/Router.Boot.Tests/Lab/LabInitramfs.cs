using System.IO.Compression;
using Router.Core.State;
using Router.Image.Initramfs;

namespace Router.Boot.Tests.Lab;

/// <summary>The image's initramfs, and behind it an archive with the lab: the kernel unpacks both.</summary>
internal static class LabInitramfs
{
    /// <summary>What the kernel is to start.</summary>
    public const string Init = "rdinit=/lab-init";

    private const string Guest = "Lab/Guest";

    /// <summary>The files of a folder of this project, for <see cref="WriteAsync"/>.</summary>
    public static async Task<List<(string Path, byte[]? Content)>> FilesAsync(string folder, CancellationToken stopping)
    {
        var files = new List<(string, byte[]?)>();
        foreach (var file in Directory.GetFiles(Path.Combine(BuiltImage.Root, "tests", "Router.Boot.Tests", folder)))
            files.Add((Path.GetFileName(file), await File.ReadAllBytesAsync(file, stopping)));
        return files;
    }

    /// <param name="file">Where it goes.</param>
    /// <param name="board">Whose image it is.</param>
    /// <param name="files">By their path below <c>/lab</c>, folders in front of what is in them (null).</param>
    /// <param name="stopping">Ends the work.</param>
    public static async Task WriteAsync(
        string file, string board, IReadOnlyList<(string Path, byte[]? Content)> files, CancellationToken stopping)
    {
        var own = await FilesAsync(Guest, stopping);
        using var lab = new MemoryStream();
        var cpio = new CpioWriter(lab);
        cpio.WriteFile("lab-init", FileModes.AllFolder, own.Single(part => part.Path == "init").Content!);
        cpio.WriteDirectory("lab");
        foreach (var (path, content) in own.Concat(files))
        {
            if (content is null)
                cpio.WriteDirectory($"lab/{path}");
            else
                cpio.WriteFile($"lab/{path}", FileModes.AllFolder, content);
        }
        cpio.WriteEnd();
        lab.Position = 0;
        await using var output = File.Create(file);
        await using (var image = File.OpenRead(BuiltImage.InitramfsOf(board)))
            await image.CopyToAsync(output, stopping);
        await using var packed = new GZipStream(output, CompressionLevel.Fastest);
        await lab.CopyToAsync(packed, stopping);
    }
}
