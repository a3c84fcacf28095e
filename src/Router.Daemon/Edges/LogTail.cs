using System.Text;

namespace Router.Daemon.Edges;

/// <summary>The end of a text file, read without the rest of it.</summary>
internal static class LogTail
{
    private const int MostBytes = 512 * 1024;

    /// <summary>At most <paramref name="count"/> lines, oldest first; none when there is no such file.</summary>
    public static IReadOnlyList<string> Read(string path, int count)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var skipped = file.Length > MostBytes;
            if (skipped)
                file.Seek(-MostBytes, SeekOrigin.End);
            using var reader = new StreamReader(file, Encoding.UTF8);
            var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return [.. lines.Skip(skipped ? 1 : 0).TakeLast(count)];
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }
}
