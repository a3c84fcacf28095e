namespace Router.Console.Edges;

/// <summary>
/// A backup as a file of the person's own process, with the rights of that person. It holds secrets: nobody else may read it, not even
/// while it is written.
/// </summary>
internal static class BackupFile
{
    /// <summary>Where a backup goes: <paramref name="name"/> in the folder, or in the current one, or the file itself.</summary>
    public static string PlaceOf(string? path, string name) => Path.GetFullPath(
        path is null ? name : Directory.Exists(path) ? Path.Combine(path, name) : path);

    /// <summary>Whole or not at all, mode 0600.</summary>
    /// <exception cref="IOException">It cannot be written; what was there before still is.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var beside = $"{path}.new";
        try
        {
            File.Delete(beside);
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            using (var file = new FileStream(beside, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(beside))
                File.Delete(beside);
            throw new IOException($"cannot write {path}: {exception.Message}", exception);
        }
    }

    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It has more than <paramref name="limit"/> bytes.</exception>
    public static byte[] Read(string path, int limit)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
            using var content = new MemoryStream();
            var buffer = new byte[1 << 16];
            while (file.Read(buffer) is > 0 and var count)
            {
                content.Write(buffer, 0, count);
                if (content.Length > limit)
                    throw new InvalidDataException($"it has more than {limit >> 20} MiB");
            }
            return content.ToArray();
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }
}
