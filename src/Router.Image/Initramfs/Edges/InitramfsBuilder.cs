using System.IO.Compression;
using Router.Image.Root;
using Router.Image.Root.Edges;

namespace Router.Image.Initramfs.Edges;

/// <summary>A static BusyBox, the script that finds the root, and the modules that it takes to do so, in loading order.</summary>
internal static class InitramfsBuilder
{
    public static void Build(RootTree root, string kernelVersion, string busybox, string firmware, string output)
    {
        var modules = root.Map($"/lib/modules/{kernelVersion}");
        var names = File.ReadLines(Path.Combine(firmware, "initramfs", "modules")).Where(line => line.Length > 0 && line[0] != '#');
        var order = ModuleSelection.Parse(File.ReadAllText(Path.Combine(modules, "modules.dep"))).LoadOrder(names);

        using var file = File.Create(output);
        using var gzip = new GZipStream(file, CompressionLevel.SmallestSize);
        var cpio = new CpioWriter(gzip);
        foreach (var folder in new[] { "bin", "dev", "modules" })
            cpio.WriteDirectory(folder);
        cpio.WriteFile("bin/busybox", 0x1ED, File.ReadAllBytes(busybox));
        cpio.WriteFile("init", 0x1ED, File.ReadAllBytes(Path.Combine(firmware, "initramfs", "init")));
        cpio.WriteFile(
            "modules/order", 0x1A4, System.Text.Encoding.UTF8.GetBytes(string.Concat(order.Select(m => Path.GetFileName(m) + "\n"))));
        foreach (var module in order)
            cpio.WriteFile($"modules/{Path.GetFileName(module)}", 0x1A4, File.ReadAllBytes(Path.Combine(modules, module)));
        cpio.WriteEnd();
    }
}
