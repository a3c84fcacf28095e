using Router.Core.Edges;

namespace Router.Linux.Edges;

/// <summary>Kernel settings by their key, with dots or slashes, through /proc/sys.</summary>
internal static class Sysctl
{
    /// <summary>Null: this kernel has no such key.</summary>
    public static string? Read(string key)
    {
        try
        {
            return File.ReadAllText(PathOf(key)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
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
