using Router.Ctl.Cli;
using Router.Documents;
using Router.Features.Configuration;

namespace Router.Ctl.Config.Edges;

/// <summary>Documents on disk, or on stdin as <c>-</c>.</summary>
internal static class DocumentFile
{
    public const string StandardInput = "-";

    /// <summary>
    /// At most one byte more than a document may have: the reader says that it is too long. Null: <paramref name="problem"/> says why not.
    /// </summary>
    public static byte[]? Read(string path, Terminal terminal, out Problem problem)
    {
        problem = default;
        try
        {
            using var stream = path == StandardInput ? terminal.OpenInput() : Open(path);
            return ReadAtMost(stream, ConfigReader.MaximumBytes + 1);
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            problem = new("", "it is a folder", "name a file in it");
        }
        catch (UnauthorizedAccessException)
        {
            problem = new("", "it may not be read", "change its mode, or run this as its owner");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            problem = new("", "there is no such file", "give the path of a configuration, or - for standard input");
        }
        catch (IOException e)
        {
            problem = new("", $"it cannot be read: {e.Message}");
        }
        return null;
    }

    /// <summary>Takes the place of the file in one step; its mode stays.</summary>
    public static void Replace(string path, string text)
    {
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        var next = $"{target}.next-{Environment.ProcessId}";
        try
        {
            File.WriteAllText(next, text);
            File.SetUnixFileMode(next, File.GetUnixFileMode(target));
            File.Move(next, target, overwrite: true);
        }
        finally
        {
            File.Delete(next);
        }
    }

    /// <summary>A file that is made, or takes the place of one that is there.</summary>
    public static void Write(string path, string text) => File.WriteAllText(path, text);

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);

    private static byte[] ReadAtMost(Stream stream, int limit)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (bytes.Length < limit && stream.Read(buffer, 0, (int)Math.Min(buffer.Length, limit - bytes.Length)) is > 0 and var count)
            bytes.Write(buffer, 0, count);
        return bytes.ToArray();
    }
}
