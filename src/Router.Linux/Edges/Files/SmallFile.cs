using System.Buffers;
using System.Text;

namespace Router.Linux.Edges.Files;

/// <summary>Files by system calls and not by streams: every look at the device reads many of them.</summary>
public static class SmallFile
{
    private const int Usual = 4096;

    /// <summary>
    /// Its bytes as UTF-8. Null: there is none, it has more than <paramref name="most"/> bytes, or it cannot be read. A link is not
    /// followed, and nobody waits at a pipe.
    /// </summary>
    public static unsafe string? TryRead(string path, int most)
    {
        var handle = Libc.OpenFile(path, Libc.CloseOnExec | Libc.NonBlocking | Libc.NoLink);
        if (handle < 0)
            return null;
        var bytes = ArrayPool<byte>.Shared.Rent(Usual);
        try
        {
            var length = 0;
            while (true)
            {
                nint read;
                fixed (byte* free = bytes.AsSpan(length))
                    read = Libc.Read(handle, free, (nuint)(bytes.Length - length));
                if (read < 0)
                    return null;
                if (read == 0)
                    return Encoding.UTF8.GetString(bytes, 0, length);
                length += (int)read;
                if (length > most)
                    return null;
                if (length == bytes.Length)
                    bytes = Longer(bytes);
            }
        }
        finally
        {
            _ = Libc.Close(handle);
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }

    private static byte[] Longer(byte[] bytes)
    {
        var longer = ArrayPool<byte>.Shared.Rent(bytes.Length * 2);
        bytes.CopyTo(longer, 0);
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        return longer;
    }
}
