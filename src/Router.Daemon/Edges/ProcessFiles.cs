using System.Globalization;
using Router.Core.State;
using Router.Linux.Edges.Files;

namespace Router.Daemon.Edges;

/// <summary>Processes of services, from the pid files that their scripts write and from proc(5).</summary>
internal static class ProcessFiles
{
    // USER_HZ: what /proc counts in on every Linux there is.
    private const double TicksPerSecond = 100;
    private const int LongestPid = 32;

    /// <summary>Null: no pid file, or nobody behind it.</summary>
    public static int? Find(DesiredService service)
    {
        string[] files = service.PidFile is { } own ? [own] : [$"/run/{service.Name}.pid", $"/run/{service.Name}/{service.Name}.pid"];
        foreach (var file in files)
        {
            // Some of these folders are the service's own: what lies there may be anything.
            if (StrangersFile.TryRead(file, LongestPid) is { } text
                && int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && Directory.Exists($"/proc/{pid}"))
                return pid;
        }
        return null;
    }

    /// <summary>Null: it has just gone.</summary>
    public static double? AgeSeconds(int pid, double uptime)
    {
        // The second field is the program's name in parentheses and may hold anything; starttime is the 20th behind it.
        if (TryRead($"/proc/{pid}/stat") is not { } stat
            || stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is not { Length: > 19 } fields)
            return null;
        return uptime - (double.Parse(fields[19], CultureInfo.InvariantCulture) / TicksPerSecond);
    }

    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
