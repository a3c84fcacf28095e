using Router.Core.State;

namespace Router.Linux.Edges.Files;

/// <summary>A managed file as it is on disk.</summary>
internal sealed class SystemFileReader(LinuxPaths paths)
{
    private const int PermissionBits = 4095;

    /// <summary>Bytes; the router writes none as long as that.</summary>
    private const long Most = 16 << 20;
    private readonly Accounts accounts = new(paths);

    /// <summary>
    /// Null: it is not there, or is none, or cannot be read: then it is to be written. What is not text that could be ours differs from
    /// everything.
    /// </summary>
    public ServiceFile? Read(ServiceFile wanted)
    {
        try
        {
            return ReadNow(wanted);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private ServiceFile? ReadNow(ServiceFile wanted)
    {
        var info = new FileInfo(paths.InRoot(wanted.Path));
        if (info.LinkTarget is { } target)
            return wanted with { Content = target, IsLink = true };
        if (!FileOwner.IsPlain(info.FullName) || info.Length > Most)
            return null;
        return wanted with
        {
            Content = File.ReadAllText(info.FullName),
            Mode = wanted.IsLink ? wanted.Mode : (int)info.UnixFileMode & PermissionBits,
            Owner = wanted.IsLink ? wanted.Owner : Owner(info.FullName, wanted.Owner),
            IsLink = false,
        };
    }

    /// <summary>As it was wanted, where that is who owns it; otherwise by numbers.</summary>
    private string Owner(string path, string wanted) =>
        FileOwner.Read(path) is var (user, group) && accounts.Find(wanted) is { } known && known != (user, group)
            ? $"{user}:{group}"
            : wanted;
}
