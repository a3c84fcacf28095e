using System.Text;
using Router.Core.Edges;

namespace Router.Linux.Edges;

/// <summary>Kernel settings by their key, with dots or slashes, through /proc/sys.</summary>
internal static class Sysctl
{
    /// <summary>Longer than any value that is one of a router's settings.</summary>
    private const int Longest = 1024;

    /// <summary>
    /// Null: this kernel has no such key. Every look at the device asks for all of them, so by system calls and not by streams.
    /// </summary>
    public static unsafe string? Read(string key)
    {
        var handle = Libc.OpenFile(PathOf(key), Libc.CloseOnExec);
        if (handle < 0)
            return null;
        var value = stackalloc byte[Longest];
        var length = Libc.Read(handle, value, Longest);
        _ = Libc.Close(handle);
        return length < 0 ? null : Encoding.UTF8.GetString(value, (int)length).Trim();
    }

    /// <exception cref="ApplyException">The kernel refused the value.</exception>
    public static void Write(string key, string value)
    {
        try
        {
            File.WriteAllText(PathOf(key), value);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ApplyException($"sysctl {key}={value}", 0, e.Message, e);
        }
    }

    /// <summary>A key with slashes is one whose parts (a link's name) may have dots.</summary>
    private static string PathOf(string key) => $"/proc/sys/{(key.Contains('/', StringComparison.Ordinal) ? key : key.Replace('.', '/'))}";
}
