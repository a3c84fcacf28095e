using Router.Core.State;

namespace Router.Linux.Edges.Files;

/// <summary>A managed file as it is on disk. Owners are compared when they are written, not here: only who may read is.</summary>
internal sealed class SystemFileReader(LinuxPaths paths)
{
    private const int PermissionBits = 4095;

    /// <summary>Null: it is not there. What is not text that could be ours differs from everything.</summary>
    public ServiceFile? Read(ServiceFile wanted)
    {
        var info = new FileInfo(paths.InRoot(wanted.Path));
        if (info.LinkTarget is { } target)
            return wanted with { Content = target, IsLink = true };
        if (!info.Exists)
            return null;
        return wanted with
        {
            Content = File.ReadAllText(info.FullName),
            Mode = wanted.IsLink ? wanted.Mode : (int)info.UnixFileMode & PermissionBits,
            IsLink = false,
        };
    }
}
