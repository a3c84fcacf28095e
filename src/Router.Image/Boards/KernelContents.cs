using System.Text;
using Router.Image.Root;

namespace Router.Image.Boards;

/// <summary>Modules, firmware and boot files that the files of packages make up.</summary>
internal sealed class KernelContents
{
    private const string Boot = "boot/";

    private const string Modules = "lib/modules/", Firmware = "lib/firmware/", Kernel = "kernel/", BuiltIn = "modules.builtin";

    private readonly StringBuilder modules = new();
    private readonly HashSet<string> firmware = new(StringComparer.Ordinal);
    private readonly HashSet<string> boot = new(StringComparer.Ordinal);
    private string builtIn = "";

    /// <summary>Null: no package brought a module.</summary>
    public string? Version { get; private set; }

    /// <summary>Names of files in <c>/boot</c>, without their folders.</summary>
    public IReadOnlyCollection<string> BootFiles => boot;

    public ModuleSelection Selection => ModuleSelection.Parse(modules.ToString(), builtIn);

    /// <summary>Whether a file of exactly this name is below <c>/lib/firmware</c>.</summary>
    public bool HasFirmware(string file) => firmware.Contains(file);

    /// <param name="path">Of a file, without a slash in front.</param>
    /// <param name="read">Its content as text.</param>
    public void Add(string path, Func<string> read)
    {
        path = path.StartsWith("usr/", StringComparison.Ordinal) ? path["usr/".Length..] : path;
        if (path.StartsWith(Boot, StringComparison.Ordinal))
            boot.Add(Path.GetFileName(path));
        if (path.StartsWith(Firmware, StringComparison.Ordinal))
            firmware.Add(path[Firmware.Length..]);
        if (!path.StartsWith(Modules, StringComparison.Ordinal) || path.Split('/') is not [_, _, var version, _, ..])
            return;
        Version = version;
        var inside = path[(Modules.Length + version.Length + 1)..];
        if (inside == BuiltIn)
            builtIn = read();
        else if (inside.StartsWith(Kernel, StringComparison.Ordinal) && inside.Contains(".ko", StringComparison.Ordinal))
            modules.Append(inside).Append(":\n");
    }
}
