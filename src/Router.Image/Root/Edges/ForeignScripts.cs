using Router.Image.Apk;
using Router.Image.Architectures;

namespace Router.Image.Root.Edges;

/// <summary>
/// Packages' scripts in a tree of another architecture. They start programs of the tree, which the kernel of this machine can do with an
/// emulator that it knows of (<c>binfmt_misc</c>). An interpreter that is named before the script would not do: a script's own
/// programs are started by the kernel again. The lab repository's packages have no scripts.
/// </summary>
/// <param name="scripts">Runs them.</param>
/// <param name="architecture">Of the tree.</param>
/// <param name="formats">Where the kernel tells which programs of others it can start.</param>
internal sealed class ForeignScripts(IScriptRunner scripts, Architecture architecture, string formats = ForeignScripts.Formats)
    : IScriptRunner
{
    private const string Formats = "/proc/sys/fs/binfmt_misc";

    /// <exception cref="ImageException">This machine cannot start programs of the tree.</exception>
    public string? Run(string path, IReadOnlyList<string> arguments)
    {
        if (!architecture.IsHost && !IsEmulated())
            throw new ImageException(
                $"{path}: packages' scripts run in the tree, and this machine starts no programs of {architecture.Name}",
                $"apt-get install qemu-user-static binfmt-support (Debian's names), so that {formats}/qemu-{architecture.Name} is there");
        return scripts.Run(path, arguments);
    }

    private bool IsEmulated()
    {
        var file = Path.Combine(formats, $"qemu-{architecture.Name}");
        return File.Exists(file) && File.ReadLines(file).FirstOrDefault() == "enabled";
    }
}
