using System.Text;
using Router.Core.State;
using Router.Image.Root;
using ZstdSharp;

namespace Router.Image.Initramfs.Edges;

/// <summary>The script that finds the root, what it calls, and the modules that it takes to do so, in loading order.</summary>
internal static class InitramfsBuilder
{
    /// <summary>Of zstd, which kernels unpack in a third of the time that gzip takes them.</summary>
    private const int CompressionLevel = 19;

    /// <param name="modules">The folder of the kernel's modules.</param>
    /// <param name="wanted">Those that go into it.</param>
    /// <param name="programs">By their paths in it, without the slash in front.</param>
    /// <param name="output">The file to write.</param>
    public static void Build(string modules, InitramfsModules wanted, IReadOnlyDictionary<string, byte[]> programs, string output)
    {
        using var file = File.Create(output);
        using var packed = new CompressionStream(file, CompressionLevel);
        var cpio = new CpioWriter(packed);
        foreach (var folder in programs.Keys.SelectMany(Parents).Concat(["dev", "modules"]).Distinct().Order(StringComparer.Ordinal))
            cpio.WriteDirectory(folder);
        foreach (var (path, content) in programs.OrderBy(program => program.Key, StringComparer.Ordinal))
            cpio.WriteFile(path, FileModes.AllFolder, content);
        cpio.WriteFile("modules/order", FileModes.AllRead, Names(wanted.Early));
        cpio.WriteFile("modules/later", FileModes.AllRead, Names(wanted.Later));
        foreach (var module in wanted.Early.Union(wanted.Later))
            cpio.WriteFile($"modules/{Path.GetFileName(module)}", FileModes.AllRead, File.ReadAllBytes(Path.Combine(modules, module)));
        cpio.WriteEnd();
    }

    /// <summary>A line each, in the order of loading.</summary>
    private static byte[] Names(IReadOnlyList<string> modules) =>
        Encoding.UTF8.GetBytes(string.Concat(modules.Select(module => Path.GetFileName(module) + "\n")));

    private static IEnumerable<string> Parents(string path)
    {
        for (var folder = Path.GetDirectoryName(path); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
            yield return folder;
    }
}
