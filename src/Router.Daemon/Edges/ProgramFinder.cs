using System.Globalization;

namespace Router.Daemon.Edges;

/// <summary>A running program by a word of its command line, for one whose number stands in no file.</summary>
internal static class ProgramFinder
{
    /// <summary>The process's number; null: none runs.</summary>
    /// <param name="program">As the kernel has it in <c>/proc/PID/comm</c>.</param>
    /// <param name="argument">A whole word of its command line.</param>
    public static int? Find(string program, string argument)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                && TryRead($"{folder}/comm")?.TrimEnd('\n') == program
                && TryRead($"{folder}/cmdline")?.Split('\0').Contains(argument) == true)
                return process;
        }
        return null;
    }

    private static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has just gone.
            return null;
        }
    }
}
