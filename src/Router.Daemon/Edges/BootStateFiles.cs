using Router.Daemon.Engine;

namespace Router.Daemon.Edges;

/// <summary>
/// <c>mode</c>, whose first line has the words <c>ram</c> and <c>failsafe</c>, and <c>notes</c>, both beside the socket and written before
/// the daemon starts.
/// </summary>
internal static class BootStateFiles
{
    public static BootState Read(RuntimePaths paths)
    {
        var words = Lines(paths.BootMode).FirstOrDefault("").Split(' ');
        return new BootState(words.Contains("failsafe"), words.Contains("ram"), Lines(paths.BootNotes));
    }

    /// <summary>A configuration was confirmed: it runs, also should the daemon start again, and the console asks who is there.</summary>
    public static void LeaveFailsafe(RuntimePaths paths)
    {
        if (Read(paths) is { IsFailsafe: true } boot)
            File.WriteAllText(paths.BootMode, boot.IsRam ? "ram\n" : "\n");
    }

    /// <summary>None where there is no file that can be read: it must not keep a daemon from starting.</summary>
    private static string[] Lines(string file)
    {
        try
        {
            return File.Exists(file) ? [.. File.ReadAllLines(file).Where(line => line.Length > 0)] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
