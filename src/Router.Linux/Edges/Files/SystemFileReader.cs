using Router.Core.State;

namespace Router.Linux.Edges.Files;

/// <summary>A managed file as it is on disk.</summary>
internal sealed class SystemFileReader(LinuxPaths paths)
{
    /// <summary>Bytes; the router writes none as long as that.</summary>
    private const int Most = 16 << 20;
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
        var path = paths.InRoot(wanted.Path);
        return FileStatus.Of(path) switch
        {
            { Type: FileType.Link } => wanted with { Content = new FileInfo(path).LinkTarget ?? "", IsLink = true },
            { Type: FileType.Plain, Length: <= Most } status when SmallFile.TryRead(path, Most) is { } content => wanted with
            {
                Content = content,
                Mode = wanted.IsLink ? wanted.Mode : status.Mode,
                Owner = wanted.IsLink ? wanted.Owner : Owner(status, wanted.Owner),
                IsLink = false,
            },
            _ => null,
        };
    }

    /// <summary>As it was wanted, where that is who owns it; otherwise by numbers.</summary>
    private string Owner(FileStatus status, string wanted) =>
        accounts.Find(wanted) is { } known && known != (status.User, status.Group) ? $"{status.User}:{status.Group}" : wanted;
}
