using System.Globalization;

namespace Router.Image.Vm.Edges;

internal static class ProcessorTime
{
    /// <summary>
    /// User and system time of a process with all its threads (proc(5), stat fields 14 and 15 in ticks of 10 ms); null: it is gone.
    /// </summary>
    public static TimeSpan? Of(int processId)
    {
        string stat;
        try
        {
            stat = File.ReadAllText($"/proc/{processId}/stat");
        }
        catch (IOException)
        {
            return null;
        }
        // The second field is the name in brackets and may hold anything, so count from behind it.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromMilliseconds(
            10 * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)));
    }
}
