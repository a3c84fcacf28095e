using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Router.Linux.Edges.Files;

/// <summary>
/// Small files in folders that a service's user owns, who may put anything there: a link to another's file is not followed, a pipe is not
/// waited for, and no more is read than such a file has.
/// </summary>
public static class StrangersFile
{
    /// <summary>At most <paramref name="limit"/> bytes of it, as UTF-8; null: it cannot be read, or is no plain file.</summary>
    public static string? TryRead(string path, int limit)
    {
        var handle = Libc.OpenFile(path, Libc.NoLink | Libc.NonBlocking | Libc.CloseOnExec);
        if (handle < 0)
            return null;
        using var file = new SafeFileHandle(handle, ownsHandle: true);
        try
        {
            var bytes = new byte[limit];
            return Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(file, bytes, 0));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }
}
