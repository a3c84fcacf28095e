using System.IO.Compression;
using System.Text;
using Router.Core.State;

namespace Router.Image.Initramfs.Edges;

/// <summary>A static BusyBox, the script that finds the root, and the modules that it takes to do so, in loading order.</summary>
internal static class InitramfsBuilder
{
    /// <param name="modules">The folder of the kernel's modules.</param>
    /// <param name="order">Those to load, below it.</param>
    /// <param name="busybox">A static one.</param>
    /// <param name="init">The script.</param>
    /// <param name="output">The file to write.</param>
    public static void Build(string modules, IReadOnlyList<string> order, string busybox, string init, string output)
    {
        using var file = File.Create(output);
        using var gzip = new GZipStream(file, CompressionLevel.SmallestSize);
        var cpio = new CpioWriter(gzip);
        foreach (var folder in new[] { "bin", "dev", "modules" })
            cpio.WriteDirectory(folder);
        cpio.WriteFile("bin/busybox", FileModes.AllFolder, File.ReadAllBytes(busybox));
        cpio.WriteFile("init", FileModes.AllFolder, File.ReadAllBytes(init));
        var names = string.Concat(order.Select(module => Path.GetFileName(module) + "\n"));
        cpio.WriteFile("modules/order", FileModes.AllRead, Encoding.UTF8.GetBytes(names));
        foreach (var module in order)
            cpio.WriteFile($"modules/{Path.GetFileName(module)}", FileModes.AllRead, File.ReadAllBytes(Path.Combine(modules, module)));
        cpio.WriteEnd();
    }
}
