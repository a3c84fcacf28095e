namespace Router.Fleet.Edges;

/// <summary>Files that somebody names and that are short by nature: a device without end in their place is not read to it.</summary>
internal static class SmallFile
{
    /// <summary>Null: it is longer than <paramref name="limit"/> bytes.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[]? Read(string path, int limit)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            var buffer = new byte[limit + 1];
            var length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length > limit ? null : buffer[..length];
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path}: it may not be read", e);
        }
    }
}
